"""How a request names a registered person: one shape for every capability, read in one place."""

from collections.abc import Callable, Mapping
from typing import Annotated

from msgspec import Meta

from domain.base.errors import InvalidInput
from domain.people.codes import CardCode, PersonId
from domain.people.finding import Sought
from domain.people.papers import ZerosLost, identity_number, phone_e164
from domain.people.person import Handle, HandleKind
from functions.kit.shapes import DERIVED, Derived, Input

_PERSONAL_QR = "vxp:"


class PersonRef(Input):
    """Exactly one way to find somebody."""

    person_id: Annotated[str, Meta(max_length=20)] | None = None
    phone: Annotated[str, Meta(max_length=24)] | None = None
    personal_code: Annotated[str, Meta(max_length=24, description="On the card or the phone's personal QR")] | None = (
        None
    )
    identity_number: Annotated[str, Meta(max_length=24)] | None = None


class UnitGiven(Input):
    """Where an answer said that somebody lives."""

    scheme: Derived = ""
    code: Derived = ""
    name: Derived = ""


class PersonGiven(PersonRef):
    """Exactly one way to find somebody; what answers say of a person besides may be given back, and is ignored."""

    display_name: Derived = ""
    phone_masked: Derived = ""
    year_of_birth: Annotated[int | None, Meta(description=DERIVED)] = None
    unit_assumed: Annotated[bool | None, Meta(description=DERIVED)] = None
    unit: UnitGiven | None = None


def _card(text: str) -> Handle:
    return Handle(HandleKind.CARD, str(CardCode.parse(text.lower().removeprefix(_PERSONAL_QR))))


_WAYS: Mapping[str, Callable[[str], PersonId | Handle]] = {
    "person_id": PersonId.parse,
    "phone": lambda text: Handle(HandleKind.PHONE, phone_e164(text)),
    "personal_code": _card,
    "identity_number": lambda text: Handle(HandleKind.IDENTITY, identity_number(text)),
}
"""Field → its reader, which raises ValueError. Another way to name somebody is a field above and a line here."""


def sought(ref: PersonRef, field: str = "") -> Sought:
    """Whom this reference, which stands at `field` of the body, means. Raises InvalidInput."""
    given = {name: text for name in _WAYS if (text := getattr(ref, name)) is not None}
    if len(given) != 1:
        raise InvalidInput.of(field or "body", "exactly-one")
    ((name, text),) = given.items()
    said_in = f"{field}.{name}" if field else name
    try:
        return Sought(_WAYS[name](text), said_in)
    except ZerosLost:
        raise InvalidInput.of(said_in, "zeros-lost") from None
    except ValueError:
        raise InvalidInput.of(said_in, name.replace("_", "-")) from None
