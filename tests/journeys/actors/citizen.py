"""Somebody with a phone, speaking to the API as the page does. The owner of a venue is one too."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.base.period import shown
from tests.journeys.actors.names import now
from tests.journeys.actors.wire import Reply, Wire
from tests.waiting import eventually
from tools.demo import Unit


@dataclass(frozen=True)
class Venue:
    """A registered place, as its registrant was told."""

    venue_id: str
    code: str
    check_in_url: str
    name: str = ""

    @property
    def token(self) -> str:
        """What the QR holds after the mark."""
        return self.check_in_url.partition("#")[2]

    @classmethod
    def told(cls, answer: dict[str, Any]) -> "Venue":
        return cls(answer["venue_id"], answer["code"], answer["check_in_url"], answer.get("name", ""))


class Citizen:
    def __init__(self, wire: Wire, person_id: str, personal_code: str, phone: str) -> None:
        self.wire = wire
        self.person_id = person_id
        self.personal_code = personal_code
        self.phone = phone

    def scans(self, venue: Venue, at: datetime | None = None, **more: Any) -> Reply:
        """Sends one scan, whatever the answer."""
        return self.wire.post("/visits", {"code": venue.token, "at": shown(at or now()), **more})

    def checks_in(self, venue: Venue, at: datetime | None = None, **more: Any) -> dict[str, Any]:
        receipt: dict[str, Any] = self.scans(venue, at, **more).ok(201)
        return receipt

    def leaves(self, visit_id: str, at: datetime) -> Reply:
        return self.wire.post(f"/visits/{visit_id}/check-out", {"at": shown(at)})

    def takes_back(self, visit_id: str) -> Reply:
        return self.wire.post(f"/visits/{visit_id}/void", {})

    def visits(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.wire.get("/visits").ok(200)["visits"]
        return found

    def profile(self) -> dict[str, Any]:
        found: dict[str, Any] = self.wire.get("/me").ok(200)
        return found

    # -- what she is told -------------------------------------------------------------------------------------

    def notices(self) -> list[dict[str, Any]]:
        """The inbox as the page polls it, newest first."""
        found: list[dict[str, Any]] = self.wire.get("/me/notices").ok(200)["notices"]
        return found

    def whom_to_call(self, unit: Unit) -> dict[str, dict[str, Any]]:
        """The body of each kind that her page names for where she lives; nobody has to sign in for it."""
        found = Wire(self.wire.api).get(f"/unit-contacts?scheme={unit.scheme}&unit={unit.code}").ok(200)
        return {contact["kind"]: contact for contact in found["contacts"]}

    def opens_notices(self) -> list[dict[str, Any]]:
        """As the page does when somebody looks at it."""
        told: list[dict[str, Any]] = self.wire.get("/me/notices?shown=yes").ok(200)["notices"]
        return told

    def was_told(self) -> list[str]:
        """Kinds of the notices, in the order in which they came."""
        return [notice["kind"] for notice in reversed(self.notices())]

    def is_told(self, *kinds: str) -> list[dict[str, Any]]:
        """Waits until exactly these are in the inbox, oldest first; gives the notices."""
        eventually(self.was_told, until=lambda told: tuple(told) == kinds)
        return self.notices()

    def access_log(self) -> list[dict[str, Any]]:
        """Who looked at her record, newest first."""
        found: list[dict[str, Any]] = self.wire.get("/me/access-log").ok(200)["entries"]
        return found

    # -- as the owner of a venue ------------------------------------------------------------------------------

    def registers_venue(self, body: dict[str, Any]) -> Reply:
        return self.wire.post("/venues", body)

    def poster(self, venue: Venue, kind: str = "png", size: str = "A4") -> bytes:
        answer = self.wire.get(f"/venues/{venue.venue_id}/poster?format={kind}&size={size}")
        assert answer.status == 200, answer.content[:300]
        return answer.content

    def records(self, venue: Venue, person: dict[str, str], at: datetime) -> Reply:
        return self.wire.post("/staff-visits", {"venue_id": venue.venue_id, "person": person, "at": shown(at)})
