"""What the proof of a phone, and coming back by one, say over HTTP."""

from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from functions.identity.registration.schema import Registered
from functions.identity.shapes import FullName, Otp, Phone, SamePerson, YearOfBirth
from functions.kit.shapes import Input, Output


class OtpSent(Output):
    """Until when the code can be used."""

    expires_at: Annotated[str, Meta(description="RFC 3339", examples=["2021-10-02T08:25:12+07:00"])]


class VerifyPhone(Input):
    """The code that came by text message."""

    otp: Otp


class PhoneVerified(Output):
    """The phone now proves this person."""

    phone_verified: bool


class RecoverPerson(Input):
    """Who somebody was registered as; with the code that came to that number, once it has come."""

    phone: Phone
    full_name: FullName
    year_of_birth: YearOfBirth
    otp: Otp | None = None
    recovery_id: (
        Annotated[UUID, Meta(description="Made by the device; a retry with it gives the same token again")] | None
    ) = None


class RecoveryAsked(OtpSent):
    """The same whether anybody was registered like this or not: a code comes only to a number that somebody claimed."""


class Recovered(Registered):
    """The own record again, with a token for this device."""

    same_person: Annotated[list[SamePerson], Meta(description="Newest first")] = msgspec.field(default_factory=list)
