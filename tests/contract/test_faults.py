"""What the adapters make of a store that throttles, stays silent, collides or answers in part."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from botocore.exceptions import ClientError

from adapters import session
from adapters.aws.bus import EventBridgeBus
from adapters.aws.sms import SnsMessenger
from adapters.dynamo.venue.venues import DynamoVenues
from adapters.dynamo.visit.visits import DynamoVisits
from domain.base.errors import Busy
from domain.presence.dispute import RecordedVisits
from domain.presence.errors import DisputeSettled
from domain.presence.policy import visit_policy
from domain.presence.venue import VenueRegister
from domain.presence.visit import Flag, VisitLog
from domain.telling.events import NoticeQueued
from tests.contract.engines import Stores
from tests.contract.samples.base import DAY, MINUTE, NOW
from tests.contract.samples.people import a_person, an_access
from tests.contract.samples.presence import STAY, a_venue, a_visit, venue_code
from tests.contract.samples.telling import a_notice
from tests.faults import (
    Attempt,
    Crash,
    Fault,
    Faults,
    cancelled,
    conflict,
    crash,
    crash_after,
    lost_answer,
    partial_batch,
    partial_events,
    refuse,
    served,
    silence,
    throttled,
    unavailable,
    without_pauses,
)

POLICY = visit_policy(NOW.date())
PASSING = [
    pytest.param((throttled, throttled), id="throttled"),
    pytest.param((unavailable,), id="failing"),
    pytest.param((silence, silence), id="silent"),
    pytest.param((lost_answer, lost_answer), id="answer lost"),
    pytest.param((lost_answer, throttled), id="answer lost, then throttled"),
    pytest.param((conflict, conflict, conflict), id="colliding"),
]
LASTING = [
    pytest.param((throttled,) * 3, id="throttled"),
    pytest.param((silence,) * 3, id="silent"),
    pytest.param((lost_answer,) * 3, id="answers lost"),
    pytest.param((conflict,) * 4, id="colliding"),
    pytest.param((refuse("RequestLimitExceeded"),) * 3, id="over the limit"),
]


@pytest.fixture
def log(moto_stores: Stores) -> RecordedVisits:
    return moto_stores.visits()


@pytest.fixture
def register(moto_stores: Stores) -> VenueRegister:
    return moto_stores.venues()


@pytest.mark.parametrize("trouble", PASSING)
def test_a_check_in_rides_out_passing_trouble(log: VisitLog, faults: Faults, trouble: tuple[Fault, ...]) -> None:
    visit = a_visit()
    faults.plan("PutItem", *trouble)
    stored = log.record(visit)
    assert stored.visit == visit
    assert stored.is_new, "the refusal of its own repeat is not somebody else's visit"
    assert log.of_person(visit.key.person, now=NOW) == [visit]


@pytest.mark.parametrize("trouble", PASSING)
def test_a_check_out_rides_out_passing_trouble(log: VisitLog, faults: Faults, trouble: tuple[Fault, ...]) -> None:
    for minutes, by_leaving, end in ((10, True, 10), (500, True, 120), (10, False, 10), (500, False, 30)):
        visit = log.record(a_visit()).visit
        faults.plan("UpdateItem", *trouble)
        closed = log.close(visit.key, at=NOW + minutes * MINUTE, stay=STAY, by_leaving=by_leaving)
        told = {120: (Flag.CAPPED,), 30: (Flag.END_ASSUMED,)}
        flags = told.get(end, ())
        assert closed == replace(visit, end=NOW + end * MINUTE, is_open=False, flags=flags)


@pytest.mark.parametrize("trouble", PASSING)
def test_taking_back_rides_out_passing_trouble(log: VisitLog, faults: Faults, trouble: tuple[Fault, ...]) -> None:
    visit = log.record(a_visit()).visit
    faults.plan("UpdateItem", *trouble)
    voided = log.void(visit.key, policy=POLICY, now=NOW)
    assert voided == replace(visit, end=NOW, is_open=False, flags=(Flag.VOID,))


@pytest.mark.parametrize("trouble", PASSING)
def test_what_is_done_about_a_record_rides_out_passing_trouble(
    log: RecordedVisits, faults: Faults, trouble: tuple[Fault, ...]
) -> None:
    for stands in (True, False):
        visit = log.record(a_visit(recorded_by="P#owner", recorded_at=NOW)).visit
        faults.plan("UpdateItem", *trouble)
        disputed = log.dispute(visit.key, why="không ở đó", now=NOW)
        assert disputed == replace(visit, flags=(Flag.DISPUTED,), disputed_why="không ở đó")
        faults.plan("GetItem", throttled, silence)
        faults.plan("UpdateItem", *trouble)
        settled = log.settle(visit.key, stands=stands, now=NOW)
        upheld = replace(disputed, flags=(Flag.SETTLED,))
        void = replace(upheld, end=NOW, is_open=False, flags=(Flag.SETTLED, Flag.VOID))
        assert settled == (upheld if stands else void)
    wrong = log.record(a_visit(recorded_by="S#desk", recorded_at=NOW)).visit
    faults.plan("UpdateItem", *trouble)
    withdrawn = log.withdraw(wrong.key, by="S#desk", policy=POLICY, now=NOW)
    assert withdrawn == replace(wrong, end=NOW, is_open=False, flags=(Flag.VOID,))


def test_nothing_that_is_said_of_a_visit_is_lost_to_what_comes_between(log: RecordedVisits, faults: Faults) -> None:
    """Read with one flag, written when it has another: the rule is asked again."""
    visit = log.record(a_visit(recorded_by="P#owner", recorded_at=NOW)).visit

    def disputed_meanwhile(_: Attempt) -> None:
        log.dispute(visit.key, why="", now=NOW)

    faults.plan("UpdateItem", served, disputed_meanwhile)
    left = log.close(visit.key, at=NOW + DAY, stay=STAY, by_leaving=True)
    assert left is not None
    assert left.flags == (Flag.DISPUTED, Flag.CAPPED)
    assert log.of_person(visit.key.person, now=NOW) == [left]

    def withdrawn_meanwhile(_: Attempt) -> None:
        log.withdraw(visit.key, by=None, policy=POLICY, now=NOW)

    faults.plan("UpdateItem", withdrawn_meanwhile)
    with pytest.raises(DisputeSettled):
        log.settle(visit.key, stands=True, now=NOW)
    (stored,) = log.of_person(visit.key.person, now=NOW)
    assert stored.flags == (Flag.DISPUTED, Flag.CAPPED, Flag.VOID)


@pytest.mark.parametrize("trouble", LASTING)
def test_lasting_trouble_asks_for_patience_and_the_repeat_succeeds(
    log: VisitLog, faults: Faults, trouble: tuple[Fault, ...]
) -> None:
    visit = a_visit()
    faults.plan("PutItem", *trouble)
    with pytest.raises(Busy):
        log.record(visit)
    assert log.record(visit).visit == visit
    assert log.of_person(visit.key.person, now=NOW) == [visit]


def test_an_answer_is_never_given_for_another_fault(log: VisitLog, faults: Faults) -> None:
    faults.plan("PutItem", refuse("AccessDeniedException"))
    with pytest.raises(ClientError, match="AccessDenied"):
        log.record(a_visit())


def test_a_check_in_is_one_call_and_so_is_each_usual_change(log: RecordedVisits, faults: Faults) -> None:
    visits = [log.record(a_visit()).visit for _ in range(4)]
    by_others = [log.record(a_visit(recorded_by="S#desk", recorded_at=NOW)).visit for _ in range(2)]
    assert faults.sent["PutItem"] == 6
    faults.sent.clear()
    log.close(visits[0].key, at=NOW + 100 * MINUTE, stay=STAY, by_leaving=True)
    log.close(visits[1].key, at=NOW + 10 * MINUTE, stay=STAY, by_leaving=False)
    log.close(visits[2].key, at=NOW + DAY, stay=STAY, by_leaving=False)
    log.void(visits[3].key, policy=POLICY, now=NOW)
    log.dispute(by_others[0].key, why="", now=NOW)
    log.withdraw(by_others[1].key, by="S#desk", policy=POLICY, now=NOW)
    assert faults.sent == {"UpdateItem": 6}


def test_reading_pages_rides_out_trouble(log: VisitLog, faults: Faults) -> None:
    visit = log.record(a_visit()).visit
    faults.plan("Query", throttled, silence)
    assert log.of_person(visit.key.person, now=NOW) == [visit]


# Transactions: a collision comes as a cancellation with reasons, and the SDK does not repeat it.

COLLISION = [
    pytest.param(cancelled("None", "TransactionConflict", "None"), id="collision"),
    pytest.param(cancelled("ThrottlingError", "None", "None"), id="throttled part"),
    pytest.param(refuse("TransactionInProgressException"), id="in progress"),
]


@pytest.mark.parametrize("trouble", COLLISION)
def test_registrations_ride_out_collisions(moto_stores: Stores, faults: Faults, trouble: Fault) -> None:
    register, persons = moto_stores.venues(), moto_stores.persons()
    faults.plan("TransactWriteItems", trouble, trouble)
    venue = register.add(a_venue())
    faults.plan("TransactWriteItems", trouble)
    renewed = replace(venue, code=venue_code(), revision=2)
    assert register.replace(renewed, now=NOW) == renewed
    faults.plan("TransactWriteItems", trouble)
    person = a_person()
    assert persons.register(person, device="d", registration="r").person == person


def test_a_lasting_collision_asks_for_patience(register: VenueRegister, faults: Faults) -> None:
    venue = a_venue()
    faults.plan("TransactWriteItems", *(cancelled("TransactionConflict", "None", "None"),) * 4)
    with pytest.raises(Busy):
        register.add(venue)
    assert register.by_id(venue.venue_id) is None
    assert register.add(venue) == venue


def test_a_registration_whose_answer_was_lost_is_one_registration(moto_stores: Stores, faults: Faults) -> None:
    """The SDK repeats with the same token; an engine that ignores it meets its own items, as a later retry would."""
    register, persons = moto_stores.venues(), moto_stores.persons()
    venue, person = a_venue(), a_person(identity="CMND:123456789")
    faults.plan("TransactWriteItems", lost_answer)
    assert register.add(venue) == venue
    faults.plan("TransactWriteItems", lost_answer)
    renewed = replace(venue, code=venue_code(), revision=2)
    assert register.replace(renewed, now=NOW) == renewed
    faults.plan("TransactWriteItems", lost_answer)
    done = persons.register(person, device="d", registration="r")
    assert (done.person, done.device) == (person, "d")


def test_venues_that_a_busy_table_hands_back_are_fetched(register: VenueRegister, faults: Faults) -> None:
    venues = [register.add(a_venue()) for _ in range(5)]
    faults.plan("BatchGetItem", partial_batch(2), partial_batch(0), throttled)
    assert register.by_ids([venue.venue_id for venue in venues]) == {venue.venue_id: venue for venue in venues}
    faults.plan("BatchGetItem", *[partial_batch(0)] * 5)
    with pytest.raises(Busy):
        register.by_ids([venues[0].venue_id])


# The PynamoDB repositories meet the same faults at the same door.


def _queue_and_claim(stores: Stores) -> None:
    outbox, notice = stores.notices(), a_notice()
    outbox.queue(notice)
    claimed = outbox.claim(notice.key, lease_until=NOW + MINUTE, now=NOW)
    assert claimed is not None, "a claim whose answer was lost is still its holder's"
    outbox.sent(notice.key, now=NOW)
    assert outbox.claim(notice.key, lease_until=NOW + 5 * MINUTE, now=NOW + 2 * MINUTE) is None


def _append(stores: Stores) -> None:
    log, record = stores.audit(), an_access()
    log.append(record)
    assert log.of_day(date(2021, 10, 3)) == [(record, record.digest)]


def _prove(stores: Stores) -> None:
    persons, person = stores.persons(), a_person()
    persons.register(person, device="d", registration="r")
    assert persons.prove_phone(person.person_id, now=NOW).phone_verified_at == NOW


@pytest.mark.parametrize("act", [_queue_and_claim, _append, _prove])
@pytest.mark.parametrize("trouble", PASSING)
def test_repositories_ride_out_passing_trouble(
    moto_stores: Stores, faults: Faults, act: Callable[[Stores], None], trouble: tuple[Fault, ...]
) -> None:
    for operation in ("PutItem", "UpdateItem", "GetItem", "Query"):
        faults.plan(operation, *trouble)
    act(moto_stores)


@pytest.mark.parametrize("act", [_queue_and_claim, _append, _prove])
@pytest.mark.parametrize("trouble", LASTING)
def test_repositories_ask_for_patience(
    moto_stores: Stores, faults: Faults, act: Callable[[Stores], None], trouble: tuple[Fault, ...]
) -> None:
    moto_stores.sealer().seal("", bound_to="")
    faults.plan("PutItem", *trouble)
    faults.plan("TransactWriteItems", *trouble)
    with pytest.raises(Busy):
        act(moto_stores)


def test_all_tables_share_one_client(moto_stores: Stores) -> None:
    """A client costs 60 ms and more of CPU at cold start."""
    persons: Any = moto_stores.persons()
    audit: Any = moto_stores.audit()
    for model in (persons._profiles, persons._claims, audit._entries):
        assert model._get_connection().connection.client is session.client("dynamodb")


# Crashes between the steps of a check-in with its leaving: what was answered is stored, what was not is repeatable.


@pytest.mark.parametrize("killed", [crash, crash_after])
def test_a_killed_check_in_is_repeated_without_harm(log: VisitLog, faults: Faults, killed: Fault) -> None:
    visit = a_visit()
    faults.plan("PutItem", killed)
    with pytest.raises(Crash):
        log.record(visit)
    assert log.record(visit).visit == visit
    assert log.of_person(visit.key.person, now=NOW) == [visit]


# The bus and the way out.


@pytest.fixture
def bus(moto_stores: Stores) -> EventBridgeBus:
    if not _has_bus():
        session.client("events").create_event_bus(Name="bus")
    return EventBridgeBus("bus")


def _has_bus() -> bool:
    return any(bus["Name"] == "bus" for bus in session.client("events").list_event_buses()["EventBuses"])


def _events(number: int) -> list[NoticeQueued]:
    return [NoticeQueued(person="7v0rb7wbj2vy4", cause=f"otp-{n}") for n in range(number)]


def test_events_that_were_not_taken_are_sent_again(bus: EventBridgeBus) -> None:
    with without_pauses(), Faults(session.client("events")) as faults:
        faults.plan("PutEvents", partial_events(2), partial_events(1), throttled)
        bus.publish(_events(3))
        assert faults.sent["PutEvents"] == 4
        faults.sent.clear()
        bus.publish(_events(25))
        assert faults.sent["PutEvents"] == 3, "ten an envelope"
        bus.publish([])


def test_events_that_nobody_takes_ask_for_patience(bus: EventBridgeBus) -> None:
    with without_pauses(), Faults(session.client("events")) as faults:
        faults.plan("PutEvents", *[partial_events(1)] * 3)
        with pytest.raises(Busy):
            bus.publish(_events(1))
        faults.plan("PutEvents", *[silence] * 3)
        with pytest.raises(Busy):
            bus.publish(_events(1))


def test_a_text_message_rides_out_trouble_and_then_asks_for_patience(moto_stores: Stores) -> None:
    with without_pauses(), Faults(session.client("sns")) as faults:
        faults.plan("Publish", silence, silence)
        SnsMessenger(sender="VungXanh").send("+84912345678", "Mã xác nhận: 482913", once="x")
        assert faults.sent["Publish"] == 3
        faults.plan("Publish", silence, silence, silence)
        with pytest.raises(Busy):
            SnsMessenger().send("+84912345678", "x", once="x")


def test_nothing_is_built_before_it_is_used() -> None:
    """The template's synthesis and a cold start wire adapters; only a request builds a client."""
    session.forget()
    DynamoVisits("table")
    DynamoVenues("table")
    assert session._cached.cache_info().currsize == 0
