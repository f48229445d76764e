"""What may be changed in a record, and what is kept of how it was."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.people.changes import Amendment, Change, Spending, Wanted, corrected, facts_of, own, proved
from domain.people.errors import PapersChecked
from domain.people.phone.numbers import NumberFact, What
from tests.builders.base import KIM_LONG, NOW, a_unit
from tests.builders.people import a_person, a_person_id

NEW, OLD = "+84987654321", "+84912345001"
LAN, STRANGER, SISTER = a_person_id(1), a_person_id(2), a_person_id(3)
SPENDING = Spending(LAN, "digest")
DAY = timedelta(days=1)
NOTHING = Wanted()


def claimed(at=NOW):
    return NumberFact(LAN, What.CLAIMED, at)


def gave_up(at=NOW):
    return NumberFact(LAN, What.GIVEN_UP, at)


def was_proved(who=LAN, at=NOW, *beside):
    return NumberFact(who, What.PROVED, at, frozenset(beside))


def proof(person, phone, *known, beside=frozenset()):
    return proved(person, phone, known=known, beside=beside, spending=SPENDING, now=NOW)


# One's own record.


def test_what_is_not_given_stays_and_nothing_given_changes_nothing():
    lan = a_person(identity="CCCD:001093029317")
    assert own(lan, NOTHING, now=NOW) == Amendment(lan, lan)
    assert not own(lan, NOTHING, now=NOW).says_something
    same = Wanted(lan.full_name, lan.year_of_birth, a_unit(), lan.phone)
    assert own(lan, same, now=NOW) == Amendment(lan, lan)


def test_an_own_change_keeps_what_was_there():
    amendment = own(a_person(), Wanted("Nguyễn Thị Lan Anh", 1988, a_unit(KIM_LONG)), now=NOW)
    after, unit = amendment.after, a_unit(KIM_LONG)
    assert (after.full_name, after.year_of_birth, after.unit_path) == ("Nguyễn Thị Lan Anh", 1988, unit.path)
    assert (after.unit_name, after.revision) == (unit.name, 2)
    old = {"full_name": "Nguyễn Thị Lan", "year_of_birth": "1987", "unit": a_person().unit_path}
    assert amendment.change == Change(2, NOW, f"P#{LAN}", "", old)
    assert amendment.facts == ()


def test_a_home_that_was_assumed_is_so_until_its_owner_says_it_or_another():
    lan = a_person(unit_assumed=True)
    assert own(lan, Wanted(full_name="Lan"), now=NOW).after.unit_assumed
    said = own(lan, Wanted(unit=a_unit()), now=NOW)
    assert said.says_something
    assert (said.after.unit_path, said.after.unit_assumed, said.after.revision) == (lan.unit_path, False, 2)
    assert said.change is None  # the record says what it said
    moved = own(lan, Wanted(unit=a_unit(KIM_LONG)), now=NOW)
    assert (moved.after.unit_path, moved.after.unit_assumed) == (a_unit(KIM_LONG).path, False)
    assert not corrected(lan, Wanted(unit=a_unit()), by="S#1", reason="x", now=NOW).after.unit_assumed
    assert corrected(lan, Wanted(full_name="Lan"), by="S#1", reason="x", now=NOW).after.unit_assumed


@pytest.mark.parametrize("wanted", [Wanted(full_name="Trần Lan"), Wanted(year_of_birth=1990)])
def test_once_papers_were_checked_name_and_year_are_an_officers(wanted):
    lan = a_person(identity="CCCD:001093029317")
    with pytest.raises(PapersChecked):
        own(lan, wanted, now=NOW)
    assert own(lan, Wanted(unit=a_unit(KIM_LONG)), now=NOW).says_something
    assert corrected(lan, wanted, by="S#1", reason="x", now=NOW).says_something


def test_a_new_number_waits_and_the_old_one_is_there_until_then():
    amendment = own(a_person(), Wanted(phone=NEW), now=NOW)
    assert (amendment.after.phone, amendment.after.pending_phone) == (OLD, NEW)
    assert (amendment.change, amendment.facts) == (None, ())
    waiting = amendment.after
    assert own(waiting, Wanted(phone=NEW), now=NOW) == Amendment(waiting, waiting)
    assert own(waiting, Wanted(phone=OLD), now=NOW).after.pending_phone is None


def test_nobody_gives_themselves_an_identity_number():
    assert own(a_person(), Wanted(identity="CCCD:001093029317"), now=NOW).after.identity is None


# An officer's correction.


def test_a_corrected_number_is_there_at_once_and_unproved():
    lan = a_person(phone_verified_at=NOW - DAY, pending_phone="+84333333333")
    amendment = corrected(lan, Wanted(phone=NEW), by="S#1", reason="gõ nhầm", now=NOW)
    after = amendment.after
    assert (after.phone, after.phone_verified_at, after.pending_phone) == (NEW, None, None)
    assert amendment.facts == ((OLD, gave_up()), (NEW, claimed()))
    assert amendment.change == Change(2, NOW, "S#1", "gõ nhầm", {"phone": OLD})


def test_a_correction_that_is_already_so_changes_nothing():
    lan = a_person(identity="CCCD:001093029317")
    wanted = Wanted(lan.full_name, phone=OLD, identity="CCCD:001093029317")
    assert corrected(lan, wanted, by="S#1", reason="x", now=NOW) == Amendment(lan, lan)


def test_an_officer_may_say_that_a_lost_number_is_still_hers():
    lan = a_person(phone_verified_at=NOW - DAY, phone_lost_at=NOW)
    amendment = corrected(lan, Wanted(phone=OLD), by="S#1", reason="đã gọi", now=NOW)
    assert (amendment.after.phone_verified_at, amendment.after.phone_lost_at) == (None, None)
    assert amendment.facts == ((OLD, claimed()),)
    assert amendment.change == Change(2, NOW, "S#1", "đã gọi", {"phone": OLD})
    again = corrected(amendment.after, Wanted(phone=OLD), by="S#1", reason="đã gọi", now=NOW)
    assert not again.says_something


def test_a_first_number_and_a_first_paper_replace_nothing():
    plain = a_person(phone=None)
    amendment = corrected(plain, Wanted(phone=NEW, identity="CMND:012345678"), by="S#1", reason="x", now=NOW)
    assert amendment.facts == ((NEW, claimed()),)
    assert amendment.change
    assert amendment.change.old == {"phone": "", "identity_number": ""}


# The proof.


def test_a_registered_number_is_proved():
    amendment = proof(a_person(), OLD, claimed(NOW - DAY), beside=frozenset({SISTER}))
    assert amendment.after == replace(a_person(), phone_verified_at=NOW, revision=2)
    assert amendment.facts == ((OLD, was_proved(LAN, NOW, SISTER)),)
    assert (amendment.change, amendment.lost_by, amendment.spending) == (None, (), SPENDING)


def test_a_number_that_waited_takes_the_place_of_the_other():
    lan = a_person(phone_verified_at=NOW - DAY, pending_phone=NEW)
    amendment = proof(lan, NEW)
    assert (amendment.after.phone, amendment.after.pending_phone) == (NEW, None)
    assert amendment.after.phone_verified_at == NOW
    assert amendment.facts == ((OLD, gave_up()), (NEW, claimed()), (NEW, was_proved()))
    assert amendment.change == Change(2, NOW, f"P#{LAN}", "", {"phone": OLD})


def test_the_registered_number_can_be_proved_while_another_waits():
    amendment = proof(a_person(pending_phone=NEW), OLD, claimed(NOW - DAY))
    assert (amendment.after.phone, amendment.after.pending_phone) == (OLD, NEW)
    assert amendment.after.phone_verified_at == NOW


def test_whoever_proved_it_before_loses_it():
    amendment = proof(a_person(), OLD, claimed(NOW - DAY), was_proved(STRANGER, NOW - DAY))
    assert amendment.lost_by == (STRANGER,)
    beside = frozenset({STRANGER})
    assert proof(a_person(), OLD, was_proved(STRANGER, NOW - DAY), beside=beside).lost_by == ()


def test_a_number_that_was_lost_is_proved_again_and_shared_from_then_on():
    lan = a_person(phone_verified_at=NOW - 2 * DAY, phone_lost_at=NOW - DAY)
    known = (was_proved(LAN, NOW - 2 * DAY), was_proved(STRANGER, NOW - DAY))
    amendment = proof(lan, OLD, *known)
    assert amendment.after == replace(lan, phone_verified_at=NOW, phone_lost_at=None, revision=2)
    assert amendment.facts == ((OLD, was_proved()),)
    assert amendment.lost_by == ()


def test_whoever_holds_it_only_uses_up_the_code():
    lan = a_person(phone_verified_at=NOW - DAY)
    assert proof(lan, OLD, was_proved(LAN, NOW - DAY)) == Amendment(lan, lan, spending=SPENDING)
    assert proof(lan, OLD, was_proved(LAN, NOW - DAY)).says_something


# What a record says about numbers.


def test_a_registration_names_its_number_and_may_have_proved_it():
    lan = a_person(phone_verified_at=NOW)
    begun = lan.registered_at
    assert facts_of(None, a_person(), at=NOW) == [(OLD, claimed(begun))]
    assert facts_of(None, lan, at=NOW) == [(OLD, claimed(begun)), (OLD, was_proved())]
    assert facts_of(None, a_person(phone=None), at=NOW) == []
    assert facts_of(lan, replace(lan, full_name="Lan"), at=NOW) == []
