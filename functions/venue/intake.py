"""From a registration, by form or by a row of a file, or from an update, to the field's values; every broken rule is named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.base.errors import InvalidInput
from domain.base.period import local_day
from domain.base.text import broken_rule
from domain.base.unit import UnitRegister
from domain.people.caller import Caller, Citizen, Staff
from domain.people.papers import contact_number
from domain.presence.codes import VenueCode, VenueId
from domain.presence.policy import Category, Stay, visit_policy
from domain.presence.venue import Venue
from functions.kit.shapes import Collector
from functions.venue.poster.letters import unprinted
from functions.venue.schema import RegisterVenue, UpdateVenue


@dataclass(frozen=True, slots=True)
class NewCodes:
    """Fresh random identifiers, drawn at the edge."""

    venue: VenueId
    code: VenueCode


def new_venue(body: RegisterVenue, caller: Caller, *, codes: NewCodes, units: UnitRegister, now: datetime) -> Venue:
    """The venue this body describes. Raises InvalidInput with every fault, or OutsideJurisdiction for staff."""
    found = Collector()
    name = _printed("name", body.name, 100, found)
    address = _printed("address", body.address, 200, found)
    kind = visit_policy(local_day(now)).categories.get(body.category)
    if kind is None:
        found.fault("category", "category")
    unit = found.unit("unit", body.unit, units)
    phone = _phone(body.contact_phone, found)
    stay = _stay(body.default_stay_minutes, kind, found)
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


def restated(body: UpdateVenue, venue: Venue, *, now: datetime) -> Mapping[str, Any]:
    """What the body says of the venue, by the names of the field; what is not given is not in it. Raises InvalidInput.

    Another kind brings its own stay, unless one is given.
    """
    found = Collector()
    said: dict[str, Any] = {}
    if body.name is not None:
        said["name"] = _printed("name", body.name, 100, found)
    if body.address is not None:
        said["address"] = _printed("address", body.address, 200, found)
    if body.contact_phone is not None:
        said["contact_phone"] = _phone(body.contact_phone, found)
    if body.capacity is not None:
        said["capacity"] = body.capacity
    category = venue.category if body.category is None else body.category
    if category != venue.category or body.default_stay_minutes is not None:
        kind = visit_policy(local_day(now)).categories.get(category)
        if kind is None:
            found.fault("category", "category")
        said |= {"category": category, "stay": _stay(body.default_stay_minutes, kind, found)}
    found.check()
    return said


def reason_given(text: str) -> str:
    """Why something is done, as it will be stored; it may be left out. Raises InvalidInput."""
    found = Collector()
    reason = found.line("reason", text, 300) if text.strip() else ""
    found.check()
    return reason


def _printed(field: str, text: str, longest: int, found: Collector) -> str:
    """A line that stands on the poster: said now, while somebody can still write it otherwise."""
    line = found.line(field, text, longest)
    if unprinted(line) and broken_rule(line, longest) is None:
        found.fault(field, "not-printed")
    return line


def _phone(text: str, found: Collector) -> str:
    try:
        return contact_number(text)
    except ValueError:
        found.fault("contact_phone", "venue-phone")
        return ""


def _stay(minutes: int | None, kind: Category | None, found: Collector) -> Stay:
    if kind is None:
        return Stay(timedelta(minutes=1), timedelta(minutes=1))
    if minutes is None:
        return kind.stay
    try:
        return Stay(timedelta(minutes=minutes), kind.stay.cap)
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
