"""Twin of the copies of keys."""

from datetime import datetime

from adapters.memory.faults import FaultPlan, Twin, step
from domain.base.secret import Key, Purpose


class MemorySpares(Twin):
    """SpareKeys in a dictionary. `copies` is open so that a test can look into it."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self.copies: dict[tuple[Purpose, str], Key] = {}

    @step
    def kids(self, purpose: Purpose, *, now: datetime) -> frozenset[str]:  # noqa: ARG002 - nobody forgets one here
        return frozenset(kid for of, kid in self.copies if of is purpose)

    @step
    def put_by(self, purpose: Purpose, key: Key) -> None:
        self.copies.setdefault((purpose, key.kid), key)
