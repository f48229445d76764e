"""From a registration, by form or by a row of a file, to a venue of the domain; every broken rule is named."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.base.errors import InvalidInput
from domain.base.period import local_day
from domain.base.unit import UnitRegister
from domain.people.caller import Caller, Citizen, Staff
from domain.people.papers import phone_e164
from domain.presence.codes import VenueCode, VenueId
from domain.presence.policy import Category, Stay, visit_policy
from domain.presence.venue import Venue
from functions.kit.shapes import Collector
from functions.venue.schema import RegisterVenue


@dataclass(frozen=True, slots=True)
class NewCodes:
    """Fresh random identifiers, drawn at the edge."""

    venue: VenueId
    code: VenueCode


def new_venue(body: RegisterVenue, caller: Caller, *, codes: NewCodes, units: UnitRegister, now: datetime) -> Venue:
    """The venue this body describes. Raises InvalidInput with every fault, or OutsideJurisdiction for staff."""
    found = Collector()
    name = found.line("name", body.name, 100)
    address = found.line("address", body.address, 200)
    kind = visit_policy(local_day(now)).categories.get(body.category)
    if kind is None:
        found.fault("category", "category")
    unit = found.unit("unit", body.unit, units)
    phone = _phone(body, found)
    stay = _stay(body, kind, found)
    parent = _parent(body, found)
    found.check()
    if unit is None:
        raise InvalidInput.of("unit.code", "unit")
    if isinstance(caller, Staff):
        caller.require_within(unit.path)
    return Venue(
        venue_id=codes.venue,
        code=codes.code,
        name=name,
        category=body.category,
        unit_path=unit.path,
        unit_name=unit.name,
        address=address,
        stay=stay,
        contact_phone=phone,
        registered_by=caller.actor if caller else "",
        registered_at=now,
        owner=str(caller.person) if isinstance(caller, Citizen) else None,
        capacity=body.capacity,
        parent=parent,
    )


def _phone(body: RegisterVenue, found: Collector) -> str:
    try:
        return phone_e164(body.contact_phone)
    except ValueError:
        found.fault("contact_phone", "phone")
        return ""


def _stay(body: RegisterVenue, kind: Category | None, found: Collector) -> Stay:
    if kind is None:
        return Stay(timedelta(minutes=1), timedelta(minutes=1))
    if body.default_stay_minutes is None:
        return kind.stay
    try:
        return Stay(timedelta(minutes=body.default_stay_minutes), kind.stay.cap)
    except ValueError:
        found.fault("default_stay_minutes", "stay")
        return kind.stay


def _parent(body: RegisterVenue, found: Collector) -> VenueId | None:
    if body.parent_venue_id is None:
        return None
    try:
        return VenueId.parse(body.parent_venue_id)
    except ValueError:
        found.fault("parent_venue_id", "venue-id")
        return None
