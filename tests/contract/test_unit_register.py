"""UnitRegister: units of two and three levels from one file."""

import json
from pathlib import Path

import pytest

from adapters.memory.units import MemoryUnits
from adapters.reference.units import FileUnits
from domain.base.unit import Unit, UnitKey

NEW, OLD = "VN-2025H2", "VN-2025H1"
UNITS = {
    NEW: {"provinces": {"01": "Thành phố Hà Nội"}, "communes": {"00004": ["Phường Hồng Hà", "01"]}},
    OLD: {
        "provinces": {"01": "Thành phố Hà Nội"},
        "districts": {"001": ["Quận Ba Đình", "01"]},
        "communes": {"00004": ["Phường Trúc Bạch", "001"]},
    },
}
KNOWN = [
    Unit(UnitKey(NEW, "01"), "Thành phố Hà Nội", ("01",)),
    Unit(UnitKey(NEW, "00004"), "Phường Hồng Hà", ("00004", "01")),
    Unit(UnitKey(OLD, "01"), "Thành phố Hà Nội", ("01",)),
    Unit(UnitKey(OLD, "001"), "Quận Ba Đình", ("001", "01")),
    Unit(UnitKey(OLD, "00004"), "Phường Trúc Bạch", ("00004", "001", "01")),
]


@pytest.fixture(params=["memory", "file"])
def units(request: pytest.FixtureRequest, tmp_path: Path) -> MemoryUnits | FileUnits:
    if request.param == "memory":
        return MemoryUnits(KNOWN)
    path = tmp_path / "units.json"
    path.write_text(json.dumps(UNITS, ensure_ascii=False), "utf-8")
    return FileUnits(path)


def test_every_unit_knows_its_line(units: MemoryUnits | FileUnits) -> None:
    assert [units.find(unit.key) for unit in KNOWN] == KNOWN


def test_the_same_code_is_another_unit_in_another_scheme(units: MemoryUnits | FileUnits) -> None:
    new, old = (units.find(UnitKey(scheme, "00004")) for scheme in (NEW, OLD))
    assert new
    assert old
    assert (new.name, old.name) == ("Phường Hồng Hà", "Phường Trúc Bạch")


@pytest.mark.parametrize("key", [UnitKey(NEW, "99999"), UnitKey("VN-1945", "01"), UnitKey(NEW, "001"), UnitKey("", "")])
def test_unknown_units(units: MemoryUnits | FileUnits, key: UnitKey) -> None:
    assert units.find(key) is None


def test_communes_are_the_leaves_of_a_unit(units: MemoryUnits | FileUnits) -> None:
    def codes(scheme: str, code: str) -> list[str]:
        return [unit.key.code for unit in units.communes(UnitKey(scheme, code))]

    assert codes(NEW, "01") == codes(NEW, "00004") == codes(OLD, "001") == codes(OLD, "01") == ["00004"]
    assert [unit.name for unit in units.communes(UnitKey(OLD, "01"))] == ["Phường Trúc Bạch"]
    assert codes(NEW, "99999") == codes("VN-1945", "01") == []
