"""Routes of auditors: who did what with whose data."""

from typing import Any

from domain.base.errors import InvalidInput
from domain.base.period import local_day, shown
from domain.base.text import initials
from domain.base.unit import UnitKey, UnitRegister
from domain.people.audit import AccessRecord
from domain.people.oversight import days
from domain.people.roles import AUDITORS
from functions.audit import wiring
from functions.audit.schema import unit_of
from functions.audit.search import service
from functions.audit.search.schema import AccessEntry, AccessFound, SearchAccess
from functions.audit.search.service import Found, Sources
from functions.audit.words import told, typed_reason
from functions.kit.http import Answer, Call, Door
from functions.kit.person_ref import PersonGiven, sought
from functions.kit.shapes import UnitRef
from functions.kit.sign_in.auth import staff
from functions.words import people

door = Door("audit", lambda: wiring.search_parts(), words=(people,))  # noqa: PLW0108  looked up late, so that tests may rewire
app, handler = door.app, door.handler


@door.operation(
    "POST",
    "/access-lookups",
    "searchAccessLog",
    summary="Who did what with whose data: by person, by member of staff or by unit; the search is itself on record",
    callers=staff(*AUDITORS),
    body=SearchAccess,
    answers={200: AccessFound},
    problems=("invalid", "person-unknown", "person-ambiguous", "phone-changed-owner", "outside-jurisdiction"),
)
def search_access_log(call: Call) -> Answer:
    """By POST, so that a phone number is in no address and no log."""
    p = wiring.search_parts()
    found = _found(call, p.sources)
    person = found.person
    return Answer(
        AccessFound(
            entries=[_entry(record, p.sources.units) for record in found.page.records],
            person=f"{initials(person.full_name)} · {person.year_of_birth}" if person else "",
            next_cursor=found.page.cursor or "",
        )
    )


def _found(call: Call, sources: Sources) -> Found:
    wanted: SearchAccess = call.body
    now = wiring.search_parts().clock()
    span = days(wanted.from_, wanted.to, until=local_day(now), rule="log-period")
    on: Any = {"cursor": wanted.cursor, "limit": wanted.limit, "sources": sources, "now": now}
    match (wanted.person, wanted.staff_id, wanted.unit):
        case (PersonGiven() as person, None, None):
            return service.of_person(sought(person, "person"), span, call.staff, wanted.reason, **on)
        case (None, str(staff_id), None):
            return service.of_staff(staff_id, span, call.staff, wanted.reason, **on)
        case (None, None, UnitRef(scheme=scheme, code=code)):
            return service.of_unit(UnitKey(scheme, code), span, call.staff, wanted.reason, **on)
    raise InvalidInput.of("body", "exactly-one")


def _entry(record: AccessRecord, units: UnitRegister) -> AccessEntry:
    return AccessEntry(
        at=shown(record.at),
        act=record.act,
        text=told(record.act),
        role=record.role,
        unit=unit_of(record.unit, units),
        staff_id=_named(record.actor, "S#"),
        person_id=_named(record.subject, "P#"),
        reason=typed_reason(record.reason),
    )


def _named(text: str, kind: str) -> str:
    return text.removeprefix(kind) if text.startswith(kind) else ""
