"""A house whose registers stand on an engine instead of on twins."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from adapters.dynamo.person.challenges import DynamoChallenges
from adapters.dynamo.person.persons import DynamoPersons
from adapters.dynamo.person.residences import DynamoResidences
from functions.kit.sign_in.auth import Authenticator
from tests.contract.engines import Stores
from tests.doors.house import House, open_house
from tests.guards.scene import Scene


class OneOfMany:
    """Several stores on one table, where the house has one twin for all of them."""

    def __init__(self, *stores: Any) -> None:
        self._stores = stores

    def __getattr__(self, name: str) -> Any:
        for store in self._stores:
            if hasattr(store, name):
                return getattr(store, name)
        raise AttributeError(name)


@contextmanager
def a_scene_on(stores: Stores) -> Iterator[Scene]:
    """Played anew: tables of its own, and nobody has read anything of them before."""
    house = House()
    clock: Any = house.clock
    standing: Any = OneOfMany(*stores.standing(clock))
    house.standing = standing
    house.citizens = Authenticator(house.keys, house.standing)
    house.everyone = Authenticator(house.keys, house.standing, house.pool)
    vars(house).update(_registers(stores, house))
    with open_house(house) as opened:
        yield Scene.set_up(opened)


def _registers(stores: Stores, house: House) -> dict[str, Any]:
    """By the names of their twins."""
    people, sealer = stores.table("Person"), stores.sealer()
    persons = OneOfMany(DynamoPersons(people, key_store=house.keys, sealer=sealer), DynamoResidences(people))
    found: dict[str, Any] = {"persons": persons, "challenges": DynamoChallenges(people, sealer=sealer)}
    found["cases"], found["contacts"] = stores.cases()
    found["exposures"], found["outbox"] = stores.exposures()
    found["visits"], found["present"] = stores.presence()
    found["venues"], found["audit"] = stores.venues(), stores.audit()
    found["meetings"], found["waiting_list"] = stores.meetings(), stores.waiting_list()
    return found
