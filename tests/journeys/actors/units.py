"""Provinces and communes as the reference data have them."""

import json
from functools import cache
from typing import Any

from tools import demo
from tools.machine.paths import UNITS


@cache
def _units() -> dict[str, Any]:
    units: dict[str, Any] = json.loads(UNITS.read_text(encoding="utf-8"))[demo.SCHEME]
    return units


def provinces() -> list[demo.Unit]:
    return [demo.Unit(demo.SCHEME, code, name) for code, name in _units()["provinces"].items()]


def communes_of(province: demo.Unit) -> list[demo.Unit]:
    """But for those of the demonstration, where much has happened."""
    named = _units()["communes"].items()
    found = [demo.Unit(demo.SCHEME, code, name) for code, (name, above) in named if above == province.code]
    return [unit for unit in found if unit not in (demo.COMMUNE, demo.NEIGHBOUR)]


def province_of(commune: demo.Unit) -> str:
    """The code of the province."""
    return str(_units()["communes"][commune.code][1])
