"""Twin of the text messages to numbers."""

from dataclasses import replace
from datetime import datetime

from adapters.memory.faults import FaultPlan, Twin, step
from domain.base.period import at_epoch, epoch
from domain.telling.texts import Owed, TextSlot, Turn, turn_of


class MemoryTexts(Twin):
    """NumberTexts in dictionaries."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._slots: dict[str, TextSlot] = {}
        self._known: dict[tuple[str, str], datetime] = {}

    @step
    def take(self, phone: str, owed: Owed, *, lease_until: datetime, now: datetime) -> Turn:
        slot = self._slots.get(phone)
        is_known = now < self._known.get((phone, owed.about), now)
        turn = turn_of(slot, owed, is_known=is_known, now=now)
        if turn is Turn.SEND:
            self._slots[phone] = TextSlot(owed.once, at_epoch(epoch(lease_until)))
        elif turn is Turn.SHARED and slot is not None:
            self._slots[phone] = replace(slot, told=slot.told | {owed.said})
        return turn

    @step
    def texted(self, phone: str, owed: Owed, *, now: datetime) -> None:
        if owed.about:
            self._known[phone, owed.about] = at_epoch(epoch(now)) + owed.kept
        slot = self._slots.get(phone)
        if slot is not None and slot.once == owed.once and slot.sent_at is None:
            self._slots[phone] = replace(slot, sent_at=at_epoch(epoch(now)), told=frozenset({owed.said}))
