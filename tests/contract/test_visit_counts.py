"""VisitCounts: how many visits of a venue began on a local day; what was taken back is none."""

from datetime import UTC, datetime

import pytest

from domain.base.period import local_day
from domain.presence.counting import Counted, VisitCounts
from domain.presence.dispute import RecordedVisits
from domain.presence.policy import visit_policy
from domain.presence.visit import Flag
from tests.contract.engines import Stores
from tests.contract.samples.base import DAY, MINUTE, NOW
from tests.contract.samples.people import person_id
from tests.contract.samples.presence import a_visit, venue_id

MOST = 4
TODAY = local_day(NOW)
Both = tuple[RecordedVisits, VisitCounts]


@pytest.fixture
def both(stores: Stores) -> Both:
    return stores.visit_counts(MOST)


def test_a_day_is_counted_of_its_venue_alone(both: Both) -> None:
    log, counts = both
    venue = venue_id()
    for start in (NOW, NOW, NOW + MINUTE, NOW - DAY):
        log.record(a_visit(start, venue=venue))
    log.record(a_visit(NOW))
    assert counts.on(venue, TODAY) == Counted(3)
    assert counts.on(venue, TODAY - DAY) == Counted(1)
    assert counts.on(venue, TODAY + DAY) == Counted(0)
    assert counts.on(venue_id(), TODAY) == Counted(0)


def test_a_day_is_the_local_one(both: Both) -> None:
    log, counts = both
    venue = venue_id()
    midnight = datetime(2021, 10, 2, 17, tzinfo=UTC)
    for start in (midnight - MINUTE, midnight, midnight + MINUTE):
        log.record(a_visit(start, venue=venue))
    day = local_day(midnight)
    assert (counts.on(venue, day - DAY), counts.on(venue, day)) == (Counted(1), Counted(2))


def test_somebody_who_came_twice_came_twice(both: Both) -> None:
    log, counts = both
    venue, person = venue_id(), person_id()
    for minute in range(2):
        log.record(a_visit(NOW + minute * MINUTE, venue=venue, person=person))
    assert counts.on(venue, TODAY) == Counted(2)


def test_what_was_taken_back_is_no_visit(both: Both) -> None:
    log, counts = both
    venue = venue_id()
    kept, voided = (log.record(a_visit(NOW, venue=venue)).visit for _ in range(2))
    log.record(a_visit(NOW, venue=venue, flags=(Flag.CODE_TYPED,)))
    log.void(voided.key, policy=visit_policy(TODAY), now=NOW + MINUTE)
    assert counts.on(venue, TODAY) == Counted(2)
    log.close(kept.key, at=NOW + MINUTE, stay=visit_policy(TODAY).categories["shop"].stay, by_leaving=True)
    assert counts.on(venue, TODAY) == Counted(2), "leaving changes no count"


def test_it_counts_so_far_and_says_that_there_may_be_more(both: Both) -> None:
    log, counts = both
    venue = venue_id()
    visits = [log.record(a_visit(NOW + second * MINUTE / 60, venue=venue)).visit for second in range(MOST + 1)]
    assert counts.on(venue, TODAY) == Counted(MOST, more=True)
    log.void(visits[0].key, policy=visit_policy(TODAY), now=NOW + MINUTE)
    assert counts.on(venue, TODAY) == Counted(MOST - 1, more=True), "what was taken back was looked at too"
