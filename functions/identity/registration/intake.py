"""From a registration body to a person of the domain; every broken rule is named."""

from datetime import datetime

from domain.base.unit import UnitRegister
from domain.people.caller import Caller, Staff
from domain.people.person import Person
from functions.identity import intake
from functions.identity.intake import NewIds
from functions.identity.registration.schema import RegisterPerson
from functions.kit.shapes import Collector


def new_person(body: RegisterPerson, caller: Caller, *, ids: NewIds, units: UnitRegister, now: datetime) -> Person:
    """The person this body describes. Raises InvalidInput; OutsideJurisdiction is the caller's to check."""
    found = Collector()
    name = intake.name(body.full_name, found)
    year = intake.year(body.year_of_birth, found, now=now)
    phone = _phone(body, caller, found)
    identity = _identity(body, caller, found)
    unit = intake.unit(body.unit, found, units)
    found.check()
    return Person(
        person_id=ids.person,
        full_name=name,
        year_of_birth=year,
        unit_path=unit.path,
        unit_name=unit.name,
        card=ids.card,
        registered_at=now,
        phone=phone,
        identity=identity,
        unit_assumed=body.unit_assumed,
        registered_by=caller.staff_id if isinstance(caller, Staff) else None,
    )


def _phone(body: RegisterPerson, caller: Caller, found: Collector) -> str | None:
    if body.phone is None:
        if not isinstance(caller, Staff):
            found.fault("phone", "required")
        return None
    return intake.phone(body.phone, found)


def _identity(body: RegisterPerson, caller: Caller, found: Collector) -> str | None:
    if body.identity_number is None:
        return None
    if not isinstance(caller, Staff):
        found.fault("identity_number", "staff-only")
        return None
    return intake.identity(body.identity_number, found)
