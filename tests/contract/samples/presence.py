"""Venues and visits, with ids that no two tests share."""

from datetime import datetime, timedelta
from typing import Any

from domain.base.period import epoch
from domain.presence.codes import VenueCode, VenueId
from domain.presence.policy import Stay
from domain.presence.venue import Venue
from domain.presence.visit import Source, Visit, VisitKey
from tests.contract.samples.base import COMMUNE, DAY, NOW, numbers
from tests.contract.samples.people import person_id

STAY = Stay(timedelta(minutes=30), timedelta(minutes=120))


def venue_id() -> VenueId:
    return VenueId.from_random(next(numbers))


def venue_code() -> VenueCode:
    return VenueCode.from_random(next(numbers))


def a_venue(**over: Any) -> Venue:
    number = next(numbers)
    given: dict[str, Any] = {
        "venue_id": venue_id(),
        "code": venue_code(),
        "name": f"Phở Gà {number}",
        "category": "food",
        "unit_path": COMMUNE,
        "unit_name": "Phường Hồng Hà, Thành phố Hà Nội",
        "address": "29/3 Hàng Bài",
        "stay": STAY,
        "contact_phone": "+84912345678",
        "registered_by": "S#staff",
        "registered_at": NOW,
    }
    return Venue(**given | over)


def a_visit(start: datetime = NOW, **over: Any) -> Visit:
    key = VisitKey(over.pop("person", None) or person_id(), epoch(start), over.pop("venue", None) or venue_id())
    given: dict[str, Any] = {
        "key": key,
        "start": start,
        "end": start + STAY.default,
        "is_open": True,
        "category": "shop",
        "unit_path": COMMUNE,
        "source": Source.PERSON_SCAN,
        "expires_at": start + 30 * DAY,
    }
    return Visit(**given | over)
