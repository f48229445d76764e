"""Use cases of registration."""

from domain.base.text import identity
from domain.base.unit import path_is_within
from domain.people.audit import AuditLog, Errand
from domain.people.caller import Staff
from domain.people.errors import IdentityKnownOtherwise
from domain.people.person import Person, PersonRegister, Registration


def register(person: Person, *, device: str, registration: str, persons: PersonRegister) -> Registration:
    """A citizen registers a device. The same `registration` again gives the same person and device."""
    return persons.register(person, device=device, registration=registration)


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
