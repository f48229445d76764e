"""The demonstration that `make up` shows, at a small scale: told once or twice, it is the same."""

import json
import subprocess
import sys
from datetime import date, timedelta
from typing import Any

import pytest

from tests.journeys.actors.town import Town
from tests.journeys.actors.wire import Wire
from tools import demo
from tools.paths import ROOT

pytestmark = pytest.mark.journey


@pytest.mark.timeout(180)
def test_the_story_is_told_through_the_product_and_only_once(town: Town) -> None:
    first = tell(town)
    seen = town.officer("province").figures(demo.COMMUNE, *days(first))
    counted = {day["date"]: day["check_ins"] for day in seen.told["days"]}
    assert counted == first["check_ins_by_day"] | {max(counted): counted[max(counted)]}
    assert min(count for day, count in counted.items() if day != max(counted)) >= 8

    again = tell(town)

    assert again["persons"] == first["persons"]
    assert [citizen["person_id"] for citizen in again["citizens"]] == [c["person_id"] for c in first["citizens"]]
    after = town.officer("province").figures(demo.COMMUNE, *days(first))
    past = {day["date"]: day["check_ins"] for day in after.told["days"] if day["date"] != max(counted)}
    assert past == {day: count for day, count in counted.items() if day != max(counted)}
    assert after.venues == seen.venues

    for citizen in town.cloud.endpoints()["citizens"]:
        told = Wire(town.api, citizen["device_token"]).get("/me").ok(200)
        assert told["person_id"] == citizen["person_id"]


def tell(town: Town) -> Any:
    """Nine days, so that two of them are older than the API takes."""
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


def days(told: Any) -> tuple[date, date]:
    dates = [date.fromisoformat(day) for day in told["check_ins_by_day"]]
    assert max(dates) - min(dates) == timedelta(days=9)
    return min(dates), max(dates)
