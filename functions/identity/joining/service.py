"""Use cases of joined records: join two, agree as a second person, take it back, list. Each is on record before it is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from domain.base.errors import Busy, InvalidInput
from domain.people.acts import RECORDS_JOINED, RECORDS_PARTED
from domain.people.audit import AuditLog, Errand
from domain.people.caller import Citizen, Staff
from domain.people.codes import PersonId
from domain.people.errors import MergedOtherwise, NotAllowed, PersonUnknown
from domain.people.human.joining import Merge, MergeRegister, approved, asked, known, parted, surely_one
from domain.people.human.records import Records
from domain.people.human.standing import Standing
from domain.people.person import Person, PersonFinder
from domain.people.policy import JOIN
from functions.kit.errands import citizen_errand, staff_errand

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Ports:
    """What joining reads and writes."""

    merges: MergeRegister
    standing: Standing
    persons: PersonFinder
    audit: AuditLog


class Both(NamedTuple):
    """The two records of a merge as people."""

    keep: Person
    join: Person


class Joined(NamedTuple):
    """A merge, its two records, and whether this call made it."""

    merge: Merge
    both: Both
    is_new: bool


def merge(
    keep: PersonId, join: PersonId, reason: str, *, caller: Citizen | Staff, ports: Ports, now: datetime
) -> Joined:
    """Joins two records, or lets them wait for a second person. The same again gives what there is.

    A citizen joins own records alone, and only those that are surely one. Raises PersonUnknown, NotAllowed,
    OutsideJurisdiction, MergedOtherwise, InvalidInput (one record).
    """
    if keep == join:
        raise InvalidInput.of("join", "same-record")
    records = ports.standing.stand(fresh=True).records
    there = ports.merges.newest(join)
    if there is not None and not there.is_over:
        return _the_same(there, keep, caller, reason, records, ports, now)
    first, second = records.survivor(keep), records.survivor(join)
    if first == second:
        raise MergedOtherwise
    both = _both(first, second, ports.persons)
    _on_record(both, _errand(caller, reason, now), ports.audit)
    _check_may_join(caller, both)
    before = there if second == join else ports.merges.newest(second)
    wanted = asked(both.keep, both.join, by=caller.actor, reason=reason, now=now, before=before)
    return Joined(ports.merges.replace(wanted, before=before), both, is_new=True)


def _the_same(
    there: Merge, keep: PersonId, caller: Citizen | Staff, reason: str, records: Records, ports: Ports, now: datetime
) -> Joined:
    """A retry of what was asked; another partner is a conflict."""
    both = _both(there.keep, there.join, ports.persons)
    _on_record(both, _errand(caller, reason, now), ports.audit)
    _check_may_join(caller, both)
    if records.survivor(there.keep) != records.survivor(keep):
        raise MergedOtherwise
    return Joined(there, both, is_new=False)


def approve(join: PersonId, reason: str, *, staff: Staff, ports: Ports, now: datetime) -> Joined:
    """A second person agrees. Raises MergeUnknown, MergeNotWaiting, SamePersonApproval, OutsideJurisdiction."""

    def step(there: Merge) -> Merge:
        return approved(there, by=staff.actor, now=now)

    return _changed(join, step, staff_errand(staff, RECORDS_JOINED, reason, now=now), staff, ports)


def undo(join: PersonId, reason: str, *, staff: Staff, ports: Ports, now: datetime) -> Joined:
    """Two again, or never joined. Raises MergeUnknown, MergeTooOld, OutsideJurisdiction."""

    def step(there: Merge) -> Merge:
        return parted(there, by=staff.actor, policy=JOIN, now=now)

    return _changed(join, step, staff_errand(staff, RECORDS_PARTED, reason, now=now), staff, ports)


def of_unit(unit_path: str, *, staff: Staff, ports: Ports, now: datetime) -> Sequence[Joined]:
    """Merges that wait for a second person, or can be taken back. Raises OutsideJurisdiction."""
    staff.require_within(unit_path)
    merges = ports.merges.in_unit(unit_path, now=now)
    people = ports.persons.by_ids([person for merge in merges for person in (merge.keep, merge.join)])
    return [
        Joined(merge, Both(people[merge.keep], people[merge.join]), is_new=False)
        for merge in merges
        if merge.keep in people and merge.join in people
    ]


def still_apart(person: Person, others: Sequence[Person], records: Records) -> list[Person]:
    """Of people who may be the same human those whose records are not joined yet."""
    human = records.survivor(person.person_id)
    return [other for other in others if records.survivor(other.person_id) != human]


def _changed(join: PersonId, step: Callable[[Merge], Merge], errand: Errand, staff: Staff, ports: Ports) -> Joined:
    """Reads, decides and stores; when somebody else was faster, decides again. On record once, however often it is tried."""
    for _ in range(_TRIES):
        there = known(ports.merges.newest(join))
        both = _both(there.keep, there.join, ports.persons)
        _on_record(both, errand, ports.audit)
        _require_within(staff, both)
        wanted = step(there)
        if wanted is there:
            return Joined(there, both, is_new=False)
        try:
            return Joined(ports.merges.replace(wanted, before=there), both, is_new=True)
        except Busy:
            continue
    raise Busy


def _both(keep: PersonId, join: PersonId, persons: PersonFinder) -> Both:
    found = persons.by_ids([keep, join])
    if keep not in found:
        raise PersonUnknown
    if join not in found:
        raise PersonUnknown
    return Both(found[keep], found[join])


def _on_record(both: Both, errand: Errand, audit: AuditLog) -> None:
    for person in both:
        audit.append(errand.about(person.person_id))


def _check_may_join(caller: Citizen | Staff, both: Both) -> None:
    if isinstance(caller, Staff):
        _require_within(caller, both)
        return
    own = next((person for person in both if person.person_id in caller.records), None)
    if own is None or not own.phone_is_proved or not surely_one(*both):
        raise NotAllowed


def _require_within(staff: Staff, both: Both) -> None:
    for person in both:
        staff.require_within(person.unit_path)


def _errand(caller: Citizen | Staff, reason: str, now: datetime) -> Errand:
    if isinstance(caller, Staff):
        return staff_errand(caller, RECORDS_JOINED, reason, now=now)
    return citizen_errand(caller, "citizen", RECORDS_JOINED, now=now)
