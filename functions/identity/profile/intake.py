"""From the bodies of a change to what is wanted; every broken rule is named."""

from datetime import datetime

from domain.base.errors import InvalidInput
from domain.base.unit import UnitRegister
from domain.people.changes import Wanted
from domain.people.codes import PersonId
from functions.identity import intake
from functions.identity.profile.schema import CorrectPerson, UpdateMyProfile
from functions.kit.shapes import Collector


def wanted(body: UpdateMyProfile | CorrectPerson, *, units: UnitRegister, now: datetime) -> Wanted:
    """Raises InvalidInput."""
    found = Collector()
    identity = body.identity_number if isinstance(body, CorrectPerson) else None
    if isinstance(body, CorrectPerson):
        found.line("reason", body.reason, 300)
    wishes = Wanted(
        full_name=intake.name(body.full_name, found) if body.full_name is not None else None,
        year_of_birth=intake.year(body.year_of_birth, found, now=now) if body.year_of_birth is not None else None,
        phone=intake.phone(body.phone, found) if body.phone is not None else None,
        identity=intake.identity(identity, found) if identity is not None else None,
        unit=intake.unit(body.unit, found, units) if body.unit is not None else None,
    )
    found.check()
    return wishes


def person_id(text: str) -> PersonId:
    """The id in an address. Raises InvalidInput."""
    try:
        return PersonId.parse(text)
    except ValueError:
        raise InvalidInput.of("person_id", "person-id") from None
