"""Twin of the register of administrative units."""

from collections.abc import Iterable

from domain.base.unit import Unit, UnitKey


class MemoryUnits:
    """UnitRegister over the units it is given."""

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        self._units = {unit.key: unit for unit in units}

    def find(self, key: UnitKey) -> Unit | None:
        return self._units.get(key)

    def display_name(self, key: UnitKey) -> str:
        """The unit and those it lies in, as far as they are known."""
        unit = self._units.get(key)
        line = [self._units.get(UnitKey(key.scheme, code)) for code in unit.lineage] if unit else []
        return ", ".join(found.name for found in line if found)
