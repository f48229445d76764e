"""The functions' HTTP doors over the memory twins: what API Gateway would send them, and what it would get back."""

import base64
import copy
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from typing import Any
from urllib.parse import urlencode

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from adapters.memory.audit.log import MemoryAudit
from adapters.memory.case.cases import MemoryCases
from adapters.memory.case.contacts import MemoryContacts
from adapters.memory.case.meetings import MemoryMeetings
from adapters.memory.faults import FaultPlan
from adapters.memory.notice.exposures import MemoryExposures
from adapters.memory.notice.notices import MemoryBus, MemoryNotices
from adapters.memory.person.persons import MemoryPersons
from adapters.memory.person.subscriptions import MemoryPusher, MemorySubscriptions
from adapters.memory.secret.secrets import MemorySecrets
from adapters.memory.stat.statistics import MemoryStatistics
from adapters.memory.venue.venues import MemoryVenues
from adapters.memory.visit.copresence import MemoryCoPresence
from adapters.memory.visit.visits import MemoryVisits
from adapters.memory.workflows import MemoryWorkflows
from domain.base.period import epoch
from domain.base.secret import Purpose
from domain.base.unit import UnitKey
from domain.people.codes import CardCode, PersonId
from domain.people.person import Person
from domain.people.roles import Role
from domain.presence.codes import VenueCode, VenueId
from domain.presence.venue import Venue, signed_token
from domain.tracing.codes import CaseCode
from functions.audit import wiring as audit
from functions.checkin import wiring as checkin
from functions.identity import wiring as identity
from functions.identity.intake import NewIds
from functions.kit import device_tokens
from functions.kit.access import Looks
from functions.kit.auth import Authenticator
from functions.kit.http import JSON, Door, Operation
from functions.kit.staff_tokens import PoolTokens
from functions.notify import wiring as notify
from functions.reports import wiring as reports
from functions.trace import wiring as trace
from functions.trace.case.service import Ports as CasePorts
from functions.trace.contact.service.view import Ports as ContactPorts
from functions.trace.run import wiring as run
from functions.trace.run.service.run import Ports as RunPorts
from functions.venue import wiring as venue
from functions.venue.intake import NewCodes
from tests.builders import NOW, VY_DA, a_person, a_venue, the_units
from tools.openapi import operations, refusals

ISSUER = "https://cognito-idp.ap-southeast-1.amazonaws.com/ap-southeast-1_Test"
CLIENT_ID = "staff-client"
POOL_KID = "pool-key-1"
SITE_URL = "https://vungxanh.example"
OTP = "402817"

OPERATIONS: Mapping[str, tuple[Door, Operation]] = {o.operation_id: (door, o) for door, o in operations()}


@cache
def pool_key() -> rsa.RSAPrivateKey:
    """The user pool's key pair; made once, since making one takes a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def public_pem() -> bytes:
    """What an attacker would feed to HS256."""
    return (
        pool_key()
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )


def staff_claims(role: Role | None, unit: UnitKey = VY_DA, **claims: Any) -> dict[str, Any]:
    """An ID token's claims for a member of staff; a claim given as None is left out."""
    made = {
        "sub": f"staff-{role or 'none'}",
        "aud": CLIENT_ID,
        "iss": ISSUER,
        "token_use": "id",
        "iat": epoch(NOW),
        "exp": epoch(NOW + timedelta(hours=1)),
        "cognito:groups": [role.value] if role else [],
        "custom:unit_scheme": unit.scheme,
        "custom:unit_code": unit.code,
        **claims,
    }
    return {name: value for name, value in made.items() if value is not None}


def staff_token(role: Role | None, unit: UnitKey = VY_DA, **claims: Any) -> str:
    """As the user pool signs it."""
    return jwt.encode(staff_claims(role, unit, **claims), pool_key(), algorithm="RS256", headers={"kid": POOL_KID})


@dataclass(frozen=True)
class Reply:
    """What the caller gets."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def code(self) -> str:
        """The problem's code; empty for an answer that is no problem."""
        return str(self.json["code"]) if self.headers["content-type"] == "application/problem+json" else ""

    @property
    def faults(self) -> set[tuple[str, str]]:
        """(field, rule) of every fault named."""
        return {(fault["field"], fault["rule"]) for fault in self.json.get("errors", ())}


class Clock:
    """Stands still until a test moves it."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def passes(self, span: timedelta) -> None:
        self.now += span


class House:
    """All doors over one set of twins; for tracing the queue, the steps and the clock's repair as well."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.faults = FaultPlan()
        self.units = the_units()
        self.keys = MemorySecrets(clock=self.clock)
        self.persons = MemoryPersons(self.faults)
        self.venues = MemoryVenues(self.faults)
        self.visits = MemoryVisits(self.faults)
        self.outbox = MemoryNotices(self.faults)
        self.audit = MemoryAudit(self.faults)
        self.contacts = MemoryContacts(self.faults)
        self.cases = MemoryCases(self.faults, contacts=self.contacts)
        self.meetings = MemoryMeetings(self.faults)
        self.exposures = MemoryExposures(self.faults, outbox=self.outbox)
        self.present = MemoryCoPresence(self.visits, self.faults)
        self.workflows = MemoryWorkflows(self.faults)
        self.bus = MemoryBus(self.faults)
        self.subscriptions = MemorySubscriptions(self.faults)
        self.pusher = MemoryPusher(self.faults)
        self.book = MemoryStatistics(clock=self.clock)
        self.pool = PoolTokens(ISSUER, CLIENT_ID, fetch=lambda _: {POOL_KID: pool_key().public_key()})
        self.looks = Looks()
        self._numbers = count(900_001)

    def parts(self) -> dict[Any, Any]:
        """Wiring module → its parts."""
        everyone = Authenticator(self.keys, self.pool)
        return {
            identity: identity.Parts(
                authenticator=everyone,
                persons=self.persons,
                units=self.units,
                outbox=self.outbox,
                audit=self.audit,
                keys=self.keys,
                clock=self.clock,
                new_ids=self._new_ids,
                new_otp=lambda: OTP,
            ),
            checkin: checkin.Parts(
                authenticator=Authenticator(self.keys),
                visits=self.visits,
                venues=self.venues,
                keys=self.keys,
                clock=self.clock,
            ),
            venue: venue.Parts(
                authenticator=everyone,
                venues=self.venues,
                visits=self.visits,
                persons=self.persons,
                units=self.units,
                audit=self.audit,
                keys=self.keys,
                clock=self.clock,
                new_codes=self._new_codes,
                site_url=SITE_URL,
            ),
            reports: reports.Parts(authenticator=everyone, book=self.book, units=self.units, clock=self.clock),
            trace: trace.Parts(
                authenticator=everyone,
                case=self.case_ports,
                contact=ContactPorts(self.cases, self.contacts, self.exposures, self.persons, self.audit),
                persons=self.persons,
                venues=self.venues,
                units=self.units,
                clock=self.clock,
                new_code=lambda: CaseCode.from_random(next(self._numbers)),
                looks=self.looks,
            ),
            notify: notify.Parts(
                authenticator=Authenticator(self.keys),
                notices=self.exposures,
                subscriptions=self.subscriptions,
                push_key=self.pusher.public_key,
                clock=self.clock,
            ),
            audit: audit.Parts(Authenticator(self.keys), self.audit, self.units, self.clock),
        }

    @property
    def case_ports(self) -> CasePorts:
        """For changes of a case."""
        return CasePorts(self.cases, self.audit)

    def step_parts(self) -> run.StepParts:
        """For the steps of a tracing run."""
        ports = RunPorts(
            cases=self.cases,
            visits=self.visits,
            present=self.present,
            meetings=(self.meetings,),
            contacts=self.contacts,
            interviews=self.meetings,
            notices=self.exposures,
            residences=self.persons,
        )
        return run.StepParts(ports, self.clock)

    def stored(self) -> Any:
        """Everything the twins hold, to show that a refusal stored nothing."""
        return copy.deepcopy(
            (
                self.persons._persons,
                self.persons._requests,
                self.persons._challenges,
                self.venues._venues,
                self.visits._visits,
                self.outbox._notices,
                self.cases._cases,
                self.cases._open,
                self.cases._history,
                self.cases._retraces,
                self.contacts._edges,
                self.contacts._follow_ups,
                self.contacts._hand_overs,
                self.meetings._stated,
                self.exposures._told,
                self.workflows.executions,
                self.subscriptions._devices,
                self.audit.records,
            )
        )

    def citizen(self, number: int = 1, **facts: Any) -> tuple[Person, str]:
        """A registered person and the device token."""
        person = a_person(number, **facts)
        done = self.persons.register(person, device=f"d{number}", registration=f"r{number}")
        return done.person, self.device_token(person.person_id, f"d{number}")

    def device_token(self, person: PersonId, device: str = "d1") -> str:
        return device_tokens.issue(person, device, keys=self.keys, now=self.clock())

    def venue(self, number: int = 1, **facts: Any) -> Venue:
        """A registered venue."""
        return self.venues.add(a_venue(number, **facts))

    def qr(self, place: Venue) -> str:
        """The token in the venue's QR."""
        key = self.keys.ring(Purpose.VENUE).newest
        return signed_token(place.code, key.kid, key.material)

    def call(
        self,
        operation_id: str,
        body: Any = None,
        *,
        token: str | None = None,
        query: Mapping[str, Any] | None = None,
        raw: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        content_type: str | None = None,
        **path: Any,
    ) -> Reply:
        """One request. `raw` replaces the JSON of `body`; `content_type` the one the operation declares.

        Whatever it is refused with, the contract must have said so.
        """
        door, operation = OPERATIONS[operation_id]
        sent = raw if raw is not None else None if body is None else json.dumps(body, ensure_ascii=False).encode()
        event = _event(operation, sent, {name: str(value) for name, value in path.items()}, query)
        event["headers"] = {"content-type": content_type or operation.body_type or JSON, **(headers or {})}
        if token is not None:
            event["headers"]["authorization"] = f"Bearer {token}"
        reply = _reply(door.handler(event, None))
        assert reply.code in {"", *refusals(operation)}, f"{operation_id} does not declare {reply.code}"
        return reply

    def _new_ids(self) -> NewIds:
        number = next(self._numbers)
        return NewIds(PersonId.from_random(number), CardCode.from_random(number), f"device-{number}")

    def _new_codes(self) -> NewCodes:
        number = next(self._numbers)
        return NewCodes(VenueId.from_random(number), VenueCode.from_random(2 * number))


def _event(
    operation: Operation, sent: bytes | None, path: Mapping[str, str], query: Mapping[str, Any] | None
) -> dict[str, Any]:
    raw_path = f"/api{operation.path}".format(**path) if path else f"/api{operation.path}"
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": f"{operation.method} {operation.path}",
        "rawPath": raw_path,
        "rawQueryString": urlencode(query or {}, doseq=True),
        "requestContext": {
            "stage": "api",
            "requestId": "request-1",
            "http": {"method": operation.method, "path": raw_path, "protocol": "HTTP/1.1"},
        },
        "isBase64Encoded": False,
    }
    if path:
        event["pathParameters"] = dict(path)
    if sent is not None:
        try:
            event["body"] = sent.decode()
        except UnicodeDecodeError:
            event["body"], event["isBase64Encoded"] = base64.b64encode(sent).decode(), True
    return event


def _reply(answer: Mapping[str, Any]) -> Reply:
    wire = json.loads(json.dumps(answer))  # the runtime turns an answer into JSON: bytes would end the function
    body = wire.get("body") or ""
    content = base64.b64decode(body) if wire.get("isBase64Encoded") else body.encode()
    return Reply(wire["statusCode"], {name.lower(): value for name, value in wire["headers"].items()}, content)


@contextmanager
def open_house() -> Iterator[House]:
    """A house whose parts stand in the wiring of all doors until the end of the block."""
    house = House()
    with pytest.MonkeyPatch.context() as patch:
        for wiring, parts in house.parts().items():
            patch.setattr(wiring, "parts", lambda parts=parts: parts)
        patch.setattr(run, "step_parts", house.step_parts)
        patch.setattr(run, "repair_parts", lambda: run.RepairParts(house.cases, house.workflows, house.clock))
        patch.setattr(run, "workflows", lambda: house.workflows)
        patch.setattr(run, "bus", lambda: house.bus)
        yield house
