"""The quarter entered into the product: people register, phones scan, staff write down those without one."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from domain.base.period import epoch, shown
from tools.demo_story.days import Heard, Stay
from tools.demo_story.quarter import Quarter
from tools.deploy.deployed import local_cloud_in
from tools.seed.calls import at_once
from tools.seed.entry import Entered, Entry
from tools.seed.past import WITHIN, PastDesk


class Entering:
    """Who is who in the product, and what it hears of their days."""

    def __init__(self, entry: Entry, quarter: Quarter, endpoints_file: Path) -> None:
        self._entry, self._quarter, self._file = entry, quarter, endpoints_file
        self._now = datetime.now(UTC)
        self.people: dict[str, Entered] = {}
        self.venues: Mapping[str, Entered] = {}

    def everybody(self) -> None:
        """The residents, and the venues of the town: those there already are found again."""
        town = self._quarter.town
        self.people |= self._entry.register([r.person for r in self._quarter.residents], self._quarter.seed)
        owners = self._entry.register(town.owners[: _owners_needed(town.here)], town.seed)
        self.venues = self._entry.found(town.here, dict(enumerate(owners.values())))

    def townspeople(self, keys: Sequence[str]) -> None:
        """People of the seeded town whom the simulator has to recognise, by `town/<key>`."""
        town = self._quarter.town
        wanted = [town.person[key.removeprefix("town/")] for key in keys if key not in self.people]
        found = self._entry.register(wanted, town.seed)
        self.people |= {f"town/{key}": known for key, known in found.items()}

    def has_inbox(self, key: str) -> bool:
        """Those with a phone read their notices on it; the others are told by a person."""
        town = self._quarter.town
        person = (
            town.person[key.removeprefix("town/")] if key.startswith("town/") else self._quarter.resident[key].person
        )
        return not person.assisted

    # -- visits -----------------------------------------------------------------------------------------------

    def visits(self, stays: Sequence[Stay]) -> None:
        """What was scanned or written down; each person's own in the order of time."""
        heard = [stay for stay in stays if stay.heard is not Heard.NOT and stay.person in self._quarter.resident]
        old = [stay for stay in heard if self._now - stay.start > WITHIN]
        if old:
            past = PastDesk(local_cloud_in(self._file.parent))
            at_once(lambda stay: self._enter_past(past, stay), old, "visits older than a week, through the use cases")
        own: dict[str, list[Stay]] = {}
        for stay in sorted(heard, key=lambda stay: stay.start):
            if self._now - stay.start <= WITHIN:
                own.setdefault(stay.person, []).append(stay)
        at_once(self._enter, list(own.values()), f"people whose {sum(map(len, own.values()))} visits are recorded")

    def _enter(self, stays: Sequence[Stay]) -> None:
        before: Stay | None = None
        for stay in stays:
            if stay.heard is Heard.WRITTEN_DOWN:
                self._write_down(stay)
            else:
                self._scan(stay, before)
            before = stay

    def _scan(self, stay: Stay, before: Stay | None) -> None:
        body: dict[str, Any] = {"code": self.venues[stay.place].secret, "at": shown(stay.start)}
        if stay.left:
            body["out_at"] = shown(stay.end)
        if before and not before.left:
            # The phone's page ends the visit before by itself when nobody tapped "leave".
            body["leaves"] = {"visit_id": f"{epoch(before.start)}-{self.venues[before.place].id}"}
        self._entry.api.post("/visits", body, self.people[stay.person].secret)

    def _write_down(self, stay: Stay) -> None:
        until = {"until": shown(stay.end)} if stay.left else {}
        card = {"personal_code": self.people[stay.person].secret}
        body = {"venue_id": self.venues[stay.place].id, "person": card, "at": shown(stay.start), **until}
        self._entry.api.post("/staff-visits", body, self._desk(stay))

    def _enter_past(self, past: PastDesk, stay: Stay) -> None:
        secret, until = self.people[stay.person].secret, stay.end if stay.left else None
        if stay.heard is Heard.WRITTEN_DOWN:
            card = {"personal_code": secret}
            past.record(self._desk(stay), self.venues[stay.place].id, card, stay.start, until)
        else:
            past.check_in(secret, self.venues[stay.place].secret, stay.start, until)

    def _desk(self, stay: Stay) -> str:
        return self._entry.desk(self._quarter.town.place[stay.place])


def _owners_needed(places: Sequence[Any]) -> int:
    return 1 + max((place.owner for place in places if place.owner is not None), default=-1)
