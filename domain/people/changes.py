"""Changes of a person's record: what a citizen or an officer may change, what is stored with it, and what it was before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple, Protocol

from domain.base.period import at_epoch, epoch
from domain.base.unit import Unit
from domain.people.codes import PersonId
from domain.people.errors import PapersChecked
from domain.people.person import Person, PersonRegister
from domain.people.phone.numbers import NumberFact, What, holding
from domain.people.phone.otp import Spent, Subject

_FIELDS = {
    "full_name": "full_name",
    "year_of_birth": "year_of_birth",
    "unit": "unit_path",
    "phone": "phone",
    "identity_number": "identity",
}
"""What a change names, and where a person holds it."""


class Wanted(NamedTuple):
    """What somebody wants a record to say, as it will be stored; None: as it is."""

    full_name: str | None = None
    year_of_birth: int | None = None
    unit: Unit | None = None
    phone: str | None = None
    identity: str | None = None


class Change(NamedTuple):
    """One entry of a record's history: `revision` is the one it made, `old` what each changed field said, empty: nothing.

    `by` is who made it, as in the access record.
    """

    revision: int
    at: datetime
    by: str
    reason: str
    old: Mapping[str, str]


class Spending(NamedTuple):
    """The code that a proof used up. Without `spent` it is gone; else it stays to answer the same request again."""

    subject: Subject
    digest: str
    spent: Spent | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """A record's next revision, and all that is stored with it or not at all.

    `facts` are about a number each. `lost_by`: those who hold the number no longer because of it.
    """

    before: Person
    after: Person
    facts: tuple[tuple[str, NumberFact], ...] = ()
    lost_by: tuple[PersonId, ...] = ()
    change: Change | None = None
    spending: Spending | None = None

    @property
    def says_something(self) -> bool:
        """False when everything is already so."""
        return self.after != self.before or self.spending is not None


def own(person: Person, wanted: Wanted, *, now: datetime) -> Amendment:
    """A citizen changes the own record. A number waits until it is proved.

    Raises PapersChecked for name and year once an officer has seen the papers.
    """
    if person.identity is not None and (
        _differs(person.full_name, wanted.full_name) or _differs(person.year_of_birth, wanted.year_of_birth)
    ):
        raise PapersChecked
    after = _said(person, wanted._replace(phone=None, identity=None))
    if wanted.phone is not None:
        after = replace(after, pending_phone=wanted.phone if wanted.phone != person.phone else None)
    return _amendment(person, after, by=f"P#{person.person_id}", reason="", now=now)


def corrected(person: Person, wanted: Wanted, *, by: str, reason: str, now: datetime) -> Amendment:
    """An officer corrects a record. A number is there at once, and unproved; also one that its owner had lost."""
    after = _said(person, wanted)
    if wanted.phone is not None and (wanted.phone != person.phone or person.phone_lost_at is not None):
        after = replace(after, phone=wanted.phone, phone_verified_at=None, phone_lost_at=None, pending_phone=None)
    return _amendment(person, after, by=by, reason=reason, now=now)


def proved(
    person: Person,
    phone: str,
    *,
    known: Sequence[NumberFact],
    beside: frozenset[PersonId],
    spending: Spending,
    now: datetime,
) -> Amendment:
    """The registered number is proved, or the one that waited and now takes its place; `known` are all facts of it.

    One who holds it already only spends the code.
    """
    held = holding(known).proved
    if phone == person.phone and person.person_id in held:
        return Amendment(person, person, spending=spending)
    after = replace(
        person,
        phone=phone,
        phone_verified_at=at_epoch(epoch(now)),
        phone_lost_at=None,
        pending_phone=None if phone == person.pending_phone else person.pending_phone,
    )
    found = _amendment(person, after, by=f"P#{person.person_id}", reason="", now=now, beside=beside)
    new = [fact for number, fact in found.facts if number == phone]
    keep = holding([*known, *new]).proved
    return replace(found, lost_by=tuple(p for p in held if p not in keep), spending=spending)


def facts_of(
    before: Person | None, after: Person, *, at: datetime, beside: frozenset[PersonId] = frozenset()
) -> list[tuple[str, NumberFact]]:
    """What a revision says about numbers; `before` None: a registration."""
    who, found = after.person_id, list[tuple[str, NumberFact]]()
    same = before is not None and before.phone == after.phone
    if before is not None and before.phone and not same:
        found.append((before.phone, NumberFact(who, What.GIVEN_UP, at)))
    verified = before.phone_verified_at if before is not None and same else None
    if after.phone and (not same or (verified is not None and after.phone_verified_at is None)):
        found.append((after.phone, NumberFact(who, What.CLAIMED, after.registered_at if before is None else at)))
    if after.phone and after.phone_verified_at is not None and after.phone_verified_at != verified:
        found.append((after.phone, NumberFact(who, What.PROVED, after.phone_verified_at, beside)))
    return found


def _said(person: Person, wanted: Wanted) -> Person:
    """Everything but the phone, which has rules of its own. A unit that is said, also the same, is assumed no longer."""
    return replace(
        person,
        full_name=wanted.full_name or person.full_name,
        year_of_birth=wanted.year_of_birth or person.year_of_birth,
        unit_path=wanted.unit.path if wanted.unit else person.unit_path,
        unit_name=wanted.unit.name if wanted.unit else person.unit_name,
        unit_assumed=person.unit_assumed and wanted.unit is None,
        identity=wanted.identity or person.identity,
    )


def _amendment(
    before: Person,
    after: Person,
    *,
    by: str,
    reason: str,
    now: datetime,
    beside: frozenset[PersonId] = frozenset(),
) -> Amendment:
    if after == before:
        return Amendment(before, before)
    after = replace(after, revision=before.revision + 1)
    now = at_epoch(epoch(now))
    old = {name: _text(before, place) for name, place in _FIELDS.items() if _text(before, place) != _text(after, place)}
    if before.phone_verified_at is not None and after.phone_verified_at is None:
        old["phone"] = str(before.phone)
    change = Change(after.revision, now, by, reason, old) if old else None
    return Amendment(before, after, tuple(facts_of(before, after, at=now, beside=beside)), change=change)


def _text(person: Person, place: str) -> str:
    value = getattr(person, place)
    return "" if value is None else str(value)


def _differs(stands: object, wanted: object) -> bool:
    return wanted is not None and wanted != stands


class PersonBook(PersonRegister, Protocol):
    """The register with the history of each record."""

    def amend(self, amendment: Amendment) -> Person:
        """Stores a next revision with all that belongs to it, or nothing. The same again changes nothing.

        Raises Busy where somebody else was faster, or holds the identity number.
        """
        ...

    def changes(self, person: PersonId, *, limit: int) -> Sequence[Change]:
        """Newest first; kept as long as the person."""
        ...
