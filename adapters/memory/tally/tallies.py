"""Twin of the counters."""

from adapters.memory.faults import FaultPlan, Twin, step
from domain.base.tally import Counter


class MemoryTallies(Twin):
    """Tallies in dictionaries."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._names: dict[Counter, set[str]] = {}
        self._sums: dict[Counter, int] = {}

    @step
    def take(self, counter: Counter, name: str, *, most: int) -> bool:
        names = self._names.get(counter, set())
        if len(names) >= most and name not in names:
            return False
        self._names[counter] = names | {name}
        return True

    @step
    def give_back(self, counter: Counter, name: str) -> None:
        left = self._names.pop(counter, set()) - {name}
        if left:
            self._names[counter] = left

    @step
    def clear(self, counter: Counter) -> None:
        self._names.pop(counter, None)

    @step
    def add(self, counter: Counter, number: int) -> int:
        self._sums[counter] = self._sums.get(counter, 0) + number
        return self._sums[counter]

    @step
    def total(self, counter: Counter) -> int:
        return self._sums.get(counter, 0)
