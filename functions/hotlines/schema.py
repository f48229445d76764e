"""What is said over HTTP of whom to call."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.base.period import shown
from domain.base.unit import Unit, UnitKey
from domain.people.papers import dialled
from domain.telling.unit_contact import Helpline, UnitContact
from functions.kit.shapes import Input, Line, Output, UnitRef, UnitShown, Words

Kind = Annotated[
    Literal["station", "committee", "cdc", "hotline"],
    Meta(description="Health station, steering committee, centre for disease control, or hotline"),
]
AnyKind = Literal["station", "committee", "cdc", "hotline", "emergency"]
Hours = Annotated[str, Meta(max_length=60, description="When somebody answers", examples=["7:00–17:00, trực 24/24"])]


class ContactsWanted(Input):
    """Of which unit; without one, what the whole country calls."""

    scheme: Annotated[str, Meta(max_length=20)] = ""
    unit: Annotated[str, Meta(max_length=10, description="Code")] = ""


class HelplineShown(Output):
    """A body to call. `unit` is whose it is: the one asked for or one that it lies in; none where it is the nation's."""

    kind: AnyKind
    name: Annotated[str, Meta(examples=["Trạm y tế phường Vỹ Dạ"])]
    phone: Annotated[str, Meta(description="To be dialled: E.164, or as it is", examples=["+842343823456", "115"])]
    phone_shown: Annotated[str, Meta(description="As people write it", examples=["0234 3823 456"])]
    hours: str = ""
    when: Annotated[Words | None, Meta(description="For what it is called")] = None
    unit: UnitShown | None = None


class WhomToCall(Output):
    """One body of each kind, the nearest first; what the unit does not list is told of what it lies in."""

    contacts: list[HelplineShown]
    unit: Annotated[UnitShown | None, Meta(description="As asked for")] = None


class SetUnitContact(Input):
    """What is said of one body of a unit from now on."""

    unit: UnitRef
    kind: Kind
    name: Annotated[Line, Meta(examples=["Trạm y tế phường Vỹ Dạ"])]
    phone: Annotated[
        str,
        Meta(
            max_length=24,
            description="Mobile, landline, 1800 and 1900, or 115 and its like",
            examples=["0234 3823 456"],
        ),
    ]
    hours: Hours = ""
    listed: Annotated[bool, Meta(description="False: nobody is told of it any more")] = True
    revision: (
        Annotated[int, Meta(ge=0, description="As shown, 0 for the first; refused when somebody else was faster")]
        | None
    ) = None


class UnitContactShown(Output):
    """One body as its unit's staff see it."""

    kind: AnyKind
    name: str
    phone: str
    phone_shown: str
    listed: bool
    revision: int
    since: Annotated[str, Meta(description="RFC 3339")]
    hours: str = ""


class ContactChangesWanted(ContactsWanted):
    """Of which unit; without one, of the caller's own."""


class UnitContactBook(Output):
    """What a unit lists, and what was said before."""

    unit: UnitShown
    contacts: list[UnitContactShown]
    changes: Annotated[list[UnitContactShown], Meta(description="The newest twenty, newest first")] = msgspec.field(
        default_factory=list
    )


def helpline_shown(helpline: Helpline, unit: UnitShown | None) -> HelplineShown:
    """As anybody is told."""
    said, (vi, en) = helpline.said, helpline.when
    return HelplineShown(
        kind=helpline.kind.value,
        name=said.name,
        phone=said.phone,
        phone_shown=dialled(said.phone),
        hours=said.hours,
        when=Words(vi=vi, en=en) if vi else None,
        unit=unit,
    )


def contact_shown(contact: UnitContact) -> UnitContactShown:
    """Without the pseudonym of who said it."""
    said = contact.said
    return UnitContactShown(
        kind=contact.kind.value,
        name=said.name,
        phone=said.phone,
        phone_shown=dialled(said.phone),
        hours=said.hours,
        listed=said.is_listed,
        revision=contact.revision,
        since=shown(contact.since),
    )


def named(unit: Unit) -> UnitShown:
    return UnitShown(scheme=unit.key.scheme, code=unit.key.code, name=unit.name)


def unit_named(key: UnitKey, unit: Unit | None) -> UnitShown:
    """With its name where the register still knows it."""
    return named(unit) if unit else UnitShown(scheme=key.scheme, code=key.code)
