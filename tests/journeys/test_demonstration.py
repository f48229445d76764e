"""The demonstration that `make up` shows, at a small scale: told once or twice, it is the same."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.journeys.actors.town import Town
from tests.journeys.actors.wire import Wire
from tools import demo
from tools.machine.paths import ROOT

pytestmark = pytest.mark.journey


def test_the_story_is_told_through_the_product_and_only_once(town: Town) -> None:
    before = by_day(town)
    first = tell(town)
    seen = by_day(town)
    today = max(seen)
    for day, count in first["check_ins_by_day"].items():
        # Elsewhere in this session people walk through the same commune, today; a day may also be told already.
        assert seen[day] == count or (before[day] and seen[day] >= count)
        assert count >= 8 or day == today
    venues = town.officer("province").figures(demo.COMMUNE).venues

    again = tell(town)

    assert again["persons"] == first["persons"]
    assert [citizen["person_id"] for citizen in again["citizens"]] == [c["person_id"] for c in first["citizens"]]
    assert {**by_day(town), today: 0} == {**seen, today: 0}
    assert town.officer("province").figures(demo.COMMUNE).venues == venues

    for citizen in town.cloud.endpoints()["citizens"]:
        told = Wire(town.api, citizen["device_token"]).get("/me").ok(200)
        assert told["person_id"] == citizen["person_id"]


def tell(town: Town) -> Any:
    """Eight days, so that the first of them is older than the API takes."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tools.seed",
            "--endpoints",
            town.cloud.endpoints_file,
            "--scale",
            "small",
            "--days",
            "9",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(town.cloud.endpoints_file.with_name("seeded.json").read_text(encoding="utf-8"))


def by_day(town: Town) -> dict[str, int]:
    told = town.officer("province").figures(demo.COMMUNE).told
    return {day["date"]: day["check_ins"] for day in told["days"]}
