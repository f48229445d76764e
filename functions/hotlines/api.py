"""Routes of whom to call."""

from domain.base.errors import InvalidInput
from domain.base.unit import Unit, UnitKey, UnitRegister
from domain.people.audit import AccessRecord
from domain.people.roles import AUTHORITY, Role
from domain.telling.acts import UNIT_CONTACT_SET
from domain.telling.unit_contact import BodyKind, Helpline
from functions.hotlines import intake, service, wiring
from functions.hotlines.schema import (
    ContactChangesWanted,
    ContactsWanted,
    HelplineShown,
    SetUnitContact,
    UnitContactBook,
    UnitContactShown,
    WhomToCall,
    contact_shown,
    helpline_shown,
    named,
    unit_named,
)
from functions.kit.errands import staff_errand
from functions.kit.http import Answer, Call, Door
from functions.kit.sign_in.auth import ANYONE, staff
from functions.words import people, telling

door = Door("hotlines", lambda: wiring.parts(), words=(people, telling))  # noqa: PLW0108  looked up late, so that tests may rewire
app, handler = door.app, door.handler

SETTERS = AUTHORITY | {Role.HEALTH_STATION}
KEPT_FOR_S = 300
"""So long caches may show a number that was changed."""


@door.operation(
    "GET",
    "/unit-contacts",
    "getUnitContacts",
    summary="Whom to call in a unit: the nearest body of each kind, up to the nation's; cacheable",
    callers=ANYONE,
    query=ContactsWanted,
    answers={200: WhomToCall},
    problems=("invalid",),
)
def get_unit_contacts(call: Call) -> Answer:
    """Nobody is left without a number: without a unit it is the nation's."""
    p, wanted = wiring.parts(), call.query
    unit = _unit(wanted, p.units) if wanted.unit or wanted.scheme else None
    found = service.whom_to_call(unit, contacts=p.contacts, now=p.clock())
    answer = WhomToCall(unit=named(unit) if unit else None, contacts=[_shown(each, p.units) for each in found])
    return Answer(answer, headers={"Cache-Control": f"public, max-age={KEPT_FOR_S}"})


@door.operation(
    "GET",
    "/unit-contacts/changes",
    "listUnitContactChanges",
    summary="What a unit lists, with the revisions to change it on, and what was said before",
    callers=staff(*SETTERS),
    query=ContactChangesWanted,
    answers={200: UnitContactBook},
    problems=("invalid", "outside-jurisdiction"),
)
def list_unit_contact_changes(call: Call) -> Answer:
    """Of the caller's own unit unless another one inside it is named."""
    p, wanted, own = wiring.parts(), call.query, call.staff.unit
    asked = ContactsWanted(scheme=wanted.scheme or own.scheme, unit=wanted.unit or own.code)
    unit = _unit(asked, p.units)
    call.staff.require_within(unit.path)
    book = service.book(unit.key, contacts=p.contacts)
    return Answer(
        UnitContactBook(
            unit=named(unit),
            contacts=[contact_shown(contact) for contact in book.stands],
            changes=[contact_shown(contact) for contact in book.changes],
        )
    )


@door.operation(
    "POST",
    "/unit-contacts",
    "setUnitContact",
    summary="Say whom to call in a unit: one body of each kind; what was said before is kept",
    callers=staff(*SETTERS),
    body=SetUnitContact,
    answers={200: UnitContactShown},
    problems=("invalid", "outside-jurisdiction", "unit-contact-changed"),
)
def set_unit_contact(call: Call) -> Answer:
    """For the caller's own unit and what lies in it; on record as an act on the unit."""
    p, body = wiring.parts(), call.body
    unit, said = intake.said(body, p.units)
    call.staff.require_within(unit.path)
    kind = BodyKind(body.kind)
    stored = service.set_contact(
        unit.key, kind, said, _access(call, unit, kind), revision=body.revision, contacts=p.contacts, audit=p.audit
    )
    return Answer(contact_shown(stored))


def _access(call: Call, unit: Unit, kind: BodyKind) -> AccessRecord:
    why = UNIT_CONTACT_SET.with_detail(kind.value)
    return staff_errand(call.staff, UNIT_CONTACT_SET, why, now=wiring.parts().clock()).on(f"U#{unit.key}")


def _unit(wanted: ContactsWanted, units: UnitRegister) -> Unit:
    unit = units.find(UnitKey(wanted.scheme, wanted.unit))
    if unit is None:
        raise InvalidInput.of("unit", "unit")
    return unit


def _shown(helpline: Helpline, units: UnitRegister) -> HelplineShown:
    key = helpline.unit
    return helpline_shown(helpline, unit_named(key, units.find(key)) if key else None)
