"""Venues and visits, each complete and valid."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from domain.presence.codes import VenueCode, VenueId
from domain.presence.policy import CATEGORIES_2021, visit_policy
from domain.presence.venue import Venue
from domain.presence.visit import Corrected, Source, Visit, VisitKey, arrival, scan_second
from tests.builders.base import NOW, a_unit
from tests.builders.people import a_person_id

POLICY = visit_policy(NOW.date())


def a_venue_id(number: int = 1) -> VenueId:
    return VenueId.from_random(number)


def a_venue(number: int = 1, **facts: Any) -> Venue:
    unit = a_unit()
    venue = Venue(
        venue_id=a_venue_id(number),
        code=VenueCode.from_random(10_000 + number),
        name=f"Tạp hóa Cô Ba {number}",
        category="grocery",
        unit_path=unit.path,
        unit_name=unit.name,
        address="12 Lê Lợi",
        stay=CATEGORIES_2021["grocery"].stay,
        contact_phone="+84905123456",
        registered_by="S#volunteer",
        registered_at=NOW - timedelta(days=2),
    )
    if "category" in facts and "stay" not in facts:
        facts["stay"] = CATEGORIES_2021[facts["category"]].stay
    return replace(venue, **facts)


def a_visit(person: int = 1, venue: int = 1, at: datetime = NOW, category: str = "grocery", **facts: Any) -> Visit:
    visit = arrival(
        VisitKey(a_person_id(person), scan_second(at), a_venue_id(venue)),
        Corrected(at, ()),
        stay=CATEGORIES_2021[category].stay,
        category=category,
        unit_path=a_unit().path,
        source=Source.PERSON_SCAN,
        policy=POLICY,
    )
    return replace(visit, **facts)
