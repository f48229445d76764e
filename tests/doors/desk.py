"""The staff desk."""

from collections.abc import Mapping

from functions.desk import wiring
from functions.kit.speaking import Speaking
from tests.doors.capabilities import Made, always
from tests.doors.house import House


def wired(house: House) -> Mapping[str, Made]:
    parts = wiring.Parts(
        authenticator=house.everyone,
        venues=house.venues,
        visits=house.visits,
        persons=Speaking(house.persons, house.standing),
        standing=house.standing,
        audit=house.audit,
        clock=house.clock,
    )
    return {"parts": always(parts)}
