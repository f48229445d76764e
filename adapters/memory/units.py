"""Twin of the register of administrative units."""

from collections.abc import Iterable, Sequence

from domain.base.unit import Unit, UnitKey


class MemoryUnits:
    """UnitRegister over the units it is given."""

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        self._units = {unit.key: unit for unit in units}

    def find(self, key: UnitKey) -> Unit | None:
        return self._units.get(key)

    def communes(self, key: UnitKey) -> Sequence[Unit]:
        units = [unit for unit in self._units.values() if unit.key.scheme == key.scheme]
        above = {code for unit in units for code in unit.lineage[1:]}
        leaves = [unit for unit in units if unit.key.code not in above and len(unit.lineage) > 1]
        return sorted((unit for unit in leaves if key.code in unit.lineage), key=lambda unit: unit.key.code)
