"""Twin of the register of administrative units."""

from collections.abc import Iterable

from domain.base.unit import Unit, UnitKey


class MemoryUnits:
    """UnitRegister over the units it is given."""

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        self._units = {unit.key: unit for unit in units}

    def find(self, key: UnitKey) -> Unit | None:
        return self._units.get(key)
