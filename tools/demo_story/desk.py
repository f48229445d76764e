"""The tracer's desk: cases confirmed, traces waited for, contacts read, over the public API."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from domain.base.period import shown
from tools.demo_story.outbreak import Patient, Statement
from tools.machine.console import Failure
from tools.seed.calls import Refused
from tools.seed.entry import Entered, Entry

PATIENCE = 90.0
LOOK_AGAIN = 0.25
TRACER, NEIGHBOUR = "tracer-commune", "tracer-neighbour"
SECOND = "tracer"
"""Of the province: may release what the commune's tracer confirmed."""

Seen = TypeVar("Seen")


class Desk:
    """What a tracer of the commune does; and one answer of the tracer next door."""

    def __init__(self, entry: Entry, people: Mapping[str, Entered], venues: Mapping[str, Entered]) -> None:
        self._entry, self._people, self._venues = entry, people, venues

    def confirm(self, patient: Patient, said: Sequence[Statement]) -> tuple[str, bool] | None:
        """The case's code, and whether it is new; None when this person has another open case already."""
        body: dict[str, Any] = {
            "phone": patient.who.person.phone,
            "specimen_at": shown(patient.specimen_at),
            "confirmed_at": shown(datetime.now(UTC)),
            "isolated_at": shown(patient.isolated_at),
            "milestones": [self._milestone(each) for each in said],
        }
        if patient.onset_at:
            body["onset_at"] = shown(patient.onset_at)
        try:
            answer = self._confirmed(body)
        except Refused as refusal:
            if refusal.code == "case-exists":
                return None
            raise
        return answer["case_id"], answer["status"] == "running"

    def _confirmed(self, body: Mapping[str, Any]) -> Any:
        """What is odd is so: people went out between their test and their isolation, and sometimes after it."""
        try:
            return self._post("/cases", body)
        except Refused as refusal:
            if refusal.code != "warnings":
                raise
            odd = sorted({warning["rule"] for warning in refusal.problem["errors"]})
            return self._post("/cases", {**body, "confirm_warnings": odd})

    def retract(self, case_id: str, reason: str) -> None:
        self._post(f"/cases/{case_id}/retract", {"reason": reason})

    def case(self, case_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self._get(f"/cases/{case_id}")
        return found

    def clocks(self, case_id: str) -> tuple[int | None, int | None]:
        """Seconds from the confirmation in the system to the first and to the last notice."""
        case = self.case(case_id)
        recorded = datetime.fromisoformat(case["recorded_at"])
        moments = [case.get("first_notice_at"), case.get("last_notice_at")]
        first, last = (
            int((datetime.fromisoformat(moment) - recorded).total_seconds()) if moment else None for moment in moments
        )
        return first, last

    def knows(self, case_id: str) -> bool:
        """False when the product has forgotten it (`make reset`)."""
        try:
            self.case(case_id)
        except Refused as refusal:
            if refusal.code == "case-unknown":
                return False
            raise
        return True

    def traced(self, case_id: str) -> dict[str, Any]:
        """The whole trace, once its run has ended."""
        found: dict[str, Any] = patiently(
            lambda: self._get(f"/cases/{case_id}/trace"),
            until=lambda trace: trace["status"] != "running",
            what=f"the trace of {case_id}",
        )
        if found.get("next_cursor"):
            raise Failure(f"{case_id} has more contacts than the story expects")
        return found

    def contacts(self, case_id: str, username: str = TRACER) -> list[dict[str, Any]]:
        """Every row of the work list."""
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            page = self._get(f"/contacts?case_id={case_id}&limit=100&cursor={cursor}", username)
            found += page["contacts"]
            cursor = page.get("next_cursor", "")
            if not cursor:
                return found

    def follow_up(self, row: Mapping[str, Any], username: str = TRACER, **step: str) -> None:
        """One step of work on a contact; a step done before is not done again."""
        if row["status"] == "to_call" and not row["attempts"]:
            self._post(f"/cases/{row['case_id']}/contacts/{row['person_id']}", step, username)

    def _milestone(self, said: Statement) -> dict[str, Any]:
        body: dict[str, Any] = {"kind": said.kind, "place": said.place}
        body |= {"venue_id": self._venues[said.venue].id} if said.venue else {}
        body |= {"from": shown(said.start)} if said.start else {}
        body |= {"to": shown(said.end)} if said.end else {}
        body |= {"of_person_id": self._people[said.of].id} if said.of else {}
        return body | {"people": [{"person_id": self._people[key].id} for key in said.people]}

    def _get(self, path: str, username: str = TRACER) -> Any:
        return self._entry.api.get(path, self._entry.token(username))

    def _post(self, path: str, body: Any, username: str = TRACER) -> Any:
        return self._entry.api.post(path, body, self._entry.token(username))


def patiently(look: Callable[[], Seen], *, until: Callable[[Seen], object], what: str) -> Seen:
    """What `look` sees once `until` holds of it."""
    end = time.monotonic() + PATIENCE
    while True:
        seen = look()
        if until(seen):
            return seen
        if time.monotonic() > end:
            raise Failure(f"after {PATIENCE:.0f} s {what} is not there: see .local/logs/engine.log")
        time.sleep(LOOK_AGAIN)
