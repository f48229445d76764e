"""What a person's own record, and its correction, say over HTTP."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.base.period import shown
from domain.people.changes import Change
from domain.people.papers import phone_masked
from domain.people.person import Person
from functions.identity.profile.service import OwnRecord
from functions.identity.shapes import (
    FullName,
    IdentityNumber,
    Phone,
    SamePerson,
    YearOfBirth,
    same_person,
)
from functions.kit.shapes import Input, Line, Output, UnitRef, UnitShown, unit_shown


class UpdateMyProfile(Input):
    """What is not given stays as it is."""

    full_name: FullName | None = None
    year_of_birth: YearOfBirth | None = None
    unit: UnitRef | None = None
    phone: (
        Annotated[Phone, Meta(description="Waits until it is proved; the registered one stays until then")] | None
    ) = None


class CorrectPerson(Input):
    """What is not given stays as it is. Why it is corrected is shown to the person."""

    reason: Line
    full_name: FullName | None = None
    year_of_birth: YearOfBirth | None = None
    unit: Annotated[UnitRef, Meta(description="May be another commune")] | None = None
    phone: Annotated[Phone, Meta(description="Unproved until a code proves it")] | None = None
    identity_number: IdentityNumber | None = None


class ChangeShown(Output):
    """One change of the record: what, when, and whether by its owner or by staff."""

    at: Annotated[str, Meta(description="RFC 3339")]
    by: Literal["me", "staff"]
    fields: Annotated[list[str], Meta(examples=[["full_name"]])]


class Profile(Output):
    """A citizen's own record."""

    person_id: str
    full_name: str
    year_of_birth: int
    unit: UnitShown
    personal_code: str
    phone_masked: str
    phone_verified: bool
    unit_assumed: Annotated[bool, Meta(description="Not yet said to be home: saying it, or another one, ends that")] = (
        False
    )
    phone_pending_masked: Annotated[str, Meta(description="The number that waits for its proof")] = ""
    phone_lost: Annotated[bool, Meta(description="Somebody else proved the number since; prove it again")] = False
    papers_checked: Annotated[bool, Meta(description="Name and year of birth are changed by staff alone")] = False
    same_person: Annotated[list[SamePerson], Meta(description="Newest first")] = msgspec.field(default_factory=list)
    changes: Annotated[list[ChangeShown], Meta(description="The newest fifty")] = msgspec.field(default_factory=list)


class Corrected(Output):
    """The record as it stands now."""

    person_id: str
    full_name: str
    year_of_birth: int
    unit: UnitShown
    phone_masked: str = ""
    phone_verified: bool = False
    papers_checked: bool = False


def profile(record: OwnRecord) -> Profile:
    """A citizen's own record as shown to that citizen."""
    person = record.person
    return Profile(
        person_id=str(person.person_id),
        full_name=person.full_name,
        year_of_birth=person.year_of_birth,
        unit=unit_shown(person.unit_path, person.unit_name),
        personal_code=person.card.shown,
        phone_masked=_masked(person.phone),
        unit_assumed=person.unit_assumed,
        phone_verified=record.phone_is_proved,
        phone_pending_masked=_masked(person.pending_phone),
        phone_lost=record.phone_is_lost,
        papers_checked=person.identity is not None,
        same_person=[same_person(other) for other in record.alike],
        changes=[_change(change, person) for change in record.changes],
    )


def corrected(person: Person) -> Corrected:
    """As shown to the officer who corrected it."""
    return Corrected(
        person_id=str(person.person_id),
        full_name=person.full_name,
        year_of_birth=person.year_of_birth,
        unit=unit_shown(person.unit_path, person.unit_name),
        phone_masked=_masked(person.phone),
        phone_verified=person.phone_is_proved,
        papers_checked=person.identity is not None,
    )


def _change(change: Change, person: Person) -> ChangeShown:
    by_owner = change.by == f"P#{person.person_id}"
    return ChangeShown(at=shown(change.at), by="me" if by_owner else "staff", fields=sorted(change.old))


def _masked(phone: str | None) -> str:
    return phone_masked(phone) if phone else ""
