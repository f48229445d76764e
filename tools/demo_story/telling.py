"""Prepares the story of one day in a running product: what happened, who is who, and what the product hears of it."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from domain.base.period import local_day
from tools.demo_story.cases import Cases
from tools.demo_story.days import Stay, day_of, of_scans
from tools.demo_story.desk import NEIGHBOUR, TRACER, Desk
from tools.demo_story.entering import Entering
from tools.demo_story.fair import Fair
from tools.demo_story.noted import Noted, noted
from tools.demo_story.outbreak import DAYS, Outbreak, Rules
from tools.demo_story.quarter import Quarter
from tools.front_door.settings import STORY
from tools.machine.console import Failure, step
from tools.seed.entry import HELPERS, Entry
from tools.seed.town import Town


class Telling:
    """One run of the story against one deployment."""

    def __init__(self, endpoints_file: Path) -> None:
        self._endpoints_file = endpoints_file
        self._entry = Entry(endpoints_file)
        seeded = _seeded(endpoints_file)
        self._told_by_seed: dict[str, int] = seeded["check_ins_by_day"]
        self.today = local_day(datetime.now(UTC))
        self.quarter = Quarter(Town(seeded["seed"], seeded["scale"]))
        self.noted = Noted(self.today.isoformat())

    @property
    def endpoints(self) -> dict[str, Any]:
        return self._entry.endpoints

    def tell(self) -> bool:
        """False when this day's story was told before."""
        with step("Staff sign in"):
            self._entry.sign_in(*HELPERS, TRACER, NEIGHBOUR)
        note = self._endpoints_file.with_name(STORY)
        self.noted = self._still_true(noted(note, self.today.isoformat()))
        if self.noted.done:
            return False
        with step("What really happened, and whom the virus reached"):
            outbreak = self._imagined()
            first = next(outbreak.casts(), None)
        if first is None:
            raise Failure("on this day nobody of the quarter would infect anybody: choose another seed")
        entering = Entering(self._entry, self.quarter, self._endpoints_file)
        with step("Households of the quarter register"):
            entering.everybody()
        with step(f"Visits of {DAYS} days"):
            entering.visits(outbreak.stays)
        desk = Desk(self._entry, entering.people, entering.venues)
        Cases(self._entry, entering, desk, outbreak, self.noted, note).tell(outbreak.casts())
        with step("An F0 was at a fair: the crowd is held until a second person releases it"):
            self.noted.held = Fair(self._entry, self.quarter.seed, self.today).held(desk)
        self.noted.done = True
        self.noted.save(note)
        return True

    def _still_true(self, told: Noted) -> Noted:
        """A note of a product that has been reset since is of no use."""
        desk = Desk(self._entry, {}, {})
        cases = [case.case_id for case in told.cases.values()] or list(told.earlier.values())[-1:]
        return told if all(desk.knows(case_id) for case_id in cases) else Noted(told.day)

    def _imagined(self) -> Outbreak:
        policy = self._entry.api.get("/policy")
        rules = Rules(policy["infectious_days_before_onset"], timedelta(minutes=policy["min_overlap_minutes"]))
        stays: list[Stay] = []
        for back in range(DAYS, 0, -1):
            day = self.today - timedelta(days=back)
            stays += day_of(self.quarter, day) + self._of_town(day)
        return Outbreak(self.quarter, self.today, stays, rules, self.noted.earlier)

    def _of_town(self, day: date) -> list[Stay]:
        """What the seed told of that day: of its own last day the first part, of later ones nothing."""
        return of_scans(self.quarter.town.scans_here(day)[: self._told_by_seed.get(day.isoformat(), 0)])


def _seeded(endpoints_file: Path) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(endpoints_file.with_name("seeded.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise Failure("the commune is not seeded: start the local cloud with make up") from problem
    if "scale" not in told:
        raise Failure("the commune was seeded by an earlier version: make reset")
    return told
