"""Use cases of a record: its owner sees and changes it, an officer corrects it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from domain.base.unit import path_is_within
from domain.people.audit import AuditLog, Errand
from domain.people.caller import Staff
from domain.people.changes import Amendment, Change, PersonBook, Wanted, corrected, own
from domain.people.codes import PersonId
from domain.people.errors import IdentityKnownOtherwise, OutsideJurisdiction, PersonUnknown
from domain.people.person import Handle, HandleKind, Person
from domain.people.phone.numbers import Holding, holding
from domain.people.phone.recovery import alike
from domain.people.policy import MOST_CLAIMANTS

_CHANGES_SHOWN = 50


class OwnRecord(NamedTuple):
    """A record, how its number stands, other records of the same human, and what was changed."""

    person: Person
    number: Holding
    alike: Sequence[Person]
    changes: Sequence[Change]

    @property
    def phone_is_proved(self) -> bool:
        return self.person.person_id in self.number.proved

    @property
    def phone_is_lost(self) -> bool:
        return self.person.person_id in self.number.lost


def own_record(person_id: PersonId, *, persons: PersonBook) -> OwnRecord:
    """A token outlives an erased person: raises PersonUnknown.

    Other records are named to whoever proved the number alone: a claim could fish for them.
    """
    person = _known(persons.by_id(person_id))
    number = holding(persons.number(person.phone, of=[person_id])) if person.phone else Holding()
    others: Sequence[Person] = []
    if person_id in number.proved:
        named = (*number.named_by, *number.lost)[:MOST_CLAIMANTS]
        others = alike(person, persons.by_ids([other for other in named if other != person_id]).values())
    return OwnRecord(person, number, others, persons.changes(person_id, limit=_CHANGES_SHOWN))


def change_own(person_id: PersonId, wanted: Wanted, *, persons: PersonBook, now: datetime) -> OwnRecord:
    """What is already so changes nothing. Raises PersonUnknown, PapersChecked, Busy."""
    persons.amend(own(_known(persons.by_id(person_id)), wanted, now=now))
    return own_record(person_id, persons=persons)


def correct(
    person_id: PersonId,
    wanted: Wanted,
    *,
    staff: Staff,
    errand: Errand,
    met: Errand,
    persons: PersonBook,
    audit: AuditLog,
    now: datetime,
) -> Person:
    """On record before anything is told, also a refusal: it tells where somebody lives.

    `met` is put on record about whoever has the identity number already. Raises PersonUnknown, OutsideJurisdiction,
    IdentityKnownOtherwise, Busy.
    """
    person = _known(persons.by_id(person_id))
    audit.append(errand.about(person_id))
    amendment = corrected(person, wanted, by=errand.actor, reason=errand.reason, now=now)
    _require_may_correct(staff, amendment, persons)
    if amendment.after.identity is not None and amendment.after.identity != person.identity:
        _require_unknown(amendment.after.identity, but=person_id, met=met, persons=persons, audit=audit)
    return persons.amend(amendment)


def _require_may_correct(staff: Staff, amendment: Amendment, persons: PersonBook) -> None:
    """A person of the own unit, or one whom this officer has just moved away: the same request again is answered alike."""
    person = amendment.before
    if path_is_within(person.unit_path, staff.unit):
        return
    last = persons.changes(person.person_id, limit=1)
    if amendment.says_something or not last or last[0].by != staff.actor:
        raise OutsideJurisdiction


def _require_unknown(number: str, *, but: PersonId, met: Errand, persons: PersonBook, audit: AuditLog) -> None:
    """`but`: the one who is to have it, whom the same request may have given it a moment ago."""
    known = [person for person in persons.by_handle(Handle(HandleKind.IDENTITY, number)) if person.person_id != but]
    for person in known:
        audit.append(met.about(person.person_id))
    if known:
        raise IdentityKnownOtherwise


def _known(person: Person | None) -> Person:
    if person is None:
        raise PersonUnknown
    return person
