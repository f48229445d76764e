"""From words about a person to values of the field; every broken rule is noted. New ids are drawn at the edge."""

from dataclasses import dataclass
from datetime import datetime

from domain.base.errors import InvalidInput
from domain.base.period import local_day
from domain.base.text import name_rule, stored
from domain.base.unit import Unit, UnitRegister
from domain.people.codes import CardCode, PersonId
from domain.people.papers import identity_number, phone_e164
from domain.people.person import birth_year_rule
from functions.kit.shapes import Collector, UnitRef


@dataclass(frozen=True, slots=True)
class NewIds:
    """Fresh random identifiers, drawn at the edge."""

    person: PersonId
    card: CardCode
    device: str


def name(text: str, found: Collector) -> str:
    """As it will be stored."""
    full_name = stored(text)
    if rule := name_rule(full_name):
        found.fault("full_name", rule)
    return full_name


def year(said: int, found: Collector, *, now: datetime) -> int:
    if rule := birth_year_rule(said, today=local_day(now)):
        found.fault("year_of_birth", rule)
    return said


def unit(ref: UnitRef, found: Collector, units: UnitRegister) -> Unit:
    """Raises InvalidInput with everything noted where there is no such unit."""
    known = found.unit("unit", ref, units)
    if known is None:
        found.check()
        raise InvalidInput.of("unit.code", "unit")
    return known


def phone(text: str, found: Collector) -> str:
    """As E.164; empty where it is none."""
    try:
        return phone_e164(text)
    except ValueError:
        found.fault("phone", "phone")
        return ""


def identity(text: str, found: Collector) -> str:
    """With its kind; empty where it is none."""
    try:
        return identity_number(text)
    except ValueError:
        found.fault("identity_number", "identity-number")
        return ""
