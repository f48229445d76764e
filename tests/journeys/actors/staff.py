"""People who work for the authorities, speaking to the API with their sign-in."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from domain.base.period import shown
from tests.journeys.actors.citizen import Venue
from tests.journeys.actors.names import a_phone, a_place_name, an_address
from tests.journeys.actors.wire import Reply, Wire
from tests.waiting import eventually
from tools.demo import Unit

COLUMNS = ("name", "category", "address", "contact_phone", "capacity", "unit_code")


class Officer:
    """Anybody of the staff; what they may do is theirs to find out."""

    def __init__(self, wire: Wire, unit: Unit, username: str, password: str) -> None:
        self.wire = wire
        self.unit = unit
        self.username = username
        self.password = password

    # -- whom people call -------------------------------------------------------------------------------------

    def says_whom_to_call(self, kind: str, name: str, phone: str, *, unit: Unit | None = None, **more: Any) -> Reply:
        """For the own unit, unless another one is named."""
        of = unit or self.unit
        body = {"unit": {"scheme": of.scheme, "code": of.code}, "kind": kind, "name": name, "phone": phone, **more}
        return self.wire.post("/unit-contacts", body)

    # -- venues -----------------------------------------------------------------------------------------------

    def registers_venue(self, category: str = "grocery", **facts: Any) -> Venue:
        return Venue.told(self.wire.post("/venues", a_venue(self.unit, category, **facts)).ok(201))

    def imports(self, rows: Sequence[dict[str, str]]) -> Reply:
        return self.wire.post_csv("/venue-imports", a_file(rows))

    def finds_venues(self, **query: Any) -> Reply:
        return self.wire.get(f"/venues?{_query(query)}")

    def all_venues(self, **query: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        page = self.finds_venues(**query, limit=100).ok(200)
        found += page["venues"]
        while cursor := page.get("next_cursor"):
            page = self.finds_venues(**query, limit=100, cursor=cursor).ok(200)
            found += page["venues"]
        return found

    def looks_at(self, venue: Venue) -> dict[str, Any]:
        seen: dict[str, Any] = self.wire.get(f"/venues/{venue.venue_id}").ok(200)
        return seen

    def asks_poster(self, venue: Venue, kind: str = "png", size: str = "A4") -> Reply:
        return self.wire.get(f"/venues/{venue.venue_id}/poster?format={kind}&size={size}")

    def reissues(self, venue: Venue) -> Reply:
        return self.wire.post(f"/venues/{venue.venue_id}/codes", {"reason": "tờ mã bị dán đè"})

    def deactivates(self, venue: Venue) -> Reply:
        return self.wire.post(f"/venues/{venue.venue_id}/deactivate", {"reason": "tạm đóng cửa"})

    def activates(self, venue: Venue) -> Reply:
        return self.wire.post(f"/venues/{venue.venue_id}/activate", {"reason": "mở lại"})

    # -- persons ----------------------------------------------------------------------------------------------

    def registers_person(self, **facts: Any) -> Reply:
        unit = {"scheme": self.unit.scheme, "code": self.unit.code}
        return self.wire.post("/persons", {"unit": unit, **facts})

    def looks_up(self, **handle: str) -> Reply:
        return self.wire.post("/person-lookups", handle)

    def records(self, venue: Venue, person: dict[str, str], at: datetime, until: datetime | None = None) -> Reply:
        body = {"venue_id": venue.venue_id, "person": person, "at": shown(at)}
        return self.wire.post("/staff-visits", body | ({"until": shown(until)} if until else {}))

    # -- figures ----------------------------------------------------------------------------------------------

    def asks_figures(self, unit: Unit | None = None, first: date | None = None, last: date | None = None) -> Reply:
        of = unit or self.unit
        span = {name: day.isoformat() for name, day in (("from", first), ("to", last)) if day}
        return self.wire.get(f"/statistics?{_query({'scheme': of.scheme, 'unit': of.code, **span})}")

    def figures(self, unit: Unit | None = None, first: date | None = None, last: date | None = None) -> "Figures":
        return Figures(self.asks_figures(unit, first, last).ok(200))

    def sees(self, wanted: "dict[tuple[str, str], int]", unit: Unit | None = None, *, venues: int) -> "Figures":
        """Waits for the counters to say this: check-ins by (local day, category), and venues created."""
        return eventually(
            lambda: self.figures(unit), until=lambda seen: seen.check_ins == wanted and seen.venues == venues
        )


class Figures:
    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told

    def __repr__(self) -> str:
        return f"{self.venues} venues, {self.check_ins}"

    @property
    def check_ins(self) -> dict[tuple[str, str], int]:
        return {
            (day["date"], category): count
            for day in self.told["days"]
            for category, count in day["check_ins_by_category"].items()
            if count
        }

    @property
    def venues(self) -> int:
        return sum(day["venues_created"] for day in self.told["days"])

    @property
    def units(self) -> set[str]:
        return {each["unit"]["code"] for each in self.told["units"]}


def a_venue(unit: Unit, category: str = "grocery", **facts: Any) -> dict[str, Any]:
    return {
        "name": a_place_name(),
        "category": category,
        "unit": {"scheme": unit.scheme, "code": unit.code},
        "address": an_address(),
        "contact_phone": a_phone(),
        **facts,
    }


def a_file(rows: Sequence[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _query(values: dict[str, Any]) -> str:
    from urllib.parse import urlencode

    return urlencode(values)
