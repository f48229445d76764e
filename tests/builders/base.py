"""The moment it is, and the units of two provinces."""

from datetime import UTC, datetime

from adapters.memory.units import MemoryUnits
from domain.base.unit import Unit, UnitKey

NOW = datetime(2021, 10, 2, 1, 15, 12, tzinfo=UTC)  # Saturday, 08:15:12 in Việt Nam

SCHEME = "VN-2025H2"
VY_DA = UnitKey(SCHEME, "19777")
KIM_LONG = UnitKey(SCHEME, "19774")  # the neighbour, in the same province
HUE = UnitKey(SCHEME, "46")
HAI_VAN = UnitKey(SCHEME, "20194")  # in another province
OLD_TRUC_BACH = UnitKey("VN-2025H1", "00004")  # three levels

ALL_UNITS = tuple(
    Unit(UnitKey(scheme, line[0]), name, line)
    for scheme, name, line in (
        (SCHEME, "Thành phố Huế", ("46",)),
        (SCHEME, "Phường Vỹ Dạ", ("19777", "46")),
        (SCHEME, "Phường Kim Long", ("19774", "46")),
        (SCHEME, "Thành phố Đà Nẵng", ("48",)),
        (SCHEME, "Phường Hải Vân", ("20194", "48")),
        ("VN-2025H1", "Thành phố Hà Nội", ("01",)),
        ("VN-2025H1", "Quận Ba Đình", ("001", "01")),
        ("VN-2025H1", "Phường Trúc Bạch", ("00004", "001", "01")),
    )
)


def the_units() -> MemoryUnits:
    """Huế with two wards, Đà Nẵng with one, and an old ward of three levels."""
    return MemoryUnits(ALL_UNITS)


def a_unit(key: UnitKey = VY_DA) -> Unit:
    return next(unit for unit in ALL_UNITS if unit.key == key)
