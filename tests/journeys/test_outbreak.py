"""`make demo` at a small scale: the figures are honest, everybody is told once, and the same day is told once."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.journeys.actors.town import Town
from tests.journeys.actors.tracer import Tracer
from tools.machine.paths import ROOT

pytestmark = pytest.mark.journey
AT_LEAST = 0.5
"""Of those really near: some scanned nowhere, some meals nobody recalled."""


def run(town: Town, module: str, *more: str) -> str:
    command = [sys.executable, "-m", module, "--endpoints", str(town.cloud.endpoints_file), *more]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def noted(town: Town) -> Any:
    return json.loads(town.cloud.endpoints_file.with_name("outbreak.json").read_text(encoding="utf-8"))


def test_an_outbreak_is_told_measured_and_told_only_once(town: Town) -> None:
    if not town.cloud.endpoints_file.with_name("seeded.json").exists():
        run(town, "tools.seed", "--scale", "small", "--days", "9")

    said = run(town, "tools.demo_story")

    told = noted(town)
    first, second, third = (told["cases"][name] for name in "ABC")
    assert told["exactly_once"] == told["readers"] > 0
    assert told["corrected_once"] == told["to_correct"] > 0
    assert told["too_many"] == told["corrected_wrongly"] == 0
    for case in (first, second):
        assert case["rightly_traced"] >= AT_LEAST * case["really_exposed"] > 0
        assert case["f1"] >= case["rightly_traced"] + sum(case["added"].values())
        assert case["last_notice"] is not None
        assert case["case_id"] in said
    assert first["f2"] > 0
    assert first["handed_over"] > 0
    assert first["seen_next_door"] > 0
    tracer = Tracer.of(town.officer("tracer-commune"))
    assert [tracer.trace(case["case_id"]).status for case in (first, second, third)] == [
        "published",
        "published",
        "retracted",
    ]
    assert second["person"] in first["told"]
    fair = told["held"]
    assert (tracer.trace(fair["case_id"]).status, fair["told"]) == ("held", 0)
    assert fair["people"] == tracer.trace(fair["case_id"]).held["people"] > 500

    again = run(town, "tools.demo_story")

    assert "told before" in again
    assert noted(town) == told
