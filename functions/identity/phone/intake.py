"""From the body of a recovery to a claimant; every broken rule is named."""

from datetime import datetime

from domain.people.phone.recovery import Claimant
from functions.identity import intake
from functions.identity.phone.schema import RecoverPerson
from functions.kit.shapes import Collector


def claimant(body: RecoverPerson, *, now: datetime) -> Claimant:
    """Raises InvalidInput, for reasons that stand in the body alone."""
    found = Collector()
    said = Claimant(
        intake.phone(body.phone, found),
        intake.name(body.full_name, found),
        intake.year(body.year_of_birth, found, now=now),
    )
    found.check()
    return said
