"""CoPresence: everybody who checked in at a venue strictly between two moments, whatever the store makes of the reading."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from adapters import session
from adapters.dynamo import key_parts
from adapters.dynamo.visit import keys
from adapters.dynamo.visit.copresence import DynamoCoPresence
from adapters.dynamo.visit.visits import DynamoVisits
from domain.base.errors import Busy
from domain.base.period import epoch
from domain.presence.codes import VenueId
from domain.presence.dispute import RecordedVisits
from domain.presence.policy import visit_policy
from domain.presence.visit import Flag, Visit, VisitLog
from domain.tracing.search.overlap import CoPresence, Lookup, Presence
from tests.contract.engines import Stores
from tests.contract.samples.base import DAY, MINUTE, NOW
from tests.contract.samples.presence import STAY, a_visit, venue_id
from tests.faults import (
    Crash,
    Fault,
    Faults,
    crash,
    damaged,
    empty_page,
    lost_answer,
    packed,
    refuse,
    served,
    short_page,
    silence,
    throttled,
    unavailable,
)

T = epoch(NOW)
HOUR = 3_600
SECOND = MINUTE / 60
Found = set[tuple[str, Presence]]


@pytest.fixture
def both(stores: Stores) -> tuple[RecordedVisits, CoPresence]:
    return stores.presence()


@pytest.fixture
def log(both: tuple[RecordedVisits, CoPresence]) -> RecordedVisits:
    return both[0]


@pytest.fixture
def present(both: tuple[RecordedVisits, CoPresence]) -> CoPresence:
    return both[1]


def seen(present: CoPresence, *wanted: Lookup) -> list[tuple[str, Presence]]:
    return [(venue, row) for venue, page in present.pages(wanted) for row in page]


def row(visit: Visit) -> tuple[str, Presence]:
    """What a look-up finds of a visit."""
    found = Presence(
        str(visit.key.person),
        epoch(visit.start),
        epoch(visit.end),
        visit.end_is_assumed,
        visit.is_doubtful,
        Flag.PREDATES_REGISTRATION in visit.flags,
    )
    return str(visit.key.venue), found


def rows(visits: Iterable[Visit]) -> Found:
    return {row(visit) for visit in visits}


def recorded(log: VisitLog, venue: VenueId, *seconds: int) -> list[Visit]:
    return [log.record(a_visit(NOW + second * (MINUTE / 60), venue=venue)).visit for second in seconds]


def around(venue: VenueId, before: int = HOUR, after: int = HOUR) -> Lookup:
    return Lookup(str(venue), T - before, T + after)


def test_those_between_two_moments_are_found(log: VisitLog, present: CoPresence) -> None:
    """Strictly: who came as the F0 left, or one longest stay before the F0 came, shared nothing."""
    venue, other = venue_id(), venue_id()
    visits = recorded(log, venue, -HOUR, -HOUR + 1, 0, HOUR - 1, HOUR)
    recorded(log, other, 0)
    found = seen(present, around(venue))
    assert len(found) == 3
    assert set(found) == rows(visits[1:4])


def test_open_and_ended_visits_are_told_apart(log: VisitLog, present: CoPresence) -> None:
    venue = venue_id()
    staying, leaving, voided = recorded(log, venue, 0, 1, 2)
    left = log.close(leaving.key, at=NOW + 10 * MINUTE, stay=STAY, by_leaving=True)
    taken_back = log.void(voided.key, policy=visit_policy(NOW.date()), now=NOW + MINUTE)
    assert left is not None
    assert taken_back is not None
    assert set(seen(present, around(venue))) == rows([staying, left, taken_back])
    assert [found.assumed for _, found in seen(present, Lookup(str(venue), T - 1, T + 1))] == [True]
    assert [found.end - found.start for _, found in seen(present, Lookup(str(venue), T + 1, T + 3))] == [0]


def test_what_is_assumed_and_what_is_in_doubt_is_told_apart(log: RecordedVisits, present: CoPresence) -> None:
    venue = venue_id()
    plain, capped, entered_elsewhere, disputed, doubtful, upheld = (
        log.record(
            a_visit(NOW + second * SECOND, venue=venue, recorded_by="P#owner", recorded_at=NOW, flags=flags)
        ).visit
        for second, flags in enumerate([(Flag.CODE_TYPED,), (), (), (), (Flag.DOUBTFUL,), ()])
    )
    log.close(plain.key, at=NOW + 10 * MINUTE, stay=STAY, by_leaving=True)
    log.close(capped.key, at=NOW + DAY, stay=STAY, by_leaving=True)
    log.close(entered_elsewhere.key, at=NOW + DAY, stay=STAY, by_leaving=False)
    for visit in (disputed, upheld):
        log.close(visit.key, at=NOW + 10 * MINUTE, stay=STAY, by_leaving=False)
        log.dispute(visit.key, why="", now=NOW)
    log.settle(upheld.key, stands=True, now=NOW)
    found = {row.person: (row.assumed, row.doubtful) for _, row in seen(present, around(venue))}
    assert found == {
        str(plain.key.person): (False, False),
        str(capped.key.person): (True, False),
        str(entered_elsewhere.key.person): (True, False),
        str(disputed.key.person): (False, True),
        str(doubtful.key.person): (True, True),
        str(upheld.key.person): (False, False),
    }


def test_what_predates_its_registration_is_told_apart_until_it_is_settled(
    log: RecordedVisits, present: CoPresence
) -> None:
    venue = venue_id()
    early = (Flag.CODE_TYPED, Flag.PREDATES_REGISTRATION)
    waits, stands = (log.record(a_visit(NOW + n * SECOND, venue=venue, flags=early)).visit for n in range(2))
    upheld = log.settle(stands.key, stands=True, now=NOW)
    assert upheld is not None
    assert set(seen(present, around(venue))) == rows([waits, upheld])
    marked = {row.person: (row.doubtful, row.predates) for _, row in seen(present, around(venue))}
    assert marked == {str(waits.key.person): (True, True), str(stands.key.person): (False, False)}


def test_yesterdays_bucket_is_read_too(log: VisitLog, present: CoPresence) -> None:
    """A night shift: in at 22:00, there still when the F0 comes at 05:00; midnight in Vietnam is 17:00 UTC."""
    venue = venue_id()
    midnight = epoch(NOW.replace(hour=17, minute=0, second=0)) - T
    visits = recorded(log, venue, midnight - HOUR, midnight - 1, midnight, midnight + HOUR, midnight + 86_399)
    assert set(seen(present, Lookup(str(venue), T + midnight - 2 * HOUR, T + midnight + 2 * HOUR))) == rows(visits[:4])
    assert set(seen(present, Lookup(str(venue), T + midnight - 1, T + midnight + 1))) == rows(visits[2:3])
    assert set(seen(present, Lookup(str(venue), T + midnight - 2, T + midnight + 86_400))) == rows(visits[1:])


def test_a_look_up_of_no_length_finds_nobody(log: VisitLog, present: CoPresence) -> None:
    venue = venue_id()
    recorded(log, venue, 0)
    assert seen(present) == []
    for after, before in ((T, T), (T, T + 1), (T + 5, T - 5), (T - 1, T)):
        assert seen(present, Lookup(str(venue), after, before)) == []
    assert len(seen(present, Lookup(str(venue), T - 1, T + 1))) == 1


def test_nobody_was_at_an_empty_venue(present: CoPresence) -> None:
    assert seen(present, around(venue_id())) == []


def test_moments_before_the_epoch_are_no_trouble(present: CoPresence) -> None:
    assert seen(present, Lookup(str(venue_id()), -50_000, 50_000)) == []


def test_two_looks_at_one_venue_are_two(log: VisitLog, present: CoPresence) -> None:
    venue = venue_id()
    visits = recorded(log, venue, 0, 2 * HOUR)
    wanted = [Lookup(str(venue), T - 10, T + 10), Lookup(str(venue), T + 2 * HOUR - 10, T + 2 * HOUR + 10)]
    assert set(seen(present, *wanted)) == rows(visits)
    twice = seen(present, wanted[0], wanted[0])
    assert len(twice) == 2, "who asks twice may be told twice"
    assert set(twice) == rows(visits[:1])


def test_the_same_person_twice_is_two_rows(log: VisitLog, present: CoPresence) -> None:
    venue = venue_id()
    (first,) = recorded(log, venue, 0)
    again = log.record(a_visit(NOW + MINUTE, venue=venue, person=first.key.person)).visit
    same_second = a_visit(venue=venue, person=first.key.person, start=NOW - MINUTE)
    shifted = log.record(replace(same_second, start=NOW, end=NOW + STAY.default)).visit
    found = seen(present, around(venue))
    assert len(found) == 3
    assert set(found) == rows([first, again, shifted])


def test_many_look_ups_at_once_equal_the_sum(log: VisitLog, present: CoPresence) -> None:
    """Any choice of venues and spans gives what a plain filter over all visits gives."""
    rng = Random(20211003)  # noqa: S311 - an example
    venues = [venue_id() for _ in range(12)]
    visits = [
        log.record(a_visit(NOW + rng.randrange(0, 3 * 1440) * MINUTE, venue=rng.choice(venues))).visit
        for _ in range(150)
    ]
    wanted = [
        Lookup(str(venue), T + (start := rng.randrange(-600, 4000)) * 60, T + (start + 900) * 60) for venue in venues
    ]
    expected = {
        row(visit)
        for visit in visits
        for lookup in wanted
        if lookup.venue == str(visit.key.venue) and lookup.after < epoch(visit.start) < lookup.before
    }
    assert expected
    assert set(seen(present, *wanted)) == expected


# The reading: its own parser, the SDK's retries.


@pytest.fixture
def table(moto_stores: Stores) -> str:
    return moto_stores.table("Visit")


@pytest.fixture
def crowd(table: str) -> tuple[VenueId, list[Visit]]:
    venue = venue_id()
    return venue, recorded(DynamoVisits(table), venue, *range(40))


PASSING = [
    pytest.param((throttled, throttled), id="throttled"),
    pytest.param((unavailable, throttled), id="failing"),
    pytest.param((silence, silence), id="silent"),
    pytest.param((lost_answer, lost_answer), id="answers lost"),
    pytest.param((packed,), id="packed"),
    pytest.param((damaged,), id="damaged"),
    pytest.param((short_page(7),) * 6, id="short pages"),
    pytest.param((short_page(7), throttled, short_page(30), silence, packed), id="all of it"),
]


@pytest.mark.parametrize("trouble", PASSING)
def test_reading_rides_out_trouble(
    crowd: tuple[VenueId, list[Visit]], table: str, bulk_faults: Faults, trouble: Sequence[Fault]
) -> None:
    venue, visits = crowd
    bulk_faults.plan("Query", *trouble)
    found = seen(DynamoCoPresence(table), around(venue, after=10 * HOUR))
    assert len(found) == len(visits)
    assert set(found) == rows(visits)


def test_a_packed_answer_is_read_at_once(crowd: tuple[VenueId, list[Visit]], table: str, bulk_faults: Faults) -> None:
    venue, visits = crowd
    bulk_faults.plan("Query", packed)
    assert set(seen(DynamoCoPresence(table), around(venue))) == rows(visits)
    assert bulk_faults.sent["Query"] == 1


def test_an_empty_page_may_have_a_successor(
    crowd: tuple[VenueId, list[Visit]], table: str, bulk_faults: Faults
) -> None:
    venue, visits = crowd
    first = visits[0]
    start: Any = {
        "vb": {"S": keys.venue_day(venue, NOW)},
        "vs": {"S": keys.venue_visitor(NOW - MINUTE, first.key.person)},
    }
    start |= {"pk": {"S": key_parts.person(first.key.person)}, "sk": {"S": keys.visit(first.key)}}
    bulk_faults.plan("Query", empty_page(start), empty_page(start), served)
    assert set(seen(DynamoCoPresence(table), around(venue))) == rows(visits)
    assert bulk_faults.sent["Query"] == 3


@pytest.mark.parametrize("trouble", [(throttled,) * 9, (silence,) * 9, (served, *(throttled,) * 8)])
def test_lasting_trouble_asks_for_patience(
    crowd: tuple[VenueId, list[Visit]], table: str, bulk_faults: Faults, trouble: Sequence[Fault]
) -> None:
    """Never an answer in part: who was not found would not be told."""
    venue, visits = crowd
    wanted = [around(venue), around(venue_id())]
    bulk_faults.plan("Query", *trouble)
    with pytest.raises(Busy):
        seen(DynamoCoPresence(table), *wanted, around(venue, before=5 * HOUR))
    bulk_faults.forget()
    assert set(seen(DynamoCoPresence(table), *wanted)) == rows(visits)


def test_another_fault_is_not_hidden(table: str, bulk_faults: Faults) -> None:
    bulk_faults.plan("Query", refuse("AccessDeniedException"))
    with pytest.raises(Exception, match="AccessDenied"):
        seen(DynamoCoPresence(table), around(venue_id()))
    bulk_faults.plan("Query", crash)
    with pytest.raises(Crash):
        seen(DynamoCoPresence(table), around(venue_id()))


def test_calls_do_not_grow_with_the_crowd(table: str, bulk_faults: Faults) -> None:
    """One for each venue and local day; a thousand visits more or less are pages of it."""
    venues = [venue_id() for _ in range(25)]
    log = DynamoVisits(table)
    for venue in venues[:3]:
        recorded(log, venue, *range(30))
    bulk_faults.sent.clear()
    found = seen(DynamoCoPresence(table), *(around(venue, before=30 * HOUR) for venue in venues))
    assert len(found) == 90
    assert bulk_faults.sent == {"Query": 2 * 25}


def test_a_reader_may_stop_early(crowd: tuple[VenueId, list[Visit]], table: str) -> None:
    venue, _ = crowd
    pages = DynamoCoPresence(table).pages([around(venue), around(venue_id())])
    next(iter(pages))
    close: Callable[[], None] = pages.close  # type: ignore[attr-defined]
    close()


def test_reading_in_bulk_has_a_client_of_its_own(table: str) -> None:
    """Everything but long reads is parsed as usual, errors too."""
    clients: list[Any] = [session.bulk_client(), session.bulk_client(), session.client("dynamodb")]
    bulk, again, other = clients
    assert again is bulk
    assert other is not bulk
    assert bulk.describe_table(TableName=table)["Table"]["TableName"] == table
    with pytest.raises(bulk.exceptions.ResourceNotFoundException):
        bulk.query(TableName="none", KeyConditionExpression="pk = :pk", ExpressionAttributeValues={":pk": {"S": "x"}})


def test_a_day_and_its_bucket_have_one_name() -> None:
    venue = venue_id()
    for days in (-1, 0, 1, 365):
        moment = NOW + days * DAY
        assert keys.venue_on(str(venue), (epoch(moment) + 7 * HOUR) // 86_400) == keys.venue_day(venue, moment)
