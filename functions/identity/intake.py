"""From a registration body to a person of the domain; every broken rule is named."""

from dataclasses import dataclass
from datetime import datetime

from domain.base.errors import InvalidInput
from domain.base.period import local_day
from domain.base.text import name_rule, stored
from domain.base.unit import UnitRegister
from domain.people.caller import Caller, Staff
from domain.people.codes import CardCode, PersonId
from domain.people.papers import ZerosLost, identity_number, phone_e164
from domain.people.person import Person, birth_year_rule
from functions.identity.schema import RegisterPerson
from functions.kit.shapes import Collector


@dataclass(frozen=True, slots=True)
class NewIds:
    """Fresh random identifiers, drawn at the edge."""

    person: PersonId
    card: CardCode
    device: str


def new_person(body: RegisterPerson, caller: Caller, *, ids: NewIds, units: UnitRegister, now: datetime) -> Person:
    """The person this body describes. Raises InvalidInput; OutsideJurisdiction is the caller's to check."""
    found = Collector()
    name = stored(body.full_name)
    if rule := name_rule(name):
        found.fault("full_name", rule)
    if rule := birth_year_rule(body.year_of_birth, today=local_day(now)):
        found.fault("year_of_birth", rule)
    unit = found.unit("unit", body.unit, units)
    phone = _phone(body, caller, found)
    identity = _identity(body, caller, found)
    found.check()
    if unit is None:
        raise InvalidInput.of("unit.code", "unit")
    return Person(
        person_id=ids.person,
        full_name=name,
        year_of_birth=body.year_of_birth,
        unit_path=unit.path,
        unit_name=unit.name,
        card=ids.card,
        registered_at=now,
        phone=phone,
        identity=identity,
        registered_by=caller.staff_id if isinstance(caller, Staff) else None,
    )


def _phone(body: RegisterPerson, caller: Caller, found: Collector) -> str | None:
    if body.phone is None:
        if not isinstance(caller, Staff):
            found.fault("phone", "required")
        return None
    try:
        return phone_e164(body.phone)
    except ValueError:
        found.fault("phone", "phone")
        return None


def _identity(body: RegisterPerson, caller: Caller, found: Collector) -> str | None:
    if body.identity_number is None:
        return None
    if not isinstance(caller, Staff):
        found.fault("identity_number", "staff-only")
        return None
    try:
        return identity_number(body.identity_number)
    except ZerosLost:
        found.fault("identity_number", "zeros-lost")
        return None
    except ValueError:
        found.fault("identity_number", "identity-number")
        return None
