"""MeetingLog: what a case states, from both sides, and nothing it no longer states, wherever a writer died."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from adapters import session
from adapters.dynamo.case.meetings import DynamoMeetings
from domain.base.period import epoch
from domain.people.codes import PersonId
from domain.tracing.contact import Closeness
from domain.tracing.meeting import Meeting, MeetingLog
from tests.contract.engines import Stores
from tests.contract.samples.base import DAY, NOW
from tests.contract.samples.people import person_id
from tests.contract.samples.tracing import a_meeting, case_code
from tests.faults import Crash, Fault, Faults, crash, crash_after, partial_batch, served, throttled

THEN = epoch(NOW)


@pytest.fixture
def log(stores: Stores) -> MeetingLog:
    return stores.meetings()


def of(log: MeetingLog, *people: PersonId, now: int = THEN) -> dict[PersonId, list[Meeting]]:
    return {person: list(meetings) for person, meetings in log.of(people, now=now).items()}


def both_sides(*meetings: Meeting) -> dict[PersonId, list[Meeting]]:
    found: dict[PersonId, list[Meeting]] = {}
    for meeting in sorted({*meetings, *(m.reversed for m in meetings)}):
        found.setdefault(meeting.person, []).append(meeting)
    return found


def test_a_meeting_is_read_from_both_sides(log: MeetingLog) -> None:
    met, lived = a_meeting(place="quán cà phê đầu ngõ"), a_meeting(closeness=Closeness.HOUSEHOLD)
    log.restate(case_code(), [met, lived])
    people = (met.person, met.other, lived.person, lived.other)
    assert of(log, *people, met.person) == both_sides(met, lived)
    assert of(log) == {}


def test_who_met_nobody_met_nobody(log: MeetingLog) -> None:
    log.restate(case_code(), [a_meeting()])
    alone = person_id()
    assert of(log, alone) == {alone: []}


def test_two_who_met_twice_met_twice(log: MeetingLog) -> None:
    met = a_meeting()
    again = met._replace(start=met.start + 7200, end=met.end + 7200)
    shorter = met._replace(end=met.end - 60)
    log.restate(case_code(), [met, again, shorter, met, met.reversed])
    assert of(log, met.person, met.other) == both_sides(met, again, shorter)


def test_several_cases_may_state_the_same(log: MeetingLog) -> None:
    met, first, second = a_meeting(), case_code(), case_code()
    log.restate(first, [met])
    log.restate(second, [met._replace(end=met.end + 60)])
    log.restate(first, [])
    assert of(log, met.person) == {met.person: [met._replace(end=met.end + 60)]}


def test_what_is_no_longer_stated_is_gone(log: MeetingLog) -> None:
    case, kept, dropped, added = case_code(), a_meeting(), a_meeting(), a_meeting()
    twice = kept._replace(start=kept.start + 7200, end=kept.end + 7200)
    people = [person for m in (kept, dropped, added) for person in (m.person, m.other)]
    nobody: dict[PersonId, list[Meeting]] = {person: [] for person in people}
    for stated in ([kept, twice, dropped], [kept, dropped], [kept, added], [twice], [], [added]):
        for _ in range(2):
            log.restate(case, stated)
            assert of(log, *people) == nobody | both_sides(*stated)


def test_a_corrected_meeting_takes_the_place_of_the_wrong_one(log: MeetingLog) -> None:
    case, wrong = case_code(), a_meeting()
    right = wrong._replace(closeness=Closeness.INTERVIEW_CASUAL, end=wrong.end + 600, place="chợ")
    log.restate(case, [wrong])
    log.restate(case, [right])
    assert of(log, wrong.person, wrong.other) == both_sides(right)


def test_expired_meetings_are_not_read(log: MeetingLog) -> None:
    met = a_meeting(expires=THEN + 10)
    log.restate(case_code(), [met])
    assert of(log, met.person, now=THEN + 9) == {met.person: [met]}
    assert of(log, met.person, now=THEN + 10) == {met.person: []}


def test_many_people_at_once(log: MeetingLog) -> None:
    centre = person_id()
    met = [a_meeting(person=centre) for _ in range(60)]
    log.restate(case_code(), met)
    assert of(log, centre, *(m.other for m in met)) == both_sides(*met)


def test_cases_stated_at_once_do_not_disturb_one_another(busy_stores: Stores) -> None:
    log, centre = busy_stores.meetings(), person_id()
    met = [a_meeting(person=centre) for _ in range(16)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda m: log.restate(case_code(), [m]), met))
    assert set(of(log, centre)[centre]) == set(met)


# The table.


@pytest.fixture
def table(moto_stores: Stores) -> str:
    return moto_stores.table("Case")


@pytest.fixture
def dynamo(moto_stores: Stores, table: str) -> MeetingLog:
    return DynamoMeetings(table, sealer=moto_stores.sealer())


def written(faults: Faults) -> int:
    count = faults.sent["BatchWriteItem"]
    faults.sent.clear()
    return count


def items(table: str) -> list[str]:
    return sorted(item["sk"]["S"][:2] for item in session.client("dynamodb").scan(TableName=table)["Items"])


def test_stating_the_same_again_writes_nothing(dynamo: MeetingLog, faults: Faults) -> None:
    case, met = case_code(), [a_meeting(place="nhà"), a_meeting()]
    dynamo.restate(case, met)
    assert written(faults) == 2, "the register, then the meetings"
    dynamo.restate(case, [m.reversed for m in met])
    assert written(faults) == 0


def test_nothing_is_left_of_a_case_that_states_nothing(dynamo: MeetingLog, table: str) -> None:
    case = case_code()
    dynamo.restate(case, [a_meeting(), a_meeting()])
    assert items(table) == ["I#"] * 4 + ["P#"] * 4
    dynamo.restate(case, [])
    assert items(table) == []


def test_a_place_is_sealed_or_left_out(moto_stores: Stores, table: str, dynamo: MeetingLog) -> None:
    without_keys = DynamoMeetings(table)
    case, met = case_code(), a_meeting(place="nhà bà Tám")
    dynamo.restate(case, [met])
    assert "Tám" not in repr(session.client("dynamodb").scan(TableName=table)["Items"])
    assert of(without_keys, met.person) == {met.person: [met._replace(place="")]}
    without_keys.restate(case, [met])
    assert of(dynamo, met.person) == {met.person: [met]}, "the same facts: nothing was written"


def _stated(number: int) -> Sequence[Meeting]:
    return [a_meeting() for _ in range(number)]


@pytest.mark.parametrize("killed", [crash, crash_after])
@pytest.mark.parametrize("at", range(3))
def test_a_writer_may_die_between_any_two_writes(
    dynamo: MeetingLog, faults: Faults, table: str, killed: Fault, at: int
) -> None:
    """The next statement of the same case finds everything that was left, whether it states the same or not."""
    case, kept, before, after = case_code(), *_stated(3)
    far = after._replace(start=after.start + 7200, end=after.end + 7200)
    people = [person for m in (kept, before, after) for person in (m.person, m.other)]
    nobody: dict[PersonId, list[Meeting]] = {person: [] for person in people}
    dynamo.restate(case, [kept, before])
    for following in ([kept, after, far], [before], []):
        faults.plan("BatchWriteItem", *[served] * at, killed)
        with suppress(Crash):
            dynamo.restate(case, [kept, after, far])
        faults.forget()
        dynamo.restate(case, following)
        assert of(dynamo, *people) == nobody | both_sides(*following)
    assert items(table) == []


def test_statements_ride_out_trouble(dynamo: MeetingLog, faults: Faults, bulk_faults: Faults) -> None:
    met = [a_meeting(expires=epoch(NOW + DAY)) for _ in range(20)]
    bulk_faults.plan("Query", throttled, throttled)
    faults.plan("BatchWriteItem", throttled, partial_batch(3), partial_batch(0), partial_batch(20))
    case = case_code()
    dynamo.restate(case, met)
    bulk_faults.plan("Query", throttled)
    assert of(dynamo, *(m.person for m in met), *(m.other for m in met)) == both_sides(*met)
