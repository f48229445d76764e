"""Use cases of the desk: find somebody, and record a visit of somebody who has no phone at hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.base.errors import InvalidInput
from domain.base.period import local_day
from domain.people.acts import LOOKED_UP
from domain.people.audit import AccessRecord, AuditLog
from domain.people.codes import CardCode, PersonId
from domain.people.errors import PersonAmbiguous, PersonUnknown
from domain.people.papers import identity_number, phone_e164
from domain.people.person import Handle, HandleKind, Person, PersonFinder
from domain.presence.acts import VISIT_RECORDED
from domain.presence.errors import VenueDeactivated
from domain.presence.policy import visit_policy
from domain.presence.venue import Venue, VenueState
from domain.presence.visit import (
    Scan,
    Source,
    Stored,
    VisitKey,
    VisitLog,
    arrival,
    corrected,
    is_keyable,
    left,
    scan_second,
)
from functions.venue.schema import PersonRef

_SOURCES = {
    HandleKind.CARD: Source.CARD,
    HandleKind.IDENTITY: Source.IDENTITY_NUMBER,
    HandleKind.PHONE: Source.PHONE,
}
_PERSONAL_QR = "vxp:"


def sought(ref: PersonRef, field: str) -> PersonId | Handle:
    """The one way this reference finds somebody. Raises InvalidInput naming the field under `field`."""
    given = [n for n in ("person_id", "phone", "personal_code", "identity_number") if getattr(ref, n) is not None]
    if len(given) != 1:
        raise InvalidInput.of(field or "body", "exactly-one")
    name, text = given[0], str(getattr(ref, given[0]))
    try:
        if name == "person_id":
            return PersonId.parse(text)
        if name == "phone":
            return Handle(HandleKind.PHONE, phone_e164(text))
        if name == "personal_code":
            return Handle(HandleKind.CARD, str(CardCode.parse(text.lower().removeprefix(_PERSONAL_QR))))
        return Handle(HandleKind.IDENTITY, identity_number(text))
    except ValueError:
        rule = name.replace("_", "-")
        raise InvalidInput.of(f"{field}.{name}".lstrip("."), rule) from None


def look_up(
    key: PersonId | Handle, *, access: AccessRecord, persons: PersonFinder, audit: AuditLog
) -> Sequence[Person]:
    """Everybody found; each finding is in the audit log before it is shown."""
    found = _found(key, persons)
    for person in found:
        audit.append(replace(access, subject=f"P#{person.person_id}", act=LOOKED_UP.code))
    return found


def _found(key: PersonId | Handle, persons: PersonFinder) -> Sequence[Person]:
    if isinstance(key, Handle):
        return persons.by_handle(key)
    person = persons.by_id(key)
    return [person] if person else []


def record_visit(
    venue: Venue,
    key: PersonId | Handle,
    at: datetime,
    until: datetime | None,
    *,
    access: AccessRecord,
    persons: PersonFinder,
    audit: AuditLog,
    visits: VisitLog,
    now: datetime,
) -> tuple[Stored, Person]:
    """One visit of one person, with that person. Raises PersonUnknown, PersonAmbiguous, VenueDeactivated and the refusals of time."""
    if venue.state is not VenueState.ACTIVE:
        raise VenueDeactivated
    policy = visit_policy(local_day(now))
    if until is not None and until > now + policy.skew_trusted:
        raise InvalidInput.of("until", "future")
    if not is_keyable(at):
        raise InvalidInput.of("at", "range")
    moment = corrected(Scan(at), policy=policy, received=now)
    person = _only(_found(key, persons))
    visit = arrival(
        VisitKey(person.person_id, scan_second(at), venue.venue_id),
        moment,
        stay=venue.stay,
        category=venue.category,
        unit_path=venue.unit_path,
        source=_SOURCES[key.kind] if isinstance(key, Handle) else Source.STAFF_SCAN,
        policy=policy,
    )
    if until is not None:
        visit = left(visit, until, venue.stay, said_in="until")
    audit.append(replace(access, subject=f"P#{person.person_id}", act=VISIT_RECORDED.code))
    return visits.record(replace(visit, recorded_by=access.actor)), person


def _only(found: Sequence[Person]) -> Person:
    if not found:
        raise PersonUnknown
    if len(found) > 1:
        raise PersonAmbiguous
    return found[0]
