"""What registration says over HTTP."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from domain.people.papers import phone_masked
from domain.people.person import Person
from functions.kit.shapes import Input, Line, Output, UnitRef, UnitShown, unit_shown


class RegisterPerson(Input):
    """A person as they state themselves, or as a helper states them."""

    full_name: Annotated[Line, Meta(description="Full name with diacritics", examples=["Nguyễn Thị Lan"])]
    year_of_birth: Annotated[int, Meta(ge=1800, le=2200, examples=[1987])]
    unit: UnitRef
    phone: Annotated[str, Meta(max_length=24, examples=["0912345678"])] | None = None
    identity_number: (
        Annotated[str, Meta(max_length=24, description="CCCD, CMND, passport or BHYT; staff only")] | None
    ) = None
    registration_id: (
        Annotated[UUID, Meta(description="Made by the device; a retry with it returns the same person")] | None
    ) = None


class Registered(Output):
    """The person's pseudonym and, for the person's own device, its token."""

    person_id: str
    personal_code: Annotated[str, Meta(description="Printed on a card; finds the person, proves nothing")]
    phone_verified: Annotated[bool, Meta(description="True once an OTP has proved the phone")]
    device_token: Annotated[str, Meta(description="Bearer token of this device; absent for assisted people")] = ""


class Profile(Output):
    """A citizen's own record."""

    person_id: str
    full_name: str
    year_of_birth: int
    unit: UnitShown
    personal_code: str
    phone_masked: str
    phone_verified: bool


class OtpSent(Output):
    """Until when the code can be used."""

    expires_at: Annotated[str, Meta(description="RFC 3339", examples=["2021-10-02T08:25:12+07:00"])]


class VerifyPhone(Input):
    """The code that came by text message."""

    otp: Annotated[str, Meta(pattern="^[0-9]{6}$", max_length=6, examples=["402817"])]


class PhoneVerified(Output):
    """The phone now proves this person."""

    phone_verified: bool


def profile(person: Person) -> Profile:
    """A citizen's own record as shown to that citizen."""
    return Profile(
        person_id=str(person.person_id),
        full_name=person.full_name,
        year_of_birth=person.year_of_birth,
        unit=unit_shown(person.unit_path, person.unit_name),
        personal_code=person.card.shown,
        phone_masked=phone_masked(person.phone) if person.phone else "",
        phone_verified=person.phone_verified_at is not None,
    )
