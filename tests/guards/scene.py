"""One valid call per operation, on a venue, a visit, a person and a case of Vỹ Dạ."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.people.person import Person
from domain.people.roles import Role
from domain.presence.venue import Venue
from domain.tracing.codes import CaseCode
from functions.reports import api as reports_api
from tests.builders.base import NOW, SCHEME, VY_DA
from tests.doors.calls import OPERATIONS, Reply
from tests.doors.house import House
from tests.doors.identity import OTP
from tests.doors.sign_in import staff_token
from tests.runs import Play
from tools.contract.examples import REQUESTS
from tools.contract.openapi import TARGET

AT = "2021-10-02T08:15:12+07:00"
UNIT = {"scheme": SCHEME, "code": VY_DA.code}
CSV = f"name,category,address,contact_phone,capacity,unit_code\nQuán,food,1 Lê Lợi,0905123456,,{VY_DA.code}\n"
PERSON = {"full_name": "Trần Văn Minh", "phone": "0987654321", "year_of_birth": 1990, "unit": UNIT}
VENUE = {"name": "Chợ", "category": "market", "unit": UNIT, "address": "1 Lê Lợi", "contact_phone": "0905123456"}
TESTED = {"specimen_at": "2021-10-02T07:00:00+07:00", "confirmed_at": "2021-10-02T08:00:00+07:00"}
CONTRACT: Path = TARGET

reports_api._CONTRACT = CONTRACT  # in an asset it stands beside the module


@dataclass
class Scene:
    """An owner with a venue, a citizen, and a guest with a card; the callers are the first two.

    The guest is a case whose contacts are the others; a group of it waits for a second person.
    """

    house: House
    owner: Person
    owner_token: str
    citizen: Person
    citizen_token: str
    guest: Person
    venue: Venue
    case_id: str

    @classmethod
    def set_up(cls, house: House) -> "Scene":
        owner, owner_token = house.citizen(1)
        citizen, citizen_token = house.citizen(2)
        guest, guest_token = house.citizen(3)
        venue = house.venue(1, owner=str(owner.person_id))
        for token in (owner_token, citizen_token):
            house.call("checkIn", {"code": house.qr(venue), "at": "2021-10-02T08:10:00+07:00"}, token=token)
            house.call("requestPhoneOtp", {}, token=token)
        house.call("checkIn", {"code": house.qr(venue), "at": "2021-10-01T20:00:00+07:00"}, token=guest_token)
        return cls(house, owner, owner_token, citizen, citizen_token, guest, venue, _held_case(house, guest, owner))

    def call(self, operation: str, token: str | None = None) -> Reply:
        made = CALLS[operation](self)
        path = {
            "venue": str(self.venue.venue_id),
            "visit_id": f"1633137000-{self.venue.venue_id}",
            "case_id": self.case_id,
            "person_id": str(self.owner.person_id),
            "subscription_id": "5f2b0c94c3a1d7e8",
        }
        wanted = {name: value for name, value in path.items() if f"{{{name}}}" in OPERATIONS[operation][1].path}
        return self.house.call(operation, token=token, **{**made, **wanted})


def _held_case(house: House, guest: Person, owner: Person) -> str:
    """Confirmed by somebody who is none of the callers, traced, and held as if a group were wide."""
    confirmer = staff_token(Role.TRACER, sub="confirmer")
    met = {"kind": "household", "people": [{"person_id": str(owner.person_id)}]}
    confirmed = {"person_id": str(guest.person_id), **TESTED, "milestones": [met]}
    case_id = str(house.call("confirmCase", confirmed, token=confirmer).json["case_id"])
    play = Play.of(house, CaseCode.parse(case_id), 1).to("RecordOutcome")
    play.data["found"]["held"] = [["0000001p", 18_901, 600, 400]]
    play.to_the_end()
    return case_id


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
    "confirmCase": lambda scene: {"body": {"person_id": str(scene.citizen.person_id), **TESTED}},
    "amendCase": _body(onset_at="2021-10-01T20:00:00+07:00"),
    "retractCase": _body(reason="xét nghiệm lại âm tính"),
    "releaseTrace": _body(reason="đã xem"),
    "retraceCase": _body(),
    "listCases": _query(scheme=SCHEME, unit=VY_DA.code),
    "getCase": _nothing,
    "getTrace": _nothing,
    "getPolicy": _nothing,
    "listContacts": lambda scene: {"query": {"case_id": scene.case_id}},
    "getContact": _query(reason="gọi điện"),
    "updateContact": _body(status="reached", outcome="answered"),
    "exportContacts": _nothing,
    "listMyNotices": _nothing,
    "getPushKey": _nothing,
    "savePushSubscription": _body(**REQUESTS["savePushSubscription"]),
    "removePushSubscription": _body(),
    "listAccessLog": _nothing,
    "getOpenApi": _nothing,
    "getHealth": _nothing,
}

__all__ = ["CALLS", "NOW", "Scene"]
