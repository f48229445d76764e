"""What may be done about a visit that somebody else recorded: by whom, until when, and what a repeat makes of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.presence.dispute import Recorder, disputed, recorder, settled, withdrawn
from domain.presence.errors import DisputeSettled, OwnScan, VisitNotDisputed, VisitUnknown, WithdrawTooLate
from domain.presence.visit import Flag, flagged, voided
from tests.builders.base import NOW
from tests.builders.people import a_person_id, a_staff
from tests.builders.presence import POLICY, a_visit

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
OWNER, DESK = f"P#{a_person_id(9)}", a_staff().actor
CAME = NOW - 3 * DAY


def recorded(by=DESK, **facts):
    return a_visit(at=CAME, **{"recorded_by": by, "recorded_at": NOW, **facts})


def take_back(visit, by=None, now=NOW):
    return withdrawn(visit, by=by, policy=POLICY, now=now)


@pytest.mark.parametrize(("by", "who"), [("", None), (DESK, Recorder.STAFF), (OWNER, Recorder.OWNER)])
def test_its_person_is_told_what_kind_of_hand_recorded_it(by, who):
    assert recorder(a_visit(recorded_by=by)) is who


@pytest.mark.parametrize("by", [None, OWNER])
def test_a_wrong_record_is_withdrawn_within_minutes_of_the_recording(by):
    gone = take_back(recorded(OWNER), by, NOW + 10 * MINUTE)
    assert (gone.end, gone.is_open, gone.flags) == (CAME, False, (Flag.VOID,))
    assert take_back(gone, by, NOW + 10 * MINUTE) is gone
    assert take_back(gone, None, NOW + DAY) is gone
    with pytest.raises(WithdrawTooLate):
        take_back(recorded(OWNER), by, NOW + 10 * MINUTE + timedelta(seconds=1))


def test_an_owner_is_not_told_later_that_a_record_was_taken_back():
    for visit in (recorded(OWNER), take_back(recorded(OWNER))):
        with pytest.raises(WithdrawTooLate):
            take_back(visit, OWNER, NOW + DAY)


def test_only_the_own_record_and_never_a_persons_own_scan():
    for visit, by in ((recorded(DESK), OWNER), (recorded(OWNER), f"P#{a_person_id(8)}"), (a_visit(), None)):
        with pytest.raises(VisitUnknown):
            take_back(visit, by)


def test_a_record_without_its_moment_is_judged_by_its_beginning():
    with pytest.raises(WithdrawTooLate):
        take_back(recorded(recorded_at=None))
    assert Flag.VOID in take_back(a_visit(recorded_by=DESK)).flags


def test_its_person_has_the_same_minutes():
    assert Flag.VOID in voided(recorded(), policy=POLICY, now=NOW + 10 * MINUTE).flags


def test_its_person_disputes_it_once():
    doubted = disputed(recorded(OWNER, flags=(Flag.DOUBTFUL,)), why="tôi ở nhà")
    assert (doubted.flags, doubted.disputed_why) == ((Flag.DOUBTFUL, Flag.DISPUTED), "tôi ở nhà")
    assert doubted.is_doubtful
    assert doubted.end == recorded().end
    assert disputed(doubted, why="khác") is doubted


def test_an_own_scan_is_taken_back_and_not_disputed():
    with pytest.raises(OwnScan):
        disputed(a_visit(), why="")


@pytest.mark.parametrize("doubt", [(Flag.DOUBTFUL,), (Flag.DISPUTED,), (Flag.DOUBTFUL, Flag.DISPUTED)])
def test_what_stands_is_sure_and_not_disputed_again(doubt):
    visit = recorded(OWNER, flags=(Flag.CAPPED, *doubt))
    upheld = settled(visit, stands=True)
    assert upheld == replace(visit, flags=(Flag.CAPPED, Flag.SETTLED))
    assert not upheld.is_doubtful
    assert settled(upheld, stands=True) is upheld
    for act in (lambda: disputed(upheld, why=""), lambda: settled(upheld, stands=False)):
        with pytest.raises(DisputeSettled):
            act()


def test_an_own_scan_that_predates_the_registration_is_settled_and_never_disputed():
    visit = a_visit(flags=(Flag.CODE_TYPED, Flag.PREDATES_REGISTRATION))
    assert visit.is_doubtful
    with pytest.raises(OwnScan):
        disputed(visit, why="")
    assert settled(visit, stands=True) == replace(visit, flags=(Flag.CODE_TYPED, Flag.SETTLED))
    assert settled(visit, stands=False).flags == (Flag.CODE_TYPED, Flag.SETTLED, Flag.VOID)


def test_what_does_not_stand_is_void():
    visit = recorded(OWNER, flags=(Flag.DISPUTED,))
    gone = settled(visit, stands=False)
    assert (gone.end, gone.is_open, gone.flags) == (CAME, False, (Flag.SETTLED, Flag.VOID))
    assert settled(gone, stands=False) is gone
    assert disputed(gone, why="") is gone
    with pytest.raises(DisputeSettled):
        settled(gone, stands=True)


def test_what_was_withdrawn_while_it_was_disputed_stays_so():
    gone = take_back(disputed(recorded(), why=""))
    assert settled(gone, stands=False) is gone
    with pytest.raises(DisputeSettled):
        settled(gone, stands=True)


@pytest.mark.parametrize("visit", [a_visit(), recorded(), recorded(flags=(Flag.VOID,))])
def test_where_there_is_no_doubt_nothing_is_settled(visit):
    with pytest.raises(VisitNotDisputed):
        settled(visit, stands=True)


def test_a_flag_stands_once():
    assert flagged((Flag.CAPPED,), Flag.VOID, Flag.CAPPED, Flag.VOID) == (Flag.CAPPED, Flag.VOID)
