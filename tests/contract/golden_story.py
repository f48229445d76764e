"""How the golden items came to be: every store writes each kind of item of its table, with chance taken away."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from adapters import session
from adapters.aws import sealing
from adapters.dynamo.audit.log import DynamoAudit
from adapters.dynamo.case.cases import DynamoCases
from adapters.dynamo.case.contacts import DynamoContacts
from adapters.dynamo.case.meetings import DynamoMeetings
from adapters.dynamo.notice import notices
from adapters.dynamo.notice.exposures import DynamoExposures
from adapters.dynamo.person.challenges import DynamoChallenges
from adapters.dynamo.person.persons import DynamoPersons
from adapters.dynamo.person.subscriptions import DynamoSubscriptions
from adapters.dynamo.secret import secrets
from adapters.dynamo.stat import statistics
from adapters.dynamo.venue.venues import DynamoVenues
from adapters.dynamo.visit.visits import DynamoVisits
from domain.base.secret import Purpose
from domain.figures.statistics import Cell, Fact, Metric, log_entries
from domain.people.changes import Spending, proved
from domain.presence.policy import visit_policy
from domain.telling.notice import Channel
from domain.tracing.run import Run
from tests.contract import golden_values as v

DAY_COUNTED, DAY_MARKED = "20211003", "20211004"


def write_visits(table: str) -> None:
    visits = DynamoVisits(table)
    visits.record(v.OPEN)
    visits.record(v.HELPED)
    came = v.LEFT.start
    visits.record(replace(v.LEFT, is_open=True, end=came + v.STAY.default))
    visits.close(v.LEFT.key, at=v.LEFT.end, stay=v.STAY, by_leaving=True)
    wrong = v.TAKEN_BACK
    visits.record(replace(wrong, is_open=True, end=wrong.start + v.STAY.default, flags=wrong.flags[:1]))
    visits.void(wrong.key, policy=visit_policy(v.NOW.date()), now=v.NOW + v.MINUTE)


def write_venues(table: str) -> None:
    venues = DynamoVenues(table, sealer=sealing.AesSealer(v.OneKey()))
    venues.add(v.STALL)
    venues.add(v.HALL)
    venues.replace(v.RENAMED, now=v.NOW + v.HOUR)


def write_persons(table: str) -> None:
    sealer = sealing.AesSealer(v.OneKey())
    persons = DynamoPersons(table, key_store=v.OneKey(), sealer=sealer)
    before = replace(v.PROVED, phone_verified_at=None, revision=1)
    persons.register(before, device="d1", registration="r1")
    persons.register(v.ASSISTED, device="", registration="")
    challenges = DynamoChallenges(table, sealer=sealer)
    for person in (v.LAN, v.MINH):
        challenges.replace(person, v.CHALLENGE, last=None)
    persons.amend(
        proved(
            before,
            v.PROVED.phone or "",
            known=persons.number(v.PROVED.phone or ""),
            beside=frozenset(),
            spending=Spending(v.LAN, v.CHALLENGE.digest),
            now=v.NOW + v.MINUTE,
        )
    )
    challenges.take_try(v.MINH, most=5, now=v.NOW)
    DynamoSubscriptions(table, sealer=sealer).save(v.LAN, v.BROWSER)


def write_secrets(table: str) -> None:
    ours = secrets.DynamoRotation(table, clock=lambda: v.NOW)
    for purpose in Purpose:
        ours.ring(purpose)
    ours.rotate(Purpose.DEVICE, now=v.NOW + 100 * v.DAY)
    ours.rotate(Purpose.VENUE, now=v.NOW + 400 * v.DAY)


def write_audit(table: str) -> None:
    audit = DynamoAudit(table)
    audit.append(v.LOOKED_UP)
    audit.add_seal(v.SEAL)


def write_statistics(table: str) -> None:
    book = statistics.DynamoStatistics(table, clock=lambda: v.NOW)
    for day in (DAY_COUNTED, DAY_MARKED):
        cell = Cell(Metric.CHECK_IN, v.COMMUNE, f"{day}08")
        scans = [Fact(cell, f"scan {number}", "shop") for number in range(3)]
        for place, entry in log_entries([*scans, Fact(cell, "scan 0", "shop", void=True)]).items():
            book.note(place, entry, now=v.NOW)
    book.recount(Metric.CHECK_IN, v.COMMUNE, DAY_COUNTED, now=v.NOW)


def write_notices(table: str) -> None:
    outbox = notices.DynamoNotices(table, sealer=sealing.AesSealer(v.OneKey()))
    outbox.queue(v.OTP)
    claimed = replace(v.OTP, key=v.OTP.key._replace(cause="otp-2"))
    done = replace(v.OTP, key=v.OTP.key._replace(cause="otp-3"))
    for notice in (claimed, done):
        outbox.queue(notice)
        outbox.claim(notice.key, lease_until=v.NOW + v.MINUTE, now=v.NOW)
    outbox.sent(done.key, now=v.NOW + v.MINUTE)
    exposures = DynamoExposures(table)
    exposures.tell(v.FIRST_TOLD)
    exposures.tell(v.CORRECTED)
    told = replace(v.FIRST_TOLD, person=v.HOA)
    exposures.tell(told)
    key = v.OTP.key._replace(subject=v.HOA, cause=f"C#{v.CODE}")
    outbox.sent(key, now=v.NOW + v.MINUTE, channel=Channel.PUSH, version=1)


def write_cases(table: str) -> None:
    sealer = sealing.AesSealer(v.OneKey())
    cases, contacts = DynamoCases(table, sealer=sealer), DynamoContacts(table, sealer=sealer)
    cases.open(v.BARE)
    take(cases, Run(v.CODE, 1, f"trace-{v.CODE}-1"))
    cases.open(v.FULL)
    cases.replace(v.AMENDED)
    done = Run(v.FULL.code, 2, f"trace-{v.FULL.code}-2")
    take(cases, done)
    cases.finish(done, v.TRACE, retrace_at=v.NOW + v.HOUR)
    cases.open(replace(v.BARE, code=v.WITHDRAWN.code, person=v.HOA))
    cases.replace(v.WITHDRAWN)
    cases.count_attempt(v.WITHDRAWN.code, 2)
    contacts.save([v.ACTIVE, v.INACTIVE])
    contacts.follow_up(v.CALLED)
    contacts.follow_up(v.ISOLATED)
    contacts.hand_over(v.HANDED, confirmed_at=v.BARE.dates.confirmed_at, expires_at=v.NOW + 104 * v.DAY)
    DynamoMeetings(table, sealer=sealer).restate(v.CODE, [v.DINNER])


def take(cases: DynamoCases, run: Run) -> object:
    return cases.lease(run, until=v.NOW + 8 * v.MINUTE, now=v.NOW)


WRITERS: Mapping[str, Callable[[str], None]] = {
    "Visit": write_visits,
    "Venue": write_venues,
    "Person": write_persons,
    "Secret": write_secrets,
    "Audit": write_audit,
    "Stat": write_statistics,
    "Notice": write_notices,
    "Case": write_cases,
}


def without_chance(patch: pytest.MonkeyPatch) -> None:
    for module in (sealing, secrets, statistics, notices):
        patch.setattr(module, "urandom", lambda size: bytes(range(size)))


def dumped(table: str) -> list[dict[str, Any]]:
    """Every item of a table, in key order, bytes as base64 text."""
    answer = session.client("dynamodb").scan(TableName=table, ConsistentRead=True)
    assert "LastEvaluatedKey" not in answer
    items = [_converted(item, lambda raw: b64encode(bytes(raw)).decode()) for item in answer["Items"]]
    return sorted(items, key=lambda item: (item["pk"]["S"], item["sk"]["S"]))


def load(table: str, items: list[dict[str, Any]]) -> None:
    for item in items:
        session.client("dynamodb").put_item(TableName=table, Item=_converted(item, b64decode))


def _converted(item: Mapping[str, Any], turn: Callable[[Any], Any]) -> dict[str, Any]:
    return {name: _value(kind, value, turn) for name, typed in item.items() for kind, value in typed.items()}


def _value(kind: str, value: Any, turn: Callable[[Any], Any]) -> dict[str, Any]:
    if kind == "B":
        return {kind: turn(value)}
    return {kind: _converted(value, turn)} if kind == "M" else {kind: value}
