"""Somebody who traces: confirms an F0, reads what came of it, calls the contacts, takes a mistake back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from domain.base.period import shown
from tests.journeys.actors.names import ago
from tests.journeys.actors.staff import Officer
from tests.journeys.actors.wire import Reply
from tests.waiting import eventually
from tools.demo import Unit


class Tracer(Officer):
    """A tracer or an epidemiologist."""

    @classmethod
    def of(cls, officer: Officer) -> "Tracer":
        return cls(officer.wire, officer.unit, officer.username, officer.password)

    # -- the case ---------------------------------------------------------------------------------------------

    def says(self, who: dict[str, str], **facts: Any) -> Reply:
        """Sends a confirmation, whatever the answer: specimen this morning, ill for two days."""
        return self.wire.post("/cases", {**who, **_usual(), **facts})

    def looks_ahead(self, phone: str, **facts: Any) -> Reply:
        """What a confirmation with the usual facts would find; nothing is stored."""
        return self.wire.post("/case-previews", {"phone": phone, **_usual(), **facts})

    def confirms(self, phone: str, **facts: Any) -> str:
        """An F0 by phone number; the case's code."""
        return str(self.says({"phone": phone}, **facts).ok(201)["case_id"])

    def amends(self, case: str, **facts: Any) -> Reply:
        return self.wire.post(f"/cases/{case}/amend", facts)

    def retracts(self, case: str, reason: str = "nhầm mẫu") -> Reply:
        return self.wire.post(f"/cases/{case}/retract", {"reason": reason})

    def releases(self, case: str, **whom: Any) -> Reply:
        """Everybody, or those of the held groups whom the bounds name."""
        return self.wire.post(f"/cases/{case}/release", whom)

    def declines(self, case: str, reason: str) -> Reply:
        return self.wire.post(f"/cases/{case}/decline", {"reason": reason})

    def looks_at_the_held(self, case: str) -> Reply:
        return self.wire.post(f"/cases/{case}/held-shapes", {"reason": "xem trước khi duyệt"})

    def traces_again(self, case: str) -> Reply:
        return self.wire.post(f"/cases/{case}/retrace", {})

    def asks_case(self, case: str) -> Reply:
        return self.wire.get(f"/cases/{case}")

    def sees_case(self, case: str) -> dict[str, Any]:
        seen: dict[str, Any] = self.asks_case(case).ok(200)
        return seen

    def own_cases(self) -> list[dict[str, Any]]:
        return self.cases_of(self.unit)

    def cases_of(self, unit: Unit) -> list[dict[str, Any]]:
        """Cases of a unit and those with contacts handed over to it, newest confirmation first."""
        query = urlencode({"scheme": unit.scheme, "unit": unit.code, "limit": 100})
        found: list[dict[str, Any]] = self.wire.get(f"/cases?{query}").ok(200)["cases"]
        return found

    def lists_cases(self, **query: Any) -> dict[str, Any]:
        """A page of the own unit's list, with what is left to do of each case."""
        page: dict[str, Any] = self.wire.get(f"/cases?{urlencode({'left': 'yes', **query})}").ok(200)
        return page

    def finds_cases(self, text: str) -> list[str]:
        """Codes of cases of the own unit that fit."""
        return [row["case_id"] for row in self.wire.post("/case-lookups", {"text": text}).ok(200)["cases"]]

    # -- what came of it --------------------------------------------------------------------------------------

    def asks_trace(self, case: str) -> Reply:
        return self.wire.get(f"/cases/{case}/trace")

    def trace(self, case: str) -> "Trace":
        return Trace(self.asks_trace(case).ok(200))

    def waits_for(self, case: str) -> "Trace":
        """The trace, once the newest revision has been traced."""
        return eventually(lambda: self.trace(case), until=lambda trace: trace.status != "running")

    # -- the people -------------------------------------------------------------------------------------------

    def asks_contacts(self, case: str = "", **query: Any) -> Reply:
        return self.wire.get(f"/contacts?{urlencode({'limit': 100, **({'case_id': case} if case else {}), **query})}")

    def contacts(self, case: str = "", **query: Any) -> dict[str, dict[str, Any]]:
        """Rows of the list by person."""
        return {row["person_id"]: row for row in self.asks_contacts(case, **query).ok(200)["contacts"]}

    def opens(self, case: str, person: str, reason: str = "gọi điều tra") -> Reply:
        return self.wire.post(f"/cases/{case}/contacts/{person}/open", {"reason": reason})

    def notes(self, case: str, person: str, status: str, **more: Any) -> Reply:
        return self.wire.post(f"/cases/{case}/contacts/{person}", {"status": status, **more})

    def rings(self, case: str, person: str, **more: Any) -> Reply:
        return self.wire.post(f"/cases/{case}/contacts/{person}/call", {"calling": True, **more})

    def takes_on(self, case: str, *people: str) -> Reply:
        who = [{"case_id": case, "person_id": person} for person in people]
        return self.wire.post("/contact-assignments", {"who": who, "to_me": True})

    def takes_back(self, case: str, person: str, revision: int) -> Reply:
        return self.wire.post(f"/cases/{case}/contacts/{person}/undo", {"revision": revision})

    def looks_for(self, text: str, case: str) -> Reply:
        return self.wire.post("/contact-lookups", {"text": text, "case_id": case})

    def exports(self, case: str) -> Reply:
        return self.wire.post(f"/cases/{case}/contact-exports", {})


def _usual() -> dict[str, str]:
    return {
        "specimen_at": shown(ago(hours=3)),
        "confirmed_at": shown(ago(minutes=5)),
        "onset_at": shown(ago(days=2)),
    }


class Trace:
    """What getTrace said."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told

    def __repr__(self) -> str:
        return f"{self.status}, revision {self.told['revision']}, {self.levels}"

    @property
    def status(self) -> str:
        return str(self.told["status"])

    @property
    def levels(self) -> dict[str, str]:
        """Person → F1 or F2."""
        return {contact["person_id"]: contact["level"] for contact in self.told["contacts"]}

    @property
    def held(self) -> dict[str, Any]:
        found: dict[str, Any] = self.told["held"]
        return found

    def evidence(self, person: str) -> list[dict[str, Any]]:
        (found,) = [contact["evidence"] for contact in self.told["contacts"] if contact["person_id"] == person]
        return list(found)

    def kinds(self, person: str) -> list[str]:
        return [piece["kind"] for piece in self.evidence(person)]


def was_at(venue_id: str, start: datetime, end: datetime) -> dict[str, Any]:
    """A milestone: there, although nobody scanned."""
    return {"kind": "place", "venue_id": venue_id, "from": shown(start), "to": shown(end)}


def was_not_at(venue_id: str, start: datetime, end: datetime) -> dict[str, Any]:
    """A milestone: the scans of that time were somebody else's hand."""
    return {"kind": "not_there", "venue_id": venue_id, "from": shown(start), "to": shown(end)}


def lives_with(*people: str, of: str = "") -> dict[str, Any]:
    return {"kind": "household", "people": _named(people), **({"of_person_id": of} if of else {})}


def met(people: Sequence[str], start: datetime, end: datetime, *, close: bool) -> dict[str, Any]:
    """A milestone: people met at a place without a code."""
    kind = "met_close" if close else "met_casual"
    return {"kind": kind, "people": _named(people), "from": shown(start), "to": shown(end), "place": "Nhà ông Sáu"}


def _named(people: Sequence[str]) -> list[dict[str, str]]:
    return [{"person_id": person} for person in people]
