"""From a body to what is said of a unit's contact."""

from domain.base.errors import InvalidInput
from domain.base.unit import Unit, UnitKey, UnitRegister, without_since
from domain.people.papers import helpline_number
from domain.telling.unit_contact import Said
from functions.hotlines.schema import SetUnitContact
from functions.kit.shapes import Collector

LONGEST_NAME, LONGEST_HOURS = 100, 60


def said(body: SetUnitContact, units: UnitRegister) -> tuple[Unit, Said]:
    """The unit, of any level, and what is said. Raises InvalidInput with every fault."""
    found = Collector()
    unit = units.find(UnitKey(body.unit.scheme, body.unit.code))
    if unit is None or without_since(body.unit.scheme):
        found.fault("unit.code", "unit")
    name = found.line("name", body.name, LONGEST_NAME)
    hours = found.line("hours", body.hours, LONGEST_HOURS) if body.hours.strip() else ""
    phone = _phone(body.phone, found)
    found.check()
    if unit is None:
        raise InvalidInput.of("unit.code", "unit")
    return unit, Said(name, phone, hours, body.listed)


def _phone(text: str, found: Collector) -> str:
    try:
        return helpline_number(text)
    except ValueError:
        found.fault("phone", "unit-phone")
        return ""
