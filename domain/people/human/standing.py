"""What stands of device tokens and of records at a moment: read by every door, therefore small and kept in memory.

A token lives 400 days and is verified without a read. What was taken back since is a list of marks of a few bytes.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from domain.people.codes import PersonId
from domain.people.human.records import NOBODY_TWICE, Records

_MARK_BYTES = 8


def mark_of(person: PersonId, device: str) -> bytes:
    """What is kept of a device that was signed out: enough to know it again, nothing to find it by."""
    return hashlib.sha256(f"{person}|{device}".encode()).digest()[:_MARK_BYTES]


@dataclass(frozen=True, slots=True)
class Revoked:
    """Tokens that are no longer taken: of single devices, and of everybody's devices `before` a moment."""

    devices: frozenset[bytes] = frozenset()
    before: Mapping[PersonId, datetime] = field(default_factory=dict)

    def holds(self, person: PersonId, device: str, issued_at: datetime) -> bool:
        """True for a token that was taken back."""
        since = self.before.get(person)
        return (since is not None and issued_at < since) or mark_of(person, device) in self.devices


class Stand(NamedTuple):
    """Both, at one moment."""

    revoked: Revoked = Revoked()
    records: Records = NOBODY_TWICE


class Standing(Protocol):
    """Read side."""

    def stand(self, *, fresh: bool = False) -> Stand:
        """As it was at most a minute ago; `fresh`: as it is now, consistent. Raises Busy."""
        ...


class Device(NamedTuple):
    """A browser that holds a token of a person; `kind` is as coarse as `Android`. `seen_at`: when it last asked for the
    list of devices or got a token."""

    device: str
    kind: str
    since: datetime
    seen_at: datetime


class Devices(Protocol):
    """Devices of people, and signing them out. Every method may be repeated."""

    def saw(self, person: PersonId, device: Device) -> None:
        """Adds a device, or moves its `seen_at` and `kind`; `since` stays."""
        ...

    def of_person(self, person: PersonId, *, now: datetime) -> Sequence[Device]:
        """Newest sight first; without those signed out."""
        ...

    def sign_out(self, person: PersonId, device: str, *, now: datetime) -> None:
        """Its token is refused within a minute."""
        ...

    def sign_out_before(self, person: PersonId, moment: datetime, *, now: datetime) -> None:
        """Every token of this person issued before `moment` is refused within a minute, whoever holds it."""
        ...
