"""One valid call per operation, on a venue, a visit and a person of Vỹ Dạ."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.person import Person
from domain.venue import Venue
from functions.reports import api as reports_api
from tests.builders import NOW, SCHEME, VY_DA
from tests.http_calls import OPERATIONS, OTP, House, Reply
from tools.openapi import TARGET

AT = "2021-10-02T08:15:12+07:00"
UNIT = {"scheme": SCHEME, "code": VY_DA.code}
CSV = f"name,category,address,contact_phone,capacity,unit_code\nQuán,food,1 Lê Lợi,0905123456,,{VY_DA.code}\n"
PERSON = {"full_name": "Trần Văn Minh", "phone": "0987654321", "year_of_birth": 1990, "unit": UNIT}
VENUE = {"name": "Chợ", "category": "market", "unit": UNIT, "address": "1 Lê Lợi", "contact_phone": "0905123456"}
CONTRACT: Path = TARGET

reports_api._CONTRACT = CONTRACT  # in an asset it stands beside the module


@dataclass
class Scene:
    """An owner with a venue, a citizen, and a guest with a card; the callers are the first two."""

    house: House
    owner: Person
    owner_token: str
    citizen: Person
    citizen_token: str
    guest: Person
    venue: Venue

    @classmethod
    def set_up(cls, house: House) -> "Scene":
        owner, owner_token = house.citizen(1)
        citizen, citizen_token = house.citizen(2)
        guest, _ = house.citizen(3)
        venue = house.venue(1, owner=str(owner.person_id))
        for token in (owner_token, citizen_token):
            house.call("checkIn", {"code": house.qr(venue), "at": "2021-10-02T08:10:00+07:00"}, token=token)
            house.call("requestPhoneOtp", {}, token=token)
        return cls(house, owner, owner_token, citizen, citizen_token, guest, venue)

    def call(self, operation: str, token: str | None = None) -> Reply:
        made = CALLS[operation](self)
        path = {"venue": str(self.venue.venue_id), "visit_id": f"1633137000-{self.venue.venue_id}"}
        wanted = {name: value for name, value in path.items() if f"{{{name}}}" in OPERATIONS[operation][1].path}
        return self.house.call(operation, token=token, **{**made, **wanted})


Call = Callable[[Scene], Mapping[str, Any]]


def _body(**fields: Any) -> Call:
    return lambda _: {"body": fields}


def _query(**fields: Any) -> Call:
    return lambda _: {"query": fields}


def _nothing(_: Scene) -> Mapping[str, Any]:
    return {}


CALLS: Mapping[str, Call] = {
    "registerPerson": _body(**PERSON),
    "getMyProfile": _nothing,
    "requestPhoneOtp": _body(),
    "verifyPhone": _body(otp=OTP),
    "checkIn": lambda scene: {"body": {"code": scene.house.qr(scene.venue), "at": AT}},
    "checkOut": _body(at=AT),
    "voidVisit": _body(),
    "listMyVisits": _nothing,
    "registerVenue": _body(**VENUE),
    "importVenues": lambda _: {"raw": CSV.encode()},
    "searchVenues": _query(q="tap hoa", unit=VY_DA.code),
    "listMyVenues": _nothing,
    "getVenue": _nothing,
    "deactivateVenue": _body(reason="đóng cửa"),
    "reactivateVenue": _body(reason="mở lại"),
    "reissueVenueCode": _body(reason="bị dán đè"),
    "getVenuePoster": _query(format="svg"),
    "findPersons": _body(phone="0912345003", reason="quên thẻ"),
    "recordVisitByStaff": lambda scene: {
        "body": {
            "venue_id": str(scene.venue.venue_id),
            "person": {"personal_code": scene.guest.card.shown},
            "at": AT,
        }
    },
    "getStatistics": _query(unit=VY_DA.code),
    "getOpenApi": _nothing,
    "getHealth": _nothing,
}

__all__ = ["CALLS", "NOW", "Scene"]
