"""The house of the tests is whole: every twin stands in it and is seen, and nothing behind its doors is real."""

from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest

from adapters.memory.faults import Twin
from domain.base.secret import Purpose
from tests.builders.base import NOW
from tests.doors.capabilities import capabilities, makers
from tests.doors.house import House, open_house

ROOT = Path(__file__).resolve().parents[2]


def all_twins(kind: type = Twin) -> set[type]:
    for path in (ROOT / "adapters" / "memory").rglob("*.py"):
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    twins: list[type] = kind.__subclasses__()
    return {twin for twin in twins if twin.__module__.startswith("adapters.memory.")}


def test_every_twin_stands_in_the_house():
    house = House()
    standing = {type(getattr(house, name)) for name in ("keys", "standing", *makers())}
    missing = {twin.__name__ for twin in all_twins()} - {twin.__name__ for twin in standing}
    assert not missing, f"{missing}: TWINS in tests/doors/<capability>.py, so that a test sees what it holds"


@pytest.mark.parametrize("name", sorted(makers()))
def test_whatever_changes_in_a_twin_is_seen_and_can_be_put_back(name):
    house = House()
    image, before = house.image(), house.stored()
    twin = getattr(house, name)
    for attribute in house.stored()[name]:
        stood = vars(twin)[attribute]
        vars(twin)[attribute] = {**stood, "something": "else"} if isinstance(stood, dict) else "something else"
        assert house.stored() != before, f"{name}.{attribute} is not seen"
        house.become(image)
        assert house.stored() == before


def test_a_key_that_was_added_is_seen_and_can_be_taken_back():
    house = House()
    image, before = house.image(), house.stored()
    house.keys.rotate(Purpose.DEVICE, now=NOW + timedelta(days=1_000))
    assert house.stored() != before
    house.become(image)
    assert house.stored() == before


@pytest.mark.parametrize("name", sorted(makers()))
def test_all_twins_commit_the_faults_of_one_plan(name):
    house = House()
    twin = getattr(house, name)
    if isinstance(twin, Twin):
        assert twin._faults is house.faults, f"tests/doors makes {name} without the house's plan of faults"


@pytest.mark.parametrize("name", sorted(capabilities()))
def test_nothing_that_a_wiring_makes_is_real_while_the_house_is_open(name):
    wiring = import_module(f"functions.{name}.wiring")
    made = {part for part, maker in vars(wiring).items() if hasattr(maker, "cache_info")}
    assert made
    with open_house():
        real = {part for part in made if hasattr(getattr(wiring, part), "cache_info")}
    assert not real, f"tests/doors/{name}.py, wired: say over which twins {real} stands"
