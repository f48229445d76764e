"""Pieces of the public contract that several capabilities share: JSON shapes, with their meaning for OpenAPI."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from domain.base.errors import Fault, InvalidInput
from domain.base.text import broken_rule, stored
from domain.base.unit import Unit, UnitKey, UnitRegister, without_since

Instant = Annotated[
    datetime,
    Meta(tz=True, description="RFC 3339 date-time with offset", examples=["2021-10-02T08:15:12+07:00"]),
]
Line = Annotated[str, Meta(min_length=1, max_length=300)]


DERIVED = "What answers say besides: may be given back, and is ignored"
Derived = Annotated[str, Meta(description=DERIVED)]


class Input(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Base of every request body: an unknown field is refused, not ignored."""


class Nothing(Input):
    """An empty object."""


Why = Annotated[str, Meta(max_length=300)]


class Reason(Input):
    """Why this is done."""

    reason: Why = ""


# Of every list; which cursor is whose, the list itself knows.
CURSOR = "[0-9A-Za-z_.=:#|-]*"
Cursor = Annotated[str, Meta(max_length=1000, pattern=f"^{CURSOR}$")]


class Page(Input):
    """Where to go on in a list."""

    cursor: Cursor = ""
    limit: Annotated[int, Meta(ge=1, le=100)] = 20


class Output(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Base of every answer; a field at its default (None, empty) is left out."""


class Words(Output):
    """A sentence for the person, in both languages."""

    vi: str
    en: str


class UnitRef(Input):
    """An administrative unit: its code means something only inside its scheme. As answered, it may be asked."""

    scheme: Annotated[str, Meta(max_length=20, description="Unit scheme in force", examples=["VN-2025H2"])]
    code: Annotated[str, Meta(max_length=10, description="Zero-padded code", examples=["20194"])]
    name: Annotated[str, Meta(max_length=300, description="Follows from the code; what is sent is passed over")] = ""


class UnitShown(Output):
    """An administrative unit with its name."""

    scheme: str
    code: str
    name: str = ""


def unit_shown(path: str, name: str) -> UnitShown:
    """The unit at the end of a path."""
    return UnitShown(scheme=path.partition("/")[0], code=path.rpartition("/")[2], name=name)


class Collector:
    """Gathers every broken rule of a body, so that a person mends them in one go."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, field: str, rule: str) -> None:
        """Notes one broken rule."""
        self.faults.append(Fault(field, rule))

    def line(self, field: str, text: str, longest: int) -> str:
        """One line of free text as it will be stored."""
        clean = stored(text)
        if rule := broken_rule(clean, longest):
            self.fault(field, rule)
        return clean

    def unit(self, field: str, ref: UnitRef, units: UnitRegister) -> Unit | None:
        """The unit named, in force, which must be a leaf of its scheme: people live and venues stand in communes."""
        unit = units.find(UnitKey(ref.scheme, ref.code))
        if unit is None or without_since(ref.scheme):
            self.fault(f"{field}.code", "unit")
        elif len(unit.lineage) == 1:
            self.fault(f"{field}.code", "unit-commune")
        return unit

    def check(self) -> None:
        """Raises InvalidInput with everything noted."""
        if self.faults:
            raise InvalidInput(*self.faults)
