"""All doors over one set of memory twins; for tracing the queue, the steps and the clock's repair as well."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from threading import Lock
from typing import Any, NamedTuple

import pytest

from adapters.memory.faults import FaultPlan
from adapters.memory.secret.secrets import MemorySecrets
from adapters.memory.standing.standing import MemoryStanding
from domain.base.secret import Purpose
from domain.people.codes import PersonId
from domain.people.person import Person
from domain.presence.venue import Venue, signed_token
from functions.kit.http import JSON
from functions.kit.sign_in import device_tokens
from functions.kit.sign_in.auth import Authenticator
from tests.builders.base import the_units
from tests.builders.people import a_person
from tests.builders.presence import a_venue
from tests.doors.calls import OPERATIONS, Reply, event_of, reply_of
from tests.doors.capabilities import capabilities, makers
from tests.doors.clock import Clock
from tests.doors.held import Held, held, packed, unpacked
from tests.doors.sign_in import the_pool
from tests.entrance import SHOWN
from tools.contract.operations import refusals


class Image(NamedTuple):
    """A house at one moment."""

    now: datetime
    number: int
    twins: bytes


class House:
    """What every capability shares, and the twins of each by their names (tests/doors/<capability>.py)."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        self.clock = Clock()
        self.faults = faults or FaultPlan()
        self.units = the_units()
        self.keys = MemorySecrets(clock=self.clock, faults=self.faults)
        self.pool = the_pool()
        self.standing = MemoryStanding(self.faults)
        self.citizens = Authenticator(self.keys, self.standing)
        self.everyone = Authenticator(self.keys, self.standing, self.pool)
        self._number = 900_000
        self._counting = Lock()

    def __getattr__(self, name: str) -> Any:
        """A twin, made when it is first asked for: one may stand on another."""
        if name.startswith("__") or name not in makers():
            raise AttributeError(f"no capability brings {name} to the house (tests/doors)")
        twin = makers()[name](self)
        setattr(self, name, twin)
        return twin

    def next_number(self) -> int:
        """For an id that nobody else has."""
        with self._counting:
            self._number += 1
            return self._number

    def stored(self) -> Mapping[str, Held]:
        """Everything the twins hold, to show that a refusal stored nothing."""
        return unpacked(self.image().twins)

    def image(self) -> Image:
        for purpose in Purpose:
            self.keys.ring(purpose)  # the first reader of a ring makes it; that is no change
        twins = {name: held(getattr(self, name)) for name in ("keys", "standing", *makers())}
        return Image(self.clock.now, self._number, packed(twins))

    def become(self, image: Image) -> None:
        """Everything is again as it was in `image`, which may be another house's."""
        self.clock.now, self._number = image.now, image.number
        for name, state in unpacked(image.twins).items():
            vars(getattr(self, name)).update(state)

    def citizen(self, number: int = 1, **facts: Any) -> tuple[Person, str]:
        """A registered person and the device token."""
        person = a_person(number, **facts)
        done = self.persons.register(person, device=f"d{number}", registration=f"r{number}")
        return done.person, self.device_token(person.person_id, f"d{number}", registered_at=person.registered_at)

    def device_token(self, person: PersonId, device: str = "d1", *, registered_at: datetime | None = None) -> str:
        return device_tokens.issue(person, device, keys=self.keys, registered_at=registered_at, now=self.clock())

    def venue(self, number: int = 1, **facts: Any) -> Venue:
        """A registered venue."""
        added: Venue = self.venues.add(a_venue(number, **facts))
        return added

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
        event = event_of(operation, sent, {name: str(value) for name, value in path.items()}, query)
        event["headers"] = {**SHOWN, "content-type": content_type or operation.body_type or JSON, **(headers or {})}
        if token is not None:
            event["headers"]["authorization"] = f"Bearer {token}"
        reply = reply_of(door.handler(event, None))
        assert reply.code in {"", *refusals(operation)}, f"{operation_id} does not declare {reply.code}"
        return reply


@contextmanager
def open_house(house: House | None = None) -> Iterator[House]:
    """A house, over twins unless it is given, whose parts stand in the wiring of all doors until the end of the block."""
    house = house or House()
    with pytest.MonkeyPatch.context() as patch:
        for name, module in capabilities().items():
            wiring = import_module(f"functions.{name}.wiring")
            for part, made in module.wired(house).items():
                patch.setattr(wiring, part, made)
        yield house
