"""VisitLog: rules V1 to V7 and V11 as the store keeps them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters import session
from domain.presence.errors import LeftBeforeArriving, VoidTooLate
from domain.presence.policy import visit_policy
from domain.presence.visit import Flag, Source, VisitKey, VisitLog
from tests.contract.engines import Stores
from tests.contract.samples.base import DAY, MINUTE, NOW
from tests.contract.samples.people import person_id
from tests.contract.samples.presence import STAY, a_visit, venue_id

POLICY = visit_policy(NOW.date())


@pytest.fixture
def log(stores: Stores) -> VisitLog:
    return stores.visits()


def leave(log: VisitLog, key: VisitKey, minutes: float):
    return log.close(key, at=NOW + minutes * MINUTE, stay=STAY, by_leaving=True)


def move_on(log: VisitLog, key: VisitKey, minutes: float):
    return log.close(key, at=NOW + minutes * MINUTE, stay=STAY, by_leaving=False)


def test_a_visit_is_kept_as_it_was_recorded(log: VisitLog) -> None:
    visit = a_visit(
        flags=tuple(Flag), device="d1", recorded_by="S#1", recorded_at=NOW, disputed_why="không ở đó",
        source=Source.CARD,
    )  # fmt: skip
    stored = log.record(visit)
    assert stored.visit == visit
    assert stored.is_new
    assert log.of_person(visit.key.person, now=NOW) == [visit]


def test_every_source_is_kept(log: VisitLog) -> None:
    for source in Source:
        assert log.record(a_visit(source=source)).visit.source is source


def test_a_repeat_is_one_visit_and_the_same_answer(log: VisitLog) -> None:
    visit = a_visit()
    log.record(visit)
    again = log.record(replace(visit, start=NOW + MINUTE, category="food"))
    assert again.visit == visit
    assert not again.is_new
    assert len(log.of_person(visit.key.person, now=NOW)) == 1


def test_a_repeat_after_leaving_answers_the_closed_visit(log: VisitLog) -> None:
    visit = a_visit()
    log.record(visit)
    leave(log, visit.key, 10)
    assert not log.record(visit).visit.is_open


def test_re_entry_is_a_second_visit(log: VisitLog) -> None:
    first = a_visit()
    second = a_visit(NOW + MINUTE, person=first.key.person, venue=first.key.venue)
    assert log.record(first).is_new
    assert log.record(second).is_new


def test_visits_are_newest_first_by_the_corrected_start(log: VisitLog) -> None:
    person = person_id()
    early = a_visit(NOW - 60 * MINUTE, person=person)
    wrong_clock = replace(a_visit(NOW - 600 * MINUTE, person=person), start=NOW, end=NOW + STAY.default)
    late = a_visit(NOW + MINUTE, person=person)
    for visit in (late, wrong_clock, early):
        log.record(visit)
    assert log.of_person(person, now=NOW) == [late, wrong_clock, early]


def test_of_two_visits_begun_in_one_second_the_open_one_is_newer(log: VisitLog) -> None:
    both = [a_visit(), a_visit()]
    for left_behind, entered in (both, reversed(both)):
        person = person_id()
        first = replace(left_behind, key=left_behind.key._replace(person=person))
        second = replace(entered, key=entered.key._replace(person=person))
        log.record(first)
        move_on(log, first.key, 0)
        log.record(second)
        assert [visit.key for visit in log.of_person(person, now=NOW)] == [second.key, first.key]


def test_an_expired_visit_is_not_read(log: VisitLog) -> None:
    visit = a_visit(NOW - 30 * DAY)
    log.record(visit)
    assert log.of_person(visit.key.person, now=NOW) == []
    assert log.of_person(visit.key.person, now=NOW - timedelta(seconds=1)) == [visit]
    assert log.void(visit.key, policy=POLICY, now=NOW) is None
    assert log.close(visit.key, at=NOW, stay=STAY, by_leaving=False) is None


def test_many_visits_of_one_person(log: VisitLog) -> None:
    person = person_id()
    for minute in range(60):
        log.record(a_visit(NOW + minute * MINUTE, person=person))
    assert len(log.of_person(person, now=NOW)) == 60


@pytest.mark.parametrize(
    ("minutes", "end", "flags"),
    [
        (0, 0, ()),
        (10, 10, ()),
        (30, 30, ()),
        (100, 100, ()),
        (120, 120, ()),
        (121, 120, (Flag.CAPPED,)),
        (5000, 120, (Flag.CAPPED,)),
    ],
)
def test_leaving_clamps_to_the_cap(log: VisitLog, minutes: int, end: int, flags: tuple[Flag, ...]) -> None:
    visit = a_visit()
    log.record(visit)
    closed = leave(log, visit.key, minutes)
    assert closed == replace(visit, end=NOW + end * MINUTE, is_open=False, flags=flags)
    assert leave(log, visit.key, minutes + 7) == closed
    assert log.of_person(visit.key.person, now=NOW) == [closed]


def test_leaving_keeps_earlier_flags(log: VisitLog) -> None:
    visit = a_visit(flags=(Flag.CLOCK_SHIFTED,))
    log.record(visit)
    closed = leave(log, visit.key, 500)
    assert closed is not None
    assert closed.flags == (Flag.CLOCK_SHIFTED, Flag.CAPPED)


def test_leaving_before_arriving_is_refused_and_changes_nothing(log: VisitLog) -> None:
    visit = a_visit()
    log.record(visit)
    with pytest.raises(LeftBeforeArriving):
        leave(log, visit.key, -1)
    assert log.of_person(visit.key.person, now=NOW) == [visit]


def test_fractions_of_a_second_do_not_matter(log: VisitLog) -> None:
    visit = a_visit()
    log.record(visit)
    closed = leave(log, visit.key, 10.009)
    assert closed is not None
    assert closed.end == NOW + 10 * MINUTE


def test_leaving_an_unknown_visit(log: VisitLog) -> None:
    assert leave(log, a_visit().key, 10) is None
    assert move_on(log, a_visit().key, 10) is None
    assert log.void(a_visit().key, policy=POLICY, now=NOW) is None


@pytest.mark.parametrize(("minutes", "end"), [(0, 0), (10, 10), (30, 30), (31, 30), (5000, 30)])
def test_the_next_check_in_never_lengthens(log: VisitLog, minutes: int, end: int) -> None:
    visit = a_visit()
    log.record(visit)
    closed = move_on(log, visit.key, minutes)
    flags = (Flag.END_ASSUMED,) if minutes > end else ()
    assert closed == replace(visit, end=NOW + end * MINUTE, is_open=False, flags=flags)
    assert log.of_person(visit.key.person, now=NOW) == [closed]


def test_an_assumed_end_is_said_beside_earlier_flags_and_once(log: VisitLog) -> None:
    visit = a_visit(flags=(Flag.CODE_TYPED,))
    log.record(visit)
    closed = move_on(log, visit.key, 31)
    assert closed is not None
    assert closed.flags == (Flag.CODE_TYPED, Flag.END_ASSUMED)
    assert closed.end_is_assumed
    assert move_on(log, visit.key, 90) == closed
    assert leave(log, visit.key, 20) == closed


def test_a_late_arriving_next_check_in_does_not_reopen_or_extend(log: VisitLog) -> None:
    visit = a_visit()
    log.record(visit)
    closed = leave(log, visit.key, 10)
    assert move_on(log, visit.key, 20) == closed
    assert move_on(log, visit.key, 5) == closed


def test_a_next_check_in_before_this_one_changes_nothing(log: VisitLog) -> None:
    visit = a_visit()
    log.record(visit)
    assert move_on(log, visit.key, -5) == visit


def test_a_wrong_guess_of_the_default_end_gives_the_same_result(log: VisitLog) -> None:
    """The device's clock was a day off, so the key's second says nothing about the end."""
    for offset, minutes, end, flags in ((-DAY, 10, 10, ()), (DAY, 50, 30, (Flag.END_ASSUMED,)), (DAY, 30, 30, ())):
        visit = a_visit(NOW + offset)
        visit = replace(visit, start=NOW, end=NOW + STAY.default)
        log.record(visit)
        wanted = replace(visit, end=NOW + end * MINUTE, is_open=False, flags=flags)
        assert move_on(log, visit.key, minutes) == wanted


@pytest.mark.parametrize("is_open", [True, False])
def test_a_wrong_scan_is_taken_back(log: VisitLog, *, is_open: bool) -> None:
    visit = a_visit(flags=(Flag.CODE_TYPED,), is_open=is_open)
    log.record(visit)
    voided = log.void(visit.key, policy=POLICY, now=NOW + 10 * MINUTE)
    assert voided == replace(visit, end=NOW, is_open=False, flags=(Flag.CODE_TYPED, Flag.VOID))
    assert log.void(visit.key, policy=POLICY, now=NOW + 600 * MINUTE) == voided
    assert leave(log, visit.key, 20) == voided


def test_taking_back_too_late(log: VisitLog) -> None:
    visit = a_visit()
    log.record(visit)
    with pytest.raises(VoidTooLate):
        log.void(visit.key, policy=POLICY, now=NOW + 10 * MINUTE + timedelta(seconds=1))
    assert log.of_person(visit.key.person, now=NOW) == [visit]


def test_one_of_many_callers_at_once_makes_the_visit(busy_stores: Stores) -> None:
    log = busy_stores.visits()
    visit = a_visit()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: log.record(visit), range(24)))
    assert sum(answer.is_new for answer in answers) == 1
    assert {answer.visit for answer in answers} == {visit}


def test_of_many_leavings_at_once_one_counts(busy_stores: Stores) -> None:
    log = busy_stores.visits()
    visit = a_visit()
    log.record(visit)
    with ThreadPoolExecutor(8) as pool:
        ends = {answer.end for answer in pool.map(lambda m: leave(log, visit.key, m), range(1, 25)) if answer}
    assert ends == {log.of_person(visit.key.person, now=NOW)[0].end}


def test_the_index_of_a_venue_is_its_local_day(moto_stores: Stores) -> None:
    """Bucketed by the corrected start in local time, and it carries what a search of contacts needs."""
    client = session.client("dynamodb")
    table = moto_stores.table("Visit")
    from adapters.dynamo.visit.visits import DynamoVisits

    venue = venue_id()
    evening = NOW.replace(hour=17, minute=30)  # half past midnight in Vietnam
    visit = a_visit(evening, venue=venue)
    DynamoVisits(table).record(visit)
    answer = client.query(
        TableName=table,
        IndexName="byVenue",
        KeyConditionExpression="vb = :vb",
        ExpressionAttributeValues={":vb": {"S": f"{venue}#20211004"}},
    )
    (item,) = answer["Items"]
    assert item["vs"]["S"] == f"{int(evening.timestamp())}#{visit.key.person}"
    assert item["e"]["N"] == str(int(visit.end.timestamp()))
    assert set(item) == {"pk", "sk", "vb", "vs", "e", "o", "s"}


def test_a_visit_is_small(moto_stores: Stores) -> None:
    """A write of up to 1,024 bytes is one unit; 30 days of a nation are kept."""
    from adapters.dynamo.visit.item import item_from_visit

    item = item_from_visit(a_visit())
    size = sum(len(name) + len(str(next(iter(value.values())))) for name, value in item.items())
    assert size <= 200
