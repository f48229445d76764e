"""Pieces of the contract that several rooms of identity share."""

from typing import Annotated

from msgspec import Meta

from domain.base.period import shown
from domain.people.person import Person
from functions.kit.shapes import Line, Output

FullName = Annotated[Line, Meta(description="Full name with diacritics", examples=["Nguyễn Thị Lan"])]
YearOfBirth = Annotated[int, Meta(ge=1800, le=2200, examples=[1987])]
Phone = Annotated[str, Meta(max_length=24, examples=["0912345678"])]
IdentityNumber = Annotated[str, Meta(max_length=24, description="CCCD, CMND, passport or BHYT; staff only")]
Otp = Annotated[str, Meta(pattern="^[0-9]{6}$", max_length=6, examples=["402817"])]


class SamePerson(Output):
    """Another record that looks like the same human, of the same number: it may be joined."""

    person_id: str
    registered_at: Annotated[str, Meta(description="RFC 3339")]


def same_person(person: Person) -> SamePerson:
    """No name and no number: whoever sees it has proved both."""
    return SamePerson(person_id=str(person.person_id), registered_at=shown(person.registered_at))
