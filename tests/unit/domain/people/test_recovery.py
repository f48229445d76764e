"""Coming back: who is meant by a phone, a name and a year."""

from datetime import timedelta

import pytest

from domain.people.codes import PersonId, RecoveryKey
from domain.people.phone.numbers import Holding
from domain.people.phone.recovery import Claimant, alike, beside, meant
from tests.builders.base import NOW
from tests.builders.people import a_person, a_person_id

PHONE = "+84912345001"
LAN = Claimant(PHONE, "Nguyễn Thị Lan", 1987)
KEY = b"key"
ONE, TWO, THREE = (a_person_id(number) for number in (1, 2, 3))
DAY = timedelta(days=1)


def of_lan(number, **facts):
    return a_person(number, phone=PHONE, **facts)


@pytest.mark.parametrize("name", ["NGUYEN THI LAN", "nguyễn  thị lan", "Nguyên Thi Làn"])
def test_names_agree_but_for_marks_and_case(name):
    other = LAN._replace(full_name=name)
    assert other.key(KEY) == LAN.key(KEY)
    assert other.is_like(of_lan(1))


@pytest.mark.parametrize(
    "other",
    [
        LAN._replace(phone="+84912345002"),
        LAN._replace(full_name="Nguyễn Thị Lân Anh"),
        LAN._replace(year_of_birth=1988),
    ],
)
def test_a_key_is_tied_to_all_that_is_said_and_to_the_secret(other):
    assert other.key(KEY) != LAN.key(KEY)
    assert LAN.key(b"yek") != LAN.key(KEY)


def test_a_key_is_a_code_that_no_other_code_passes_for():
    key = LAN.key(KEY)
    assert RecoveryKey(str(key)) == key
    with pytest.raises(ValueError):
        PersonId(str(key))


def test_whoever_holds_the_number_is_meant_before_whoever_claims_it():
    people = [of_lan(1, registered_at=NOW - DAY), of_lan(2, registered_at=NOW)]
    assert meant(LAN, people, Holding(proved=(ONE,), claimed=(TWO,))) == people[0]


def test_of_several_the_newest_is_meant():
    people = [of_lan(1, registered_at=NOW - DAY), of_lan(2, registered_at=NOW), of_lan(3, registered_at=NOW - 2 * DAY)]
    assert meant(LAN, people, Holding(claimed=(THREE, ONE, TWO))) == people[1]


@pytest.mark.parametrize("holding", [Holding(), Holding(lost=(ONE,)), Holding(proved=(TWO,), lost=(ONE,))])
def test_nobody_who_lost_the_number_is_meant(holding):
    assert meant(LAN, [of_lan(1)], holding) is None


@pytest.mark.parametrize("facts", [{"full_name": "Nguyễn Thị Loan"}, {"year_of_birth": 1988}])
def test_nobody_of_another_name_or_year_is_meant(facts):
    assert meant(LAN, [of_lan(1, **facts)], Holding(proved=(ONE,))) is None


def test_records_that_look_alike_are_other_ones_newest_first():
    lan, older, newer = of_lan(1), of_lan(2, registered_at=NOW - 9 * DAY), of_lan(3, full_name="nguyen thi lan")
    others = [older, lan, newer, of_lan(4, year_of_birth=1950)]
    assert alike(lan, others) == [newer, older]


def test_a_proof_is_shared_with_the_same_human_and_with_the_holder_whose_device_it_is():
    lan, again, mother = of_lan(1), of_lan(2), of_lan(3, full_name="Trần Thị Mai", year_of_birth=1960)
    people, held = [lan, again, mother], Holding(proved=(THREE,))
    assert beside(lan, people, held, signed_in=None) == {TWO}
    assert beside(lan, people, held, signed_in=THREE) == {TWO, THREE}
    assert beside(lan, people, held, signed_in=ONE) == {TWO}


def test_being_signed_in_as_somebody_who_only_claims_it_shares_nothing():
    for held in (Holding(claimed=(THREE,)), Holding(lost=(THREE,)), Holding(proved=(TWO,))):
        assert beside(of_lan(1), [], held, signed_in=THREE) == frozenset()
