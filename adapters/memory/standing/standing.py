"""Twins of what stands, of devices and of merges, over one set of facts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from adapters.memory.faults import FaultPlan, Twin, step
from domain.base.errors import Busy
from domain.base.period import at_epoch, epoch
from domain.base.secret import DEVICE_TOKEN_LIFE
from domain.people.codes import PersonId
from domain.people.human.joining import Merge, MergeState
from domain.people.human.records import Joining, Records
from domain.people.human.standing import Device, Revoked, Stand, mark_of
from domain.people.policy import JOIN


class MemoryStanding(Twin):
    """Standing, Devices and MergeRegister in dictionaries; what stands is never old."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._devices: dict[tuple[PersonId, str], Device] = {}
        self._marks: set[bytes] = set()
        self._before: dict[PersonId, datetime] = {}
        self._merges: dict[PersonId, Merge] = {}
        self._facts: set[Joining] = set()

    def stand(self, *, fresh: bool = False) -> Stand:  # noqa: ARG002 - always fresh
        with self._lock:
            return Stand(Revoked(frozenset(self._marks), dict(self._before)), Records(self._facts))

    @step
    def saw(self, person: PersonId, device: Device) -> None:
        known = self._devices.get((person, device.device))
        since, seen_at = known.since if known else device.since, at_epoch(epoch(device.seen_at))
        self._devices[person, device.device] = device._replace(since=at_epoch(epoch(since)), seen_at=seen_at)

    @step
    def of_person(self, person: PersonId, *, now: datetime) -> Sequence[Device]:
        found = [d for (owner, _), d in self._devices.items() if owner == person]
        living = [d for d in found if d.seen_at + DEVICE_TOKEN_LIFE > now]
        return sorted(living, key=lambda d: (-epoch(d.seen_at), d.device))

    @step
    def sign_out(self, person: PersonId, device: str, *, now: datetime) -> None:  # noqa: ARG002 - the table dates it
        self._marks.add(mark_of(person, device))
        self._devices.pop((person, device), None)

    @step
    def sign_out_before(self, person: PersonId, moment: datetime, *, now: datetime) -> None:  # noqa: ARG002
        moment = at_epoch(epoch(moment))
        self._before[person] = max(moment, self._before.get(person, moment))
        gone = [key for key, device in self._devices.items() if key[0] == person and device.seen_at < moment]
        for key in gone:
            del self._devices[key]

    @step
    def newest(self, join: PersonId) -> Merge | None:
        return self._merges.get(join)

    @step
    def replace(self, merge: Merge, *, before: Merge | None) -> Merge:
        merge, stored, keeps = _whole(merge), self._merges.get(merge.join), self._merges.get(merge.keep)
        if _place(stored) != _place(before):
            if stored == merge:
                return merge
            raise Busy
        if merge.state is MergeState.JOINED and keeps is not None and keeps.state is MergeState.JOINED:
            raise Busy
        self._merges[merge.join] = merge
        if merge.joined_at is not None and merge.state is MergeState.JOINED:
            self._facts.add(Joining(merge.join, merge.keep, merge.number, merge.joined_at))
        elif merge.joined_at is not None and merge.parted_at is not None:
            self._facts.add(Joining(merge.join, merge.keep, merge.number + 1, merge.parted_at))
        return merge

    @step
    def in_unit(self, unit_path: str, *, now: datetime) -> Sequence[Merge]:
        found = [
            merge
            for merge in self._merges.values()
            if f"{merge.unit_path}/".startswith(f"{unit_path}/") and _until(merge) > now
        ]
        return sorted(found, key=lambda merge: (-epoch(merge.joined_at or merge.asked_at), merge.join))


def _until(merge: Merge) -> datetime:
    if merge.state is MergeState.PARTED:
        return merge.asked_at
    return merge.joined_at + JOIN.undone_within if merge.joined_at else merge.asked_at + JOIN.waits


def _place(merge: Merge | None) -> tuple[int, MergeState] | None:
    return (merge.number, merge.state) if merge else None


def _whole(merge: Merge) -> Merge:
    def second(moment: datetime | None) -> datetime | None:
        return at_epoch(epoch(moment)) if moment else None

    return replace(
        merge,
        asked_at=at_epoch(epoch(merge.asked_at)),
        joined_at=second(merge.joined_at),
        parted_at=second(merge.parted_at),
    )
