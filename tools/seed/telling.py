"""One telling of the demonstration to one deployment."""

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from domain.base.period import local_day, shown
from tools import demo
from tools.deploy.deployed import local_cloud_in
from tools.machine.console import Failure, say, step
from tools.seed.calls import at_once
from tools.seed.days import Scan, so_far
from tools.seed.entry import HELPERS, Entered, Entry
from tools.seed.helplines import bodies
from tools.seed.past import WITHIN, PastDesk
from tools.seed.town import Town

SHOWN_CITIZENS = 8
COUNTED_SECONDS = 60.0
POLL_SECONDS = 0.5


class Telling:
    """One run of the seed against one deployment."""

    def __init__(self, endpoints_file: Path, seed: int, days: int, scale: str) -> None:
        self._file = endpoints_file
        self._days, self._scale = days, scale
        self._town = Town(seed, scale)
        self._entry = Entry(endpoints_file)
        self._now = datetime.now(UTC)
        self._persons: dict[str, Entered] = {}
        self._venues: dict[str, Entered] = {}

    def tell(self) -> None:
        with step("Staff sign in"):
            self._entry.sign_in(*HELPERS, "commune", "province")
        with step("Units say whom to call"):
            for username, body in bodies():
                self._entry.api.post("/unit-contacts", body, self._entry.token(username))
        with step("Households register"):
            self._persons = self._entry.register(self._town.people, self._town.seed)
        with step("Venue points are registered"):
            owners = {n: self._persons[owner.key] for n, owner in enumerate(self._town.owners)}
            self._venues = self._entry.found([*self._town.here, *self._town.there], owners)
        with step(f"Visits of {self._days} days and of today"):
            counts = self._visits()
        with step("Waiting for the counters"):
            self._counted(counts)
        self._note(counts)

    # -- visits -----------------------------------------------------------------------------------------------

    def _visits(self) -> dict[str, int]:
        told: list[Scan] = []
        counts: dict[str, int] = {}
        for back in range(self._days, -1, -1):
            day = local_day(self._now) - timedelta(days=back)
            scans = so_far(self._town.scans_here(day), self._now)
            told += scans
            counts[day.isoformat()] = len(scans)
            told += so_far(self._town.scans_there(day), self._now)
        young = [scan for scan in told if self._now - scan.at <= WITHIN]
        old = [scan for scan in told if self._now - scan.at > WITHIN]
        if old:
            self._past = PastDesk(local_cloud_in(self._file.parent))
            at_once(self._enter_past, old, "older than a week, through the use cases")
        at_once(self._enter, young, "through the API")
        return counts

    def _enter(self, scan: Scan) -> None:
        person, known, venue = self._town.person[scan.person], self._persons[scan.person], self._venues[scan.place]
        times = {"at": shown(scan.at)}
        if not person.assisted:
            left = {"out_at": shown(scan.until)} if scan.until else {}
            body = {"code": venue.typed if scan.typed else venue.secret, **times, **left}
            self._entry.api.post("/visits", body, known.secret)
            return
        left = {"until": shown(scan.until)} if scan.until else {}
        body_by_staff = {"venue_id": venue.id, "person": self._handle(scan), **times, **left}
        self._entry.api.post("/staff-visits", body_by_staff, self._desk(scan))

    def _enter_past(self, scan: Scan) -> None:
        person, known, venue = self._town.person[scan.person], self._persons[scan.person], self._venues[scan.place]
        if person.assisted:
            self._past.record(self._desk(scan), venue.id, self._handle(scan), scan.at, scan.until)
        else:
            self._past.check_in(known.secret, venue.typed if scan.typed else venue.secret, scan.at, scan.until)

    def _handle(self, scan: Scan) -> dict[str, str]:
        identity = self._town.person[scan.person].identity
        if scan.by_identity and identity:
            return {"identity_number": identity}
        return {"personal_code": self._persons[scan.person].secret}

    def _desk(self, scan: Scan) -> str:
        return self._entry.desk(self._town.place[scan.place])

    # -- end --------------------------------------------------------------------------------------------------

    def _counted(self, wanted: dict[str, int]) -> None:
        """The counters follow the visits by themselves; a demonstration that opens on half of them would puzzle."""
        first, last = min(wanted), max(wanted)
        unit = f"scheme={demo.COMMUNE.scheme}&unit={demo.COMMUNE.code}"
        end = time.monotonic() + COUNTED_SECONDS
        while True:
            told = self._entry.api.get(f"/statistics?{unit}&from={first}&to={last}", self._entry.token("province"))
            behind = [day["date"] for day in told["days"] if day["check_ins"] < wanted[day["date"]]]
            if not behind:
                say(f"  {sum(day['check_ins'] for day in told['days'])} check-ins counted from {first} to {last}")
                return
            if time.monotonic() > end:
                raise Failure(f"after {COUNTED_SECONDS:.0f} s the counters of {', '.join(behind)} are still behind")
            time.sleep(POLL_SECONDS)

    def _note(self, counts: dict[str, int]) -> None:
        citizens = [
            {
                "person_id": self._persons[person.key].id,
                "phone": person.phone,
                "device_token": self._persons[person.key].secret,
            }
            for person in self._town.people
            if person.phone
        ][:SHOWN_CITIZENS]
        # Read again: whoever else wrote in it meanwhile keeps what they wrote.
        endpoints = json.loads(self._file.read_text(encoding="utf-8"))
        _write(self._file, {**endpoints, "citizens": citizens})
        told = {
            "seed": self._town.seed,
            "scale": self._scale,
            "days": self._days,
            "persons": len(self._persons),
            "venues": len(self._venues),
            "check_ins_by_day": counts,
            "citizens": citizens,
        }
        _write(self._file.with_name("seeded.json"), told)


def _write(file: Path, content: dict[str, Any]) -> None:
    file.touch(mode=0o600)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
