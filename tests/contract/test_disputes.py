"""RecordedVisits: what somebody else recorded is withdrawn, disputed and settled alike by the store and its twin."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from adapters import session
from adapters.aws.sealing import AesSealer
from adapters.dynamo.visit.item import item_from_visit
from adapters.dynamo.visit.visits import DynamoVisits
from adapters.memory.secret.secrets import MemorySecrets, PlainSealer
from domain.presence.dispute import RecordedVisits
from domain.presence.errors import (
    DisputeSettled,
    OwnScan,
    VisitNotDisputed,
    VisitUnknown,
    VoidTooLate,
    WithdrawTooLate,
)
from domain.presence.policy import visit_policy
from domain.presence.visit import Flag, Visit
from tests.contract.engines import Stores
from tests.contract.samples.base import DAY, MINUTE, NOW
from tests.contract.samples.presence import STAY, a_visit

POLICY = visit_policy(NOW.date())
OWNER, DESK = "P#owner", "S#desk"
SECOND = timedelta(seconds=1)
CAME = NOW - 3 * DAY  # and was written down today


@pytest.fixture
def log(stores: Stores) -> RecordedVisits:
    return stores.visits()


def recorded(log: RecordedVisits, by: str = DESK, **facts: Any) -> Visit:
    return log.record(a_visit(CAME, recorded_by=by, recorded_at=NOW, **facts)).visit


def taken_back(visit: Visit) -> Visit:
    return replace(visit, end=visit.start, is_open=False, flags=(*visit.flags, Flag.VOID))


def the_one(log: RecordedVisits, visit: Visit) -> Visit:
    (stored,) = log.of_person(visit.key.person, now=NOW)
    return stored


# Withdrawn


@pytest.mark.parametrize("by", [None, OWNER])
def test_a_visit_is_withdrawn_within_ten_minutes_of_its_recording(log: RecordedVisits, by: str | None) -> None:
    visit = recorded(log, OWNER, flags=(Flag.CLOCK_SHIFTED,))
    done = log.withdraw(visit.key, by=by, policy=POLICY, now=NOW + 10 * MINUTE)
    assert done == taken_back(visit)
    assert log.withdraw(visit.key, by=by, policy=POLICY, now=NOW + 10 * MINUTE) == done
    assert log.withdraw(visit.key, by=None, policy=POLICY, now=NOW + 5 * DAY) == done
    assert the_one(log, visit) == done


def test_an_owner_is_not_told_later_what_became_of_a_record(log: RecordedVisits) -> None:
    stands, falls = (recorded(log, OWNER, flags=(Flag.DISPUTED,)) for _ in range(2))
    log.settle(falls.key, stands=False, now=NOW)
    for visit in (stands, falls):
        with pytest.raises(WithdrawTooLate):
            log.withdraw(visit.key, by=OWNER, policy=POLICY, now=NOW + DAY)


def test_withdrawing_too_late(log: RecordedVisits) -> None:
    visit = recorded(log)
    with pytest.raises(WithdrawTooLate):
        log.withdraw(visit.key, by=DESK, policy=POLICY, now=NOW + 10 * MINUTE + SECOND)
    assert the_one(log, visit) == visit


def test_nobody_withdraws_what_another_recorded_or_the_person_scanned(log: RecordedVisits) -> None:
    by_another, own = recorded(log, OWNER), log.record(a_visit()).visit
    for visit, by in ((by_another, "P#another"), (own, None), (own, DESK), (own, "")):
        with pytest.raises(VisitUnknown):
            log.withdraw(visit.key, by=by, policy=POLICY, now=NOW)
        assert the_one(log, visit) == visit


def test_a_record_of_before_its_moment_was_kept_is_judged_by_its_beginning(log: RecordedVisits) -> None:
    old = log.record(a_visit(CAME, recorded_by=DESK)).visit
    with pytest.raises(WithdrawTooLate):
        log.withdraw(old.key, by=DESK, policy=POLICY, now=NOW)
    fresh = log.record(a_visit(NOW, recorded_by=DESK)).visit
    assert log.withdraw(fresh.key, by=DESK, policy=POLICY, now=NOW + MINUTE) == taken_back(fresh)


def test_its_person_takes_it_back_within_ten_minutes_of_its_recording_too(log: RecordedVisits) -> None:
    visit, late = recorded(log), recorded(log)
    assert log.void(visit.key, policy=POLICY, now=NOW + 10 * MINUTE) == taken_back(visit)
    with pytest.raises(VoidTooLate):
        log.void(late.key, policy=POLICY, now=NOW + 10 * MINUTE + SECOND)


# Disputed


@pytest.mark.parametrize("by", [DESK, OWNER])
@pytest.mark.parametrize("flags", [(), (Flag.DOUBTFUL,)])
def test_what_somebody_else_recorded_is_disputed_as_long_as_it_is_kept(
    log: RecordedVisits, by: str, flags: tuple[Flag, ...]
) -> None:
    visit = recorded(log, by, flags=flags)
    last = visit.expires_at - SECOND
    done = log.dispute(visit.key, why="tôi ở nhà", now=last)
    assert done == replace(visit, flags=(*flags, Flag.DISPUTED), disputed_why="tôi ở nhà")
    assert log.dispute(visit.key, why="khác", now=last) == done, "what was said first stands"
    assert the_one(log, visit) == done
    assert log.dispute(visit.key, why="", now=visit.expires_at) is None


def test_a_dispute_needs_no_words(log: RecordedVisits) -> None:
    visit = recorded(log)
    assert log.dispute(visit.key, why="", now=NOW) == replace(visit, flags=(Flag.DISPUTED,))


def test_an_own_scan_is_not_disputed(log: RecordedVisits) -> None:
    visit = log.record(a_visit()).visit
    with pytest.raises(OwnScan):
        log.dispute(visit.key, why="", now=NOW)
    assert the_one(log, visit) == visit


def test_what_was_taken_back_is_not_disputed_again(log: RecordedVisits) -> None:
    visit = recorded(log)
    void = log.withdraw(visit.key, by=DESK, policy=POLICY, now=NOW)
    assert log.dispute(visit.key, why="x", now=NOW) == void


def test_a_visit_in_doubt_is_left_and_taken_back_as_any_other(log: RecordedVisits) -> None:
    visit = recorded(log)
    log.dispute(visit.key, why="", now=NOW)
    done = log.close(visit.key, at=CAME + 500 * MINUTE, stay=STAY, by_leaving=True)
    assert done is not None
    assert done.flags == (Flag.DISPUTED, Flag.CAPPED)
    assert log.withdraw(visit.key, by=None, policy=POLICY, now=NOW) == taken_back(done)


# Settled


@pytest.mark.parametrize("flags", [(Flag.DOUBTFUL,), (Flag.DISPUTED,), (Flag.DOUBTFUL, Flag.CAPPED, Flag.DISPUTED)])
def test_a_tracer_ends_every_doubt(log: RecordedVisits, flags: tuple[Flag, ...]) -> None:
    kept = tuple(flag for flag in flags if flag is Flag.CAPPED)
    for stands in (True, False):
        visit = recorded(log, OWNER, flags=flags)
        done = log.settle(visit.key, stands=stands, now=NOW)
        decided = replace(visit, flags=(*kept, Flag.SETTLED))
        assert done == (decided if stands else taken_back(decided))
        assert log.settle(visit.key, stands=stands, now=NOW) == done
        with pytest.raises(DisputeSettled):
            log.settle(visit.key, stands=not stands, now=NOW)
        assert the_one(log, visit) == done


def test_what_stands_is_not_disputed_for_ever(log: RecordedVisits) -> None:
    stands, falls = (recorded(log, flags=(Flag.DISPUTED,)) for _ in range(2))
    log.settle(stands.key, stands=True, now=NOW)
    with pytest.raises(DisputeSettled):
        log.dispute(stands.key, why="", now=NOW)
    void = log.settle(falls.key, stands=False, now=NOW)
    assert log.dispute(falls.key, why="", now=NOW) == void, "its person was right: nothing is left to dispute"


def test_what_nobody_doubts_is_not_settled(log: RecordedVisits) -> None:
    for visit in (recorded(log), log.record(a_visit()).visit):
        with pytest.raises(VisitNotDisputed):
            log.settle(visit.key, stands=True, now=NOW)
        assert the_one(log, visit) == visit


def test_what_was_withdrawn_meanwhile_can_only_be_found_void(log: RecordedVisits) -> None:
    visit = recorded(log)
    log.dispute(visit.key, why="", now=NOW)
    void = log.withdraw(visit.key, by=DESK, policy=POLICY, now=NOW)
    assert log.settle(visit.key, stands=False, now=NOW) == void
    with pytest.raises(DisputeSettled):
        log.settle(visit.key, stands=True, now=NOW)


def test_of_an_unknown_or_expired_visit_nothing_is_said(log: RecordedVisits) -> None:
    gone = recorded(log, expires_at=NOW)
    assert log.withdraw(a_visit().key, by=None, policy=POLICY, now=NOW) is None
    for key in (gone.key, a_visit().key):
        assert log.dispute(key, why="", now=NOW) is None
        assert log.settle(key, stands=True, now=NOW) is None


def test_of_many_who_speak_at_once_none_is_lost(busy_stores: Stores) -> None:
    log = busy_stores.visits()
    visit = recorded(log)
    acts = [
        lambda: log.dispute(visit.key, why="", now=NOW),
        lambda: log.close(visit.key, at=NOW + DAY, stay=STAY, by_leaving=True),
    ]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda act: act(), acts * 6))
    stored = the_one(log, visit)
    assert set(stored.flags) == {Flag.DISPUTED, Flag.CAPPED}
    assert len(stored.flags) == 2


def test_of_two_tracers_who_decide_otherwise_at_once_one_decides(busy_stores: Stores) -> None:
    log = busy_stores.visits()
    visit = recorded(log, flags=(Flag.DISPUTED,))

    def decide(number: int) -> bool | None:
        try:
            log.settle(visit.key, stands=number % 2 == 0, now=NOW)
        except DisputeSettled:
            return None
        return number % 2 == 0

    with ThreadPoolExecutor(8) as pool:
        (decided,) = set(pool.map(decide, range(16))) - {None}
    assert (Flag.VOID in the_one(log, visit).flags) is not decided


# The table.


def test_why_a_visit_is_disputed_is_sealed_and_bound_to_it(moto_stores: Stores) -> None:
    table, sealer = moto_stores.table("Visit"), AesSealer(MemorySecrets(clock=lambda: NOW))
    log = DynamoVisits(table, sealer=sealer)
    visit = log.record(a_visit(recorded_by="S#1", recorded_at=NOW)).visit
    log.dispute(visit.key, why="tôi ở nhà bà Tám", now=NOW)
    (item,) = session.client("dynamodb").scan(TableName=table)["Items"]
    assert "bà Tám" not in repr(item)
    assert [one.disputed_why for one in log.of_person(visit.key.person, now=NOW)] == ["tôi ở nhà bà Tám"]
    assert [one.disputed_why for one in DynamoVisits(table).of_person(visit.key.person, now=NOW)] == [""]
    other = log.record(a_visit(recorded_by="S#1", recorded_at=NOW)).visit
    moved = {**item_from_visit(other), "wz": item["wz"]}
    session.client("dynamodb").put_item(TableName=table, Item=moved)
    with pytest.raises(InvalidTag):
        log.of_person(other.key.person, now=NOW)


def test_why_one_was_disputed_before_is_read(moto_stores: Stores) -> None:
    table = moto_stores.table("Visit")
    visit = a_visit(recorded_by="S#1", recorded_at=NOW, flags=(Flag.DISPUTED,), disputed_why="tôi ở nhà")
    session.client("dynamodb").put_item(TableName=table, Item={**item_from_visit(visit), "w": {"S": "tôi ở nhà"}})
    (read,) = DynamoVisits(table, sealer=PlainSealer()).of_person(visit.key.person, now=NOW)
    assert read == visit
