"""Use cases of registration."""

from dataclasses import dataclass
from datetime import datetime

from domain.base.errors import TooMany
from domain.base.period import local_day
from domain.base.tally import Tallies
from domain.base.text import identity
from domain.base.unit import path_is_within
from domain.people.audit import AuditLog, Errand
from domain.people.bounds import registrations_of
from domain.people.caller import Staff
from domain.people.errors import IdentityKnownOtherwise, PhoneRegistrationsUsed
from domain.people.person import Person, PersonRegister, Registration
from domain.people.policy import stranger_policy
from functions.identity.registration.sources import Sources


@dataclass(frozen=True, slots=True)
class Ports:
    """What a registration by a device reads and writes."""

    persons: PersonRegister
    tallies: Tallies
    sources: Sources


def register(
    person: Person, *, device: str, registration: str, source: str, ports: Ports, now: datetime
) -> Registration:
    """A citizen registers a device, from the address `source`. The same `registration` again gives the same person and
    device, also where no other would be taken. Raises PhoneRegistrationsUsed, TooMany, Busy.
    """
    try:
        ports.sources.take(source, now=now)
        return _bounded(person, device, registration, source, ports, now)
    except TooMany:
        if earlier := ports.persons.registered(registration):
            return earlier
        raise


def _bounded(person: Person, device: str, registration: str, source: str, ports: Ports, now: datetime) -> Registration:
    """Whatever is no new registration gives its place in the address's count back."""
    is_new = False
    try:
        _take_of_number(person.phone, registration, ports.tallies, now)
        done = ports.persons.register(person, device=device, registration=registration)
        is_new = done.is_new
    finally:
        if not is_new:
            ports.sources.give_back(source, now=now)
    if done.is_repeat and not _counts_today(done.person, now):
        ports.tallies.give_back(registrations_of(person.phone or "", now), registration)
    return done


def _take_of_number(phone: str | None, registration: str, tallies: Tallies, now: datetime) -> None:
    if phone is None:
        return
    counter, most = registrations_of(phone, now), stranger_policy(local_day(now)).unproved_per_number
    if not tallies.take(counter, registration, most=most):
        raise PhoneRegistrationsUsed(counter.ends_in(now), "phone")


def _counts_today(person: Person, now: datetime) -> bool:
    return local_day(person.registered_at) == local_day(now) and not person.phone_is_proved


def register_assisted(
    person: Person,
    *,
    registration: str,
    staff: Staff,
    errand: Errand,
    met: Errand,
    persons: PersonRegister,
    audit: AuditLog,
) -> Registration:
    """A helper registers somebody, and it is recorded. A known identity number gives the known person.

    Raises IdentityKnownOtherwise where it is known under another name or year, or of somebody whom this helper may not
    see: a mistyped digit must not hand out a stranger. That person reads who met their number (`met`).
    """
    done = persons.register(person, device="", registration=registration)
    is_known = not done.is_new and not done.is_repeat
    if is_known and not _is_the_same(person, done.person, staff):
        audit.append(met.about(done.person.person_id))
        raise IdentityKnownOtherwise
    audit.append(errand.about(done.person.person_id))
    return done


def _is_the_same(person: Person, known: Person, staff: Staff) -> bool:
    """The same name in any spelling, and year; likeness does not decide here, because nothing was proved."""
    same_name = identity(person.full_name) == identity(known.full_name)
    return same_name and person.year_of_birth == known.year_of_birth and path_is_within(known.unit_path, staff.unit)
