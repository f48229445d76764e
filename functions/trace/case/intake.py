"""From the words of a request to the field's: people found, venues found, milestones checked; every fault named."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from msgspec import UnsetType

from domain.base.errors import Fault, InvalidInput
from domain.base.period import at_epoch, epoch
from domain.base.text import broken_rule, stored
from domain.people.audit import AuditLog, Errand
from domain.people.codes import PersonId
from domain.people.errors import PersonAmbiguous, PersonUnknown, PhoneChangedOwner
from domain.people.finding import Sought, the_one
from domain.people.person import PersonFinder
from domain.presence.codes import VenueId
from domain.presence.venue import VenueDirectory
from domain.presence.visit import is_keyable
from domain.tracing.milestone import (
    CLINICAL,
    PEOPLE_KINDS,
    Dates,
    Milestone,
    MilestoneKind,
    check_dates,
    milestone_faults,
    policy_of,
)
from domain.tracing.policy import TracePolicy
from functions.kit.person_ref import PersonRef, sought
from functions.trace.case.schema import (
    AmendCase,
    ConfirmCase,
    MilestoneSaid,
    PreviewCase,
)

_LONGEST_PLACE, _LONGEST_REASON = 200, 300
_EPOCH_DAY = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the people and venues are found that an interview names, and the errand with which each is on record first.

    `known` stood in the case by pseudonym: they were found when they were first named.
    """

    persons: PersonFinder
    venues: VenueDirectory
    audit: AuditLog
    errand: Errand
    known: frozenset[PersonId] = frozenset()

    def person(self, wanted: Sought) -> PersonId:
        """The one person meant. Raises PersonUnknown, PersonAmbiguous, PhoneChangedOwner."""
        if isinstance(wanted.by, PersonId) and wanted.by in self.known:
            return wanted.by
        return the_one(wanted, persons=self.persons, audit=self.audit, errand=self.errand).person_id


def milestones_said(
    said: Sequence[MilestoneSaid],
    sources: Sources,
    *,
    policy: TracePolicy,
    now: datetime,
    stood: Sequence[Milestone] = (),
) -> tuple[Milestone, ...]:
    """All of them, or InvalidInput with every fault of every one; those that `stood` before may have grown old."""
    faults: list[Fault] = []
    found = []
    stood_there = {person for milestone in stood for person in (*milestone.people, milestone.of) if person}
    sources = replace(sources, known=frozenset(stood_there))
    for place, one in enumerate(said):
        where = f"milestones[{place}]"
        milestone = _as_it_stood(_milestone(one, where, faults, sources), stood)
        found.append(milestone)
        if milestone not in stood:
            faults += _broken(milestone, where, faults, policy=policy, now=now)
    if faults:
        raise InvalidInput(*faults)
    return tuple(found)


def milestones_given(
    said: AmendCase, sources: Sources, *, now: datetime
) -> Callable[[TracePolicy, Sequence[Milestone]], tuple[Milestone, ...]] | None:
    """How the milestones of an amendment are read, once the case tells its policy and those that stood; None: not given."""
    if said.milestones is None:
        return None
    given = said.milestones
    return lambda policy, stood: milestones_said(given, sources, policy=policy, now=now, stood=stood)


def _as_it_stood(milestone: Milestone, stood: Sequence[Milestone]) -> Milestone:
    """Said again, it is what it was, although its venue may have become another kind of place since."""
    return next((old for old in stood if replace(old, category=milestone.category) == milestone), milestone)


def _milestone(said: MilestoneSaid, where: str, faults: list[Fault], sources: Sources) -> Milestone:
    kind = MilestoneKind(said.kind)
    venue, category = _venue(said, where, faults, sources.venues)
    return Milestone(
        kind=kind,
        start=plausible(said.from_, f"{where}.from", faults),
        end=plausible(said.to, f"{where}.to", faults),
        venue=venue,
        category=category,
        place=_place(said.place, where, faults),
        people=_people(said.people, where, faults, sources),
        of=_of(said.of_person_id, kind, where, faults, sources),
    )


def _broken(
    milestone: Milestone, where: str, faults: Sequence[Fault], *, policy: TracePolicy, now: datetime
) -> list[Fault]:
    """The rules it breaks besides the faults that are known: people who are named and unknown are not missing."""
    told = [fault.field for fault in faults]
    return [
        fault
        for fault in milestone_faults(milestone, where, policy=policy, now=now)
        if not any(field.startswith(fault.field) for field in told)
    ]


def plausible(moment: datetime | None, field: str, faults: list[Fault]) -> datetime | None:
    if moment is not None and not is_keyable(moment):
        faults.append(Fault(field, "range"))
        return None
    return _second(moment)


def _place(text: str, where: str, faults: list[Fault]) -> str:
    clean = stored(text)
    if clean and (rule := broken_rule(clean, _LONGEST_PLACE)):
        faults.append(Fault(f"{where}.place", rule))
    return clean


def _venue(said: MilestoneSaid, where: str, faults: list[Fault], venues: VenueDirectory) -> tuple[VenueId | None, str]:
    """With its kind as it was when the stay began."""
    text = said.venue_id
    if text is None:
        return None, ""
    try:
        venue_id = VenueId.parse(text)
    except ValueError:
        faults.append(Fault(f"{where}.venue_id", "venue-id"))
        return None, ""
    venue = venues.by_id(venue_id)
    if venue is None:
        faults.append(Fault(f"{where}.venue_id", "venue-unknown"))
        return venue_id, ""
    return venue_id, (venue.as_of(said.from_) if said.from_ else venue.present).category


def _of(text: str | None, kind: MilestoneKind, where: str, faults: list[Fault], sources: Sources) -> PersonId | None:
    if text is None:
        return None
    if kind not in PEOPLE_KINDS:
        faults.append(Fault(f"{where}.of_person_id", "people-kinds-only"))
        return None
    try:
        return sources.person(sought(PersonRef(person_id=text)))
    except (InvalidInput, PersonUnknown) as refusal:
        faults.append(Fault(f"{where}.of_person_id", refusal.faults[0].rule))
        return None


def _people(named: Sequence[PersonRef], where: str, faults: list[Fault], sources: Sources) -> tuple[PersonId, ...]:
    found: list[PersonId] = []
    for place, one in enumerate(named):
        try:
            found.append(sources.person(sought(one, f"{where}.people[{place}]")))
        except (InvalidInput, PersonUnknown, PersonAmbiguous, PhoneChangedOwner) as refusal:
            faults += refusal.faults
    return tuple(dict.fromkeys(found))


def dates_confirmed(said: ConfirmCase | PreviewCase, *, now: datetime) -> Dates:
    """The clinical milestones, checked. Raises InvalidInput."""
    _check_moments(said)
    dates = Dates(
        _whole(said.specimen_at), _whole(said.confirmed_at), _second(said.onset_at), _second(said.isolated_at)
    )
    check_dates(dates, policy=policy_of(dates), now=now)
    return dates


def dates_given(said: AmendCase) -> dict[str, datetime | None]:
    """The dates that an amendment states, by name; None takes one back. Raises InvalidInput."""
    _check_moments(said)
    given = {"specimen_at": said.specimen_at, "confirmed_at": said.confirmed_at}
    stated: dict[str, datetime | None] = {name: _whole(moment) for name, moment in given.items() if moment}
    for name, moment in (("onset_at", said.onset_at), ("isolated_at", said.isolated_at)):
        if not isinstance(moment, UnsetType):
            stated[name] = _second(moment)
    return stated


def _check_moments(said: ConfirmCase | PreviewCase | AmendCase) -> None:
    """Before anything is reckoned with them: raises InvalidInput for moments centuries away."""
    faults = [
        Fault(name, "range")
        for name in CLINICAL
        if isinstance(moment := getattr(said, name), datetime) and not is_keyable(moment)
    ]
    if faults:
        raise InvalidInput(*faults)


def _second(moment: datetime | None) -> datetime | None:
    return _whole(moment) if moment else None


def _whole(moment: datetime) -> datetime:
    """As the table keeps it: whole seconds, UTC; otherwise the same request again would look like another."""
    return at_epoch(epoch(moment))
