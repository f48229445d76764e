"""Whoever is of another unit, of whatever level, is told nothing of this one and changes nothing in it."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from domain.base.unit import UnitKey, path_is_within
from tests.attacks.attack import attack, lost
from tests.attacks.callers import Cast, Somebody, a_member_of_staff
from tests.attacks.requests import Asked
from tests.builders.base import ALL_UNITS, VY_DA, a_unit
from tests.doors.calls import OPERATIONS
from tests.guards.register import CALLS
from tests.guards.scene import Scene

UNITS = [unit.key for unit in ALL_UNITS]
FOREIGN = [key for key in UNITS if not path_is_within(a_unit(VY_DA).path, key)]
FOR_STAFF = sorted(name for name, (_, operation) in OPERATIONS.items() if operation.callers.roles)


def place_of_the_unit(operation: str) -> str:
    """Where a request names a unit: in its query, in its body, or nowhere."""
    declared = OPERATIONS[operation][1]
    for place, model in (("query", declared.query), ("body", declared.body)):
        if model not in {None, bytes} and "unit" in {field.encode_name for field in msgspec.structs.fields(model)}:
            return place
    return ""


def of_unit(how: dict[str, Any], place: str, unit: UnitKey) -> dict[str, Any]:
    """The same request for another unit."""
    named: dict[str, Any] = {"scheme": unit.scheme, "unit": unit.code}
    if place == "body":
        named = {"unit": {"scheme": unit.scheme, "code": unit.code}}
    return {**how, place: {**how.get(place, {}), **named}}


# Of a person, any unit may be told: people move. Where contacts live filters the caller's own list, wherever that is.
OF_RESIDENCE = {"listContacts"}
BY_UNIT = [
    name
    for name in FOR_STAFF
    if place_of_the_unit(name) and "{" not in OPERATIONS[name][1].path and name not in OF_RESIDENCE
]


def strangers(operation: str) -> Iterator[tuple[Somebody, UnitKey]]:
    """Whoever may call the operation, in every unit in which the scene does not lie."""
    for role in OPERATIONS[operation][1].callers.roles:
        for unit in FOREIGN:
            yield a_member_of_staff(role, unit), unit


@pytest.mark.parametrize("operation", FOR_STAFF)
def test_nothing_of_another_unit_is_told_or_changed(scene: Scene, cast: Cast, operation: str) -> None:
    """Nor by one who says that it is of their own."""
    place = place_of_the_unit(operation)
    for somebody, own in strangers(operation):
        scene.begin_again()
        how = dict(CALLS[operation](scene))
        for sent in (how, of_unit(how, place, own)) if place else (how,):
            before = scene.house.stored()
            attack(scene, cast, somebody, operation, Asked(sent))
            assert not (gone := lost(before, scene.house.stored())), f"{operation} by {somebody.name} changes {gone}"


@pytest.mark.parametrize("operation", BY_UNIT)
def test_no_unit_is_asked_for_but_those_within_ones_own(scene: Scene, cast: Cast, operation: str) -> None:
    """Of whichever level either is. What a unit cannot be, such as a venue's province, is a fault before that."""
    place = place_of_the_unit(operation)
    role = min(OPERATIONS[operation][1].callers.roles)
    for own in UNITS:
        scene.begin_again()
        for unit in ALL_UNITS:
            if not path_is_within(unit.path, own):
                sent = of_unit(dict(CALLS[operation](scene)), place, unit.key)
                reply = attack(scene, cast, a_member_of_staff(role, own), operation, Asked(sent))
                refused = reply.code == "outside-jurisdiction" or {field for field, _ in reply.faults} == {"unit.code"}
                assert refused, (own, unit.key, reply.content)
