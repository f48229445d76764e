"""Epidemiological milestones of a case: its clinical dates, and what an interview said."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.base.errors import Fault, InvalidInput
from domain.base.period import local_day
from domain.people.codes import PersonId
from domain.presence.codes import VenueId
from domain.tracing.policy import TracePolicy, trace_policy


class MilestoneKind(StrEnum):
    """What an interview found out (mốc dịch tễ)."""

    PLACE = "place"
    NOT_THERE = "not_there"
    HOUSEHOLD = "household"
    MET_CLOSE = "met_close"
    MET_CASUAL = "met_casual"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A place and period, or people met. `of` is whose milestone it is: the F0 (None) or a contact's own form.

    A household has no period of its own: it lasts as long as the window.
    """

    kind: MilestoneKind
    start: datetime | None = None
    end: datetime | None = None
    venue: VenueId | None = None
    category: str = ""
    place: str = ""
    people: tuple[PersonId, ...] = ()
    of: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """The clinical milestones."""

    specimen_at: datetime
    confirmed_at: datetime
    onset_at: datetime | None = None
    isolated_at: datetime | None = None


def policy_of(dates: Dates) -> TracePolicy:
    """The rules by which a case with these dates is traced: those in force on the local day of its confirmation."""
    return trace_policy(local_day(dates.confirmed_at))


def restated(dates: Dates, given: Mapping[str, datetime | None]) -> Dates:
    """What is not given stays; None takes an onset or an isolation back."""
    stated: Any = dict(given)
    return replace(dates, **stated)


_AHEAD = timedelta(minutes=2)  # a laptop's clock
CLINICAL = ("specimen_at", "confirmed_at", "onset_at", "isolated_at")


def check_dates(dates: Dates, *, policy: TracePolicy, now: datetime, stood: Dates | None = None) -> None:
    """Raises InvalidInput with every broken rule, each at its field; what `stood` before may have grown old."""
    faults = [
        Fault(name, "future")
        for name in CLINICAL
        if (moment := getattr(dates, name)) is not None and moment > now + _AHEAD
    ]
    if dates.specimen_at > dates.confirmed_at:
        faults.append(Fault("specimen_at", "after-confirmation"))
    if dates.onset_at is not None and dates.onset_at > dates.confirmed_at:
        faults.append(Fault("onset_at", "after-confirmation"))
    oldest = now - policy.facts_kept
    faults += [
        Fault(name, "outside-retention")
        for name in CLINICAL
        if (moment := getattr(dates, name)) is not None and moment < oldest and moment != getattr(stood, name, None)
    ]
    if faults:
        raise InvalidInput(*faults)


def milestone_faults(milestone: Milestone, where: str, *, policy: TracePolicy, now: datetime) -> list[Fault]:
    """The rules one milestone breaks; `where` is its path in the body, e.g. `milestones[0]`."""
    faults: list[Fault] = []
    kind, needs_time = milestone.kind, milestone.kind is not MilestoneKind.HOUSEHOLD
    for name, moment in (("from", milestone.start), ("to", milestone.end)):
        if moment is None:
            faults += [Fault(f"{where}.{name}", "required")] if needs_time else []
        elif moment > now + _AHEAD:
            faults.append(Fault(f"{where}.{name}", "future"))
        elif moment < now - policy.facts_kept and needs_time:
            faults.append(Fault(f"{where}.{name}", "outside-retention"))
    if milestone.start and milestone.end and milestone.end <= milestone.start:
        faults.append(Fault(f"{where}.to", "period-order"))
    if kind in {MilestoneKind.PLACE, MilestoneKind.NOT_THERE} and milestone.venue is None:
        faults.append(Fault(f"{where}.venue_id", "required"))
    if kind in PEOPLE_KINDS and not milestone.people:
        faults.append(Fault(f"{where}.people", "required"))
    return faults


PEOPLE_KINDS = frozenset({MilestoneKind.HOUSEHOLD, MilestoneKind.MET_CLOSE, MilestoneKind.MET_CASUAL})
