"""A visit of somebody who has no phone at hand: recorded, and taken back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.base.errors import Fault, InvalidInput
from domain.base.period import local_day
from domain.people.audit import AuditLog, Errand
from domain.people.caller import Caller, Citizen
from domain.people.errors import NotAllowed
from domain.people.finding import Sought, the_one
from domain.people.person import HandleKind, Person, PersonFinder
from domain.presence.admission import admitted
from domain.presence.codes import VenueId
from domain.presence.dispute import RecordedVisits
from domain.presence.errors import LeftBeforeArriving, RecordedTooLate, VenueUnknown, VisitUnknown
from domain.presence.keeping import require_keeper
from domain.presence.policy import visit_policy
from domain.presence.venue import Venue, VenueDirectory
from domain.presence.visit import (
    Flag,
    Scan,
    Source,
    Stored,
    Visit,
    VisitKey,
    VisitLog,
    arrival,
    corrected,
    flagged,
    is_keyable,
    left,
    scan_second,
)

_SOURCES = {
    None: Source.STAFF_SCAN,
    HandleKind.CARD: Source.CARD,
    HandleKind.IDENTITY: Source.IDENTITY_NUMBER,
    HandleKind.PHONE: Source.PHONE,
}


def venue_kept(venue_id: VenueId, caller: Caller, *, venues: VenueDirectory) -> Venue:
    """A venue whose visits the caller may record. Raises VenueUnknown, NotAllowed, OutsideJurisdiction."""
    venue = venues.by_id(venue_id)
    if venue is None:
        raise VenueUnknown
    require_keeper(caller, venue)
    return venue


def require_may_name(caller: Caller, sought: Sought) -> None:
    """A venue's owner reads cards: a number would let an owner learn whose it is. Raises NotAllowed."""
    if isinstance(caller, Citizen) and sought.kind is not HandleKind.CARD:
        raise NotAllowed


def record_visit(
    venue: Venue,
    sought: Sought,
    at: datetime,
    until: datetime | None,
    *,
    caller: Caller,
    errand: Errand,
    persons: PersonFinder,
    audit: AuditLog,
    visits: VisitLog,
    now: datetime,
) -> tuple[Stored, Person]:
    """One visit of one person, with that person; on record before anything is told of that person or stored.

    An owner records who is there now, and is answered what was sent: what became of the visit since is not an owner's to
    know. Raises PersonUnknown, PersonAmbiguous, PhoneChangedOwner, VenueDeactivated and the refusals of time.
    """
    clocks = visit_policy(local_day(now))
    if until is not None and until > now + clocks.skew_trusted:
        raise InvalidInput.of("until", "future")
    if not is_keyable(at):
        raise InvalidInput.of("at", "range")
    moment = corrected(Scan(at), policy=clocks, received=now)
    stood = admitted(venue, None, moment.at, clocks=clocks.skew_trusted)
    if until is not None and until < moment.at:
        raise LeftBeforeArriving(Fault("until", LeftBeforeArriving.code))
    if isinstance(caller, Citizen) and now - moment.at > clocks.owner_records_within:
        raise RecordedTooLate
    person = the_one(sought, persons=persons, audit=audit, errand=errand)
    visit = arrival(
        VisitKey(person.person_id, scan_second(at), venue.venue_id),
        moment,
        stay=stood.stay,
        category=stood.category,
        unit_path=venue.unit_path,
        source=_SOURCES[sought.kind],
        policy=visit_policy(local_day(moment.at)),
    )
    if until is not None:
        visit = left(visit, until, stood.stay, said_in="until")
    visit = replace(
        visit,
        flags=flagged(visit.flags, *_doubts(caller, persons)),
        recorded_by=errand.actor,
        recorded_at=now,
    )
    done = visits.record(visit)
    return (done._replace(visit=visit) if isinstance(caller, Citizen) else done), person


def _doubts(caller: Caller, persons: PersonFinder) -> Sequence[Flag]:
    """A printed code is no presence: behind an owner's word stands a proved phone, or the visit is in doubt."""
    if not isinstance(caller, Citizen):
        return ()
    owner = persons.by_id(caller.person)
    return () if owner is not None and owner.phone_is_proved else (Flag.DOUBTFUL,)


def withdraw(
    venue: Venue,
    sought: Sought,
    scan: tuple[int, VenueId],
    *,
    caller: Caller,
    errand: Errand,
    persons: PersonFinder,
    audit: AuditLog,
    visits: RecordedVisits,
    now: datetime,
) -> tuple[Visit, Person]:
    """Takes back what was recorded for the wrong person, an owner only the own record; on record before it is told.

    Raises the refusals of finding the person, VisitUnknown, WithdrawTooLate.
    """
    if scan[1] != venue.venue_id:
        raise VisitUnknown
    person = the_one(sought, persons=persons, audit=audit, errand=errand)
    visit = visits.withdraw(
        VisitKey(person.person_id, *scan),
        by=errand.actor if isinstance(caller, Citizen) else None,
        policy=visit_policy(local_day(now)),
        now=now,
    )
    if visit is None:
        raise VisitUnknown
    return visit, person
