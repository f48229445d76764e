"""Twin of the bodies that units list."""

from collections.abc import Mapping, Sequence

from adapters.memory.faults import FaultPlan, Twin, step
from domain.base.unit import UnitKey
from domain.telling.errors import UnitContactChanged
from domain.telling.unit_contact import BodyKind, UnitContact


class MemoryUnitContacts(Twin):
    """UnitContacts in dictionaries: every revision of each body, oldest first."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._said: dict[tuple[UnitKey, BodyKind], tuple[UnitContact, ...]] = {}

    @step
    def of_units(self, units: Sequence[UnitKey]) -> Mapping[UnitKey, Sequence[UnitContact]]:
        found: dict[UnitKey, list[UnitContact]] = {}
        for unit in dict.fromkeys(units):
            newest = [said[-1] for kind in BodyKind if (said := self._said.get((unit, kind)))]
            if newest:
                found[unit] = newest
        return found

    @step
    def put(self, unit: UnitKey, contact: UnitContact) -> None:
        before = self._said.get((unit, contact.kind), ())
        if before and before[-1] == contact:
            return
        if contact.revision != len(before) + 1:
            raise UnitContactChanged
        self._said[unit, contact.kind] = (*before, contact)

    @step
    def changes(self, unit: UnitKey, *, limit: int) -> Sequence[UnitContact]:
        said = [contact for (of, _), all_said in self._said.items() if of == unit for contact in all_said]
        return sorted(said, key=lambda contact: (contact.since, contact.kind, contact.revision), reverse=True)[:limit]
