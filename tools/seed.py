"""Tells the demonstration to a running product: a commune with its venues, its people and two weeks of visits.

    python -m tools.seed --endpoints .local/endpoints.json [--seed 7] [--days 14] [--scale commune]

Through the public API, with the demonstration's sign-ins; visits older than the API takes go through the same use
cases (tools/seed_past.py). The same seed tells the same story, and telling it twice stores nothing twice.
"""

import argparse
import csv
import io
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from domain.period import local_day, shown
from tools import demo
from tools.console import Failure, began, complain, say, step
from tools.deployed import local_cloud_in
from tools.seed_calls import Api, at_once
from tools.seed_days import NEIGHBOURS_A_DAY, Scan, scans_of, so_far
from tools.seed_past import WITHIN, PastDesk
from tools.seed_people import Person, people
from tools.seed_places import Place, places
from tools.staff import id_token

SHOWN_CITIZENS = 8
COUNTED_SECONDS = 60.0
POLL_SECONDS = 0.5
# Records whose visitors cannot scan for themselves, by the kind of the place.
DESKS = {"health_station": "station", "vaccination": "station", "sampling": "station", "market": "checkpoint"}


@dataclass(frozen=True, slots=True)
class Scale:
    venues: int
    neighbour_venues: int
    households: int
    scans_a_day: tuple[int, int]


SCALES = {
    "commune": Scale(demo.VENUES, 8, 72, demo.SCANS_A_DAY),
    "small": Scale(8, 3, 6, (8, 12)),
}


@dataclass(frozen=True, slots=True)
class Entered:
    """A person or a venue as the product knows it. `secret`: device token, personal code, or QR token."""

    id: str
    secret: str
    typed: str = ""


class Telling:
    """One run of the seed against one deployment."""

    def __init__(self, endpoints_file: Path, seed: int, days: int, scale: Scale) -> None:
        self._file = endpoints_file
        self._endpoints: dict[str, Any] = json.loads(endpoints_file.read_text(encoding="utf-8"))
        self._seed, self._days, self._scale = seed, days, scale
        self._api = Api(self._endpoints["api"])
        self._now = datetime.now(UTC)
        self._tokens: dict[str, str] = {}
        self._persons: dict[str, Entered] = {}
        self._venues: dict[str, Entered] = {}

    def tell(self) -> None:
        population = people(self._seed, self._scale.households)
        here = places(self._seed, self._scale.venues, demo.COMMUNE)
        there = places(self._seed, self._scale.neighbour_venues, demo.NEIGHBOUR)
        with step("Staff sign in"):
            self._sign_in()
        with step("Households register"):
            self._register(population)
        with step("Venue points are registered"):
            self._found([*here, *there], population)
        with step(f"Visits of {self._days} days and of today"):
            counts = self._visits(population, here, there)
        with step("Waiting for the counters"):
            self._counted(counts)
        self._note(population, counts)

    # -- staff ------------------------------------------------------------------------------------------------

    def _sign_in(self) -> None:
        config = Api(self._endpoints["web"]).get("/config.json")
        for person in self._endpoints["staff"]:
            if person["username"] in {"volunteer", "checkpoint", "station", "commune-neighbour", "province"}:
                self._tokens[person["username"]] = id_token(
                    f"{self._endpoints['web']}{config['auth_url']}",
                    config["client_id"],
                    person["username"],
                    person["password"],
                )

    def _helper(self, unit: demo.Unit) -> str:
        return self._tokens["volunteer" if unit == demo.COMMUNE else "commune-neighbour"]

    # -- persons ----------------------------------------------------------------------------------------------

    def _register(self, population: Sequence[Person]) -> None:
        entered = at_once(self._registered, population, "persons")
        self._persons = {person.key: known for person, known in zip(population, entered, strict=True)}

    def _registered(self, person: Person) -> Entered:
        body: dict[str, Any] = {
            "full_name": person.full_name,
            "year_of_birth": person.year_of_birth,
            "unit": {"scheme": person.unit.scheme, "code": person.unit.code},
            "registration_id": str(person.registration_id(self._seed)),
        }
        if person.phone:
            answer = self._api.post("/persons", {**body, "phone": person.phone})
            return Entered(answer["person_id"], answer["device_token"])
        if person.identity:
            body["identity_number"] = person.identity
        answer = self._api.post("/persons", body, self._helper(person.unit))
        return Entered(answer["person_id"], answer["personal_code"])

    # -- venues -----------------------------------------------------------------------------------------------

    def _found(self, wanted: Sequence[Place], population: Sequence[Person]) -> None:
        for unit in (demo.COMMUNE, demo.NEIGHBOUR):
            rows = [p for p in wanted if p.unit == unit and p.owner is None and p.parent is None]
            answer = self._api.post_csv("/venue-imports", _file(rows), self._helper(unit))
            say(f"  {unit.name}: {answer['created']} venues imported, {answer['existing']} were there")
            self._venues |= {row.key: _venue(told) for row, told in zip(rows, answer["rows"], strict=True)}
        owners = [person for person in population if person.phone and person.unit == demo.COMMUNE]
        singles = [p for p in wanted if p.key not in self._venues]
        tokens = [
            self._persons[owners[p.owner].key].secret if p.owner is not None else self._helper(p.unit) for p in singles
        ]
        entered = at_once(self._founded, list(zip(singles, tokens, strict=True)), "venues of owners, and stalls")
        self._venues |= {place.key: known for place, known in zip(singles, entered, strict=True)}

    def _founded(self, task: tuple[Place, str]) -> Entered:
        place, token = task
        body: dict[str, Any] = {
            "name": place.name,
            "category": place.category,
            "unit": {"scheme": place.unit.scheme, "code": place.unit.code},
            "address": place.address,
            "contact_phone": place.contact_phone,
        }
        if place.capacity:
            body["capacity"] = place.capacity
        if place.parent:
            body["parent_venue_id"] = self._venues[place.parent].id
        return _venue(self._api.post("/venues", body, token))

    # -- visits -----------------------------------------------------------------------------------------------

    def _visits(self, population: Sequence[Person], here: Sequence[Place], there: Sequence[Place]) -> dict[str, int]:
        neighbours = [p for p in population if p.unit == demo.NEIGHBOUR and p.household % 2] or list(population[:3])
        locals_ = [p for p in population if p not in neighbours]
        told: list[Scan] = []
        counts: dict[str, int] = {}
        for back in range(self._days, -1, -1):
            day = local_day(self._now) - timedelta(days=back)
            scans = so_far(scans_of(day, self._seed, locals_, here, self._scale.scans_a_day), self._now)
            told += scans
            counts[day.isoformat()] = len(scans)
            told += so_far(scans_of(day, self._seed, neighbours, there, NEIGHBOURS_A_DAY), self._now)
        self._who = {person.key: person for person in population}
        self._where = {place.key: place for place in (*here, *there)}
        young = [scan for scan in told if self._now - scan.at <= WITHIN]
        old = [scan for scan in told if self._now - scan.at > WITHIN]
        if old:
            self._past = PastDesk(local_cloud_in(self._file.parent))
            at_once(self._enter_past, old, "older than a week, through the use cases")
        at_once(self._enter, young, "through the API")
        return counts

    def _enter(self, scan: Scan) -> None:
        person, known, venue = self._who[scan.person], self._persons[scan.person], self._venues[scan.place]
        times = {"at": shown(scan.at)}
        if not person.assisted:
            left = {"out_at": shown(scan.until)} if scan.until else {}
            body = {"code": venue.typed if scan.typed else venue.secret, **times, **left}
            self._api.post("/visits", body, known.secret)
            return
        left = {"until": shown(scan.until)} if scan.until else {}
        body_by_staff = {"venue_id": venue.id, "person": self._handle(scan), **times, **left}
        self._api.post("/staff-visits", body_by_staff, self._desk(scan))

    def _enter_past(self, scan: Scan) -> None:
        person, known, venue = self._who[scan.person], self._persons[scan.person], self._venues[scan.place]
        if person.assisted:
            self._past.record(self._desk(scan), venue.id, self._handle(scan), scan.at, scan.until)
        else:
            self._past.check_in(known.secret, venue.typed if scan.typed else venue.secret, scan.at, scan.until)

    def _handle(self, scan: Scan) -> dict[str, str]:
        identity = self._who[scan.person].identity
        if scan.by_identity and identity:
            return {"identity_number": identity}
        return {"personal_code": self._persons[scan.person].secret}

    def _desk(self, scan: Scan) -> str:
        place = self._where[scan.place]
        if place.unit != demo.COMMUNE:
            return self._helper(place.unit)
        return self._tokens[DESKS.get(place.category, "volunteer")]

    # -- end --------------------------------------------------------------------------------------------------

    def _counted(self, wanted: dict[str, int]) -> None:
        """The counters follow the visits by themselves; a demonstration that opens on half of them would puzzle."""
        first, last = min(wanted), max(wanted)
        unit = f"scheme={demo.COMMUNE.scheme}&unit={demo.COMMUNE.code}"
        end = time.monotonic() + COUNTED_SECONDS
        while True:
            told = self._api.get(f"/statistics?{unit}&from={first}&to={last}", self._tokens["province"])
            behind = [day["date"] for day in told["days"] if day["check_ins"] < wanted[day["date"]]]
            if not behind:
                say(f"  {sum(day['check_ins'] for day in told['days'])} check-ins counted from {first} to {last}")
                return
            if time.monotonic() > end:
                raise Failure(f"after {COUNTED_SECONDS:.0f} s the counters of {', '.join(behind)} are still behind")
            time.sleep(POLL_SECONDS)

    def _note(self, population: Sequence[Person], counts: dict[str, int]) -> None:
        citizens = [
            {
                "person_id": self._persons[person.key].id,
                "phone": person.phone,
                "device_token": self._persons[person.key].secret,
            }
            for person in population
            if person.phone
        ][:SHOWN_CITIZENS]
        # Read again: whoever else wrote in it meanwhile keeps what they wrote.
        endpoints = json.loads(self._file.read_text(encoding="utf-8"))
        _write(self._file, {**endpoints, "citizens": citizens})
        told = {
            "seed": self._seed,
            "days": self._days,
            "persons": len(self._persons),
            "venues": len(self._venues),
            "check_ins_by_day": counts,
            "citizens": citizens,
        }
        _write(self._file.with_name("seeded.json"), told)


def _file(rows: Sequence[Place]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["name", "category", "address", "contact_phone", "capacity", "unit_code"])
    for row in rows:
        writer.writerow([row.name, row.category, row.address, row.contact_phone, row.capacity or "", row.unit.code])
    return out.getvalue()


def _venue(told: dict[str, Any]) -> Entered:
    return Entered(told["venue_id"], told["check_in_url"].partition("#")[2], told["code"])


def _write(file: Path, content: dict[str, Any]) -> None:
    file.touch(mode=0o600)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main() -> int:
    began()
    parser = argparse.ArgumentParser(description="Tell the demonstration to a running product.")
    parser.add_argument("--endpoints", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=demo.SEED)
    parser.add_argument("--days", type=int, default=demo.DAYS, choices=range(29), metavar="0..28")
    parser.add_argument("--scale", choices=sorted(SCALES), default="commune")
    options = parser.parse_args()
    try:
        Telling(options.endpoints, options.seed, options.days, SCALES[options.scale]).tell()
    except Failure as failure:
        complain(str(failure))
        return 1
    except KeyboardInterrupt:
        complain("interrupted: the seed can be run again")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
