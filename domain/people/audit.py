"""The record of who read or changed whose data (nhật ký truy cập), sealed per day.

A record's digest covers all its fields. After the day has ended one seal is written over the sorted digests of that
day and the seal before it, keyed with a secret that writers do not hold. Writers therefore share no lock, and an
altered, removed, added or re-sealed record shows up in `check_day` or in the next seal.
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from json import dumps
from typing import NamedTuple, Protocol

from domain.base.period import epoch, local_day
from domain.people.codes import PersonId


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is done with a person's data; each district names its own in `acts.py`.

    `code` is what a record keeps; several acts may share one. `reason` is recorded where nobody types one: it says no
    more than the act. One that ends in a colon is followed by a detail.
    """

    code: str
    reason: str

    def with_detail(self, detail: str) -> str:
        """The act's own reason, and what was done."""
        return f"{self.reason} {detail}"

    def wrote(self, reason: str) -> bool:
        """Whether a recorded reason is the act's own."""
        return reason == self.reason or (self.reason.endswith(":") and reason.startswith(self.with_detail("")))


@dataclass(frozen=True, slots=True)
class AccessRecord:
    """One read or change: who (`actor`, with `role` and `unit`), what (an act's code), whose (`subject`), why, when.

    Plain text, so that a store and a seal read records of acts they do not know.
    """

    subject: str
    actor: str
    role: str
    unit: str
    act: str
    reason: str
    at: datetime
    nonce: str

    @property
    def day(self) -> date:
        """Local day, the day it is sealed with."""
        return local_day(self.at)

    @property
    def digest(self) -> str:
        """SHA-256 over every field, in one canonical form."""
        fields = {**asdict(self), "at": epoch(self.at)}
        return hashlib.sha256(dumps(fields, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Errand:
    """What somebody is about to do with people's data, before it is known whose: one access record about each of them.

    The same errand about the same person is the same record, however often it is written.
    """

    actor: str
    role: str
    unit: str
    act: Act
    reason: str
    at: datetime
    nonce: str

    def about(self, person: PersonId) -> AccessRecord:
        """The record, made where the person is known."""
        return self.on(f"P#{person}")

    def on(self, subject: str) -> AccessRecord:
        """The record of an errand that is about no single person: about what a member of staff or a unit did."""
        return AccessRecord(subject, self.actor, self.role, self.unit, self.act.code, self.reason, self.at, self.nonce)


@dataclass(frozen=True, slots=True)
class Seal:
    """The closed book of one day: how many records, and a keyed digest chained to the seal of the last sealed day."""

    day: date
    count: int
    previous: str
    digest: str
    kid: str


@dataclass(frozen=True, slots=True)
class Alteration:
    """A record or a seal that was written over or removed before its time: its day and place, and its digests.

    `number` tells alterations of one day apart; the same alteration has the same one, however often it is told.
    """

    day: date
    place: str
    before: str
    after: str
    at: datetime
    number: str


FIRST = "0" * 64


def sealed(day: date, digests: Iterable[str], *, previous: str, kid: str, key: bytes) -> Seal:
    """The seal of a day whose records have these digests, in whatever order."""
    ordered = sorted(digests)
    body = "\n".join((day.isoformat(), previous, kid, *ordered)).encode()
    return Seal(day, len(ordered), previous, hmac.new(key, body, hashlib.sha256).hexdigest(), kid)


class Finding(NamedTuple):
    """Something that does not hold: the day, and what is wrong (`altered`, `count`, `seal`, `chain`, `unsealed`,
    `rewritten`)."""

    day: date
    what: str
    detail: str = ""


def check_day(
    seal: Seal | None, records: Sequence[tuple[AccessRecord, str]], *, day: date, previous: str, key: bytes | None
) -> list[Finding]:
    """Compares a day's records, each with the digest stored beside it, with the day's seal."""
    altered = [Finding(day, "altered", f"{r.subject} at {r.at.isoformat()}") for r, kept in records if r.digest != kept]
    if seal is None:
        return [*altered, Finding(day, "unsealed")]
    if seal.previous != previous:
        altered.append(Finding(day, "chain"))
    if seal.count != len(records):
        altered.append(Finding(day, "count", f"{len(records)} of {seal.count}"))
    if key is None:
        return [*altered, Finding(day, "seal", "key gone")]
    again = sealed(day, (r.digest for r, _ in records), previous=seal.previous, kid=seal.kid, key=key)
    if not hmac.compare_digest(again.digest, seal.digest):
        altered.append(Finding(day, "seal"))
    return altered


class AccessPage(NamedTuple):
    """Records of one subject, newest first; `cursor` None: no more."""

    records: Sequence[AccessRecord]
    cursor: str | None


class AuditLog(Protocol):
    """Append-only; nobody may change or remove a record. Where it is done all the same, it is noted."""

    def append(self, record: AccessRecord) -> None: ...

    def append_all(self, records: Sequence[AccessRecord]) -> None:
        """Each as `append` does, beside one another; after an error some are stored."""
        ...

    def of_subject(self, subject: str, *, limit: int, cursor: str | None, now: datetime) -> AccessPage:
        """What was done with one subject's data, as far as it is kept. Raises InvalidInput (`cursor`)."""
        ...

    def of_day(self, day: date) -> Sequence[tuple[AccessRecord, str]]:
        """The records of a local day with the digests stored beside them."""
        ...

    def seal_of(self, day: date) -> Seal | None: ...

    def last_seal(self, before: date) -> Seal | None:
        """The newest seal of a day before `before`."""
        ...

    def add_seal(self, seal: Seal) -> Seal:
        """Stores a day's seal, or returns the one already there."""
        ...

    def note(self, alteration: Alteration) -> None:
        """Keeps that a record was altered; noted again it is the same."""
        ...

    def alterations(self, first: date, last: date) -> Sequence[Alteration]:
        """What was altered of the records of these days, in the order of days."""
        ...
