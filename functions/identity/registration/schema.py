"""What registration says over HTTP."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from functions.identity.shapes import FullName, IdentityNumber, Phone, YearOfBirth
from functions.kit.shapes import Input, Output, UnitRef


class RegisterPerson(Input):
    """A person as they state themselves, or as a helper states them."""

    full_name: FullName
    year_of_birth: YearOfBirth
    unit: UnitRef
    unit_assumed: Annotated[bool, Meta(description="Nobody was asked yet: it is the unit of the venue")] = False
    phone: Phone | None = None
    identity_number: IdentityNumber | None = None
    registration_id: (
        Annotated[UUID, Meta(description="Made by the device; a retry with it returns the same person")] | None
    ) = None


class Registered(Output):
    """The person's pseudonym and, for the person's own device, its token."""

    person_id: str
    personal_code: Annotated[str, Meta(description="Printed on a card; finds the person, proves nothing")]
    phone_verified: Annotated[bool, Meta(description="True once an OTP has proved the phone")]
    device_token: Annotated[str, Meta(description="Bearer token of this device; absent for assisted people")] = ""
