"""`make test` side by side: whole outputs, every failure told, nothing left out, nothing left running."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tools.check import parts
from tools.check.parts import Part
from tools.check.side_by_side import side_by_side
from tools.check.summary import summary
from tools.check.times import Times
from tools.machine.paths import ROOT

# Waits for an interrupt, says that it came, and ends by itself.
TIDY = """
import pathlib, sys, time
try:
    pathlib.Path(sys.argv[1] + ".up").touch()
    time.sleep(600)
except KeyboardInterrupt:
    pathlib.Path(sys.argv[1] + ".tidied").touch()
"""
DRIVER = """
import os, sys
from pathlib import Path
from tools.check import parts
from tools.check.side_by_side import side_by_side
parts.REPORTS = folder = Path(sys.argv[1])
try:
    side_by_side([parts.Part(n, (sys.executable, "-c", sys.argv[2], str(folder / n))) for n in "ab"], os.environ)
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.fixture(autouse=True)
def reports(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(parts, "REPORTS", tmp_path)
    return tmp_path


def _part(name: str, code: str) -> Part:
    return Part(name, (sys.executable, "-c", code))


def _tests(name: str, folder: Path, body: str) -> Part:
    """A part of pytest on tests of its own."""
    place = folder / "tests" / name
    place.mkdir(parents=True)
    (place / f"test_{name}.py").write_text(body)
    command = ("-m", "pytest", "-p", "tools.check.gather", "--rootdir", str(folder), str(place))
    return Part(name, (sys.executable, *command), folder / f"{name}.json")


def test_every_test_belongs_to_exactly_one_part():
    named = [word for part in parts.parts() for word in part.command if word.startswith("tests")]
    for test in (ROOT / "tests").rglob("test_*.py"):
        holding = [name for name in named if test.is_relative_to(ROOT / name)]
        assert len(holding) == 1, f"{test.relative_to(ROOT)} is run by {holding}: tools/check/parts.py"


def test_a_folder_that_no_group_names_is_run_all_the_same(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parts, "GROUPS", {"journeys": ("journeys",)})
    assert {"lint", "journeys", "unit", "web"} <= {part.name for part in parts.parts()}


def test_outputs_are_shown_whole_and_the_last_line_has_the_counts(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    talk = "import sys\nfor n in range(200): print('{0}', n, flush=True)"
    ended = side_by_side([_part("a", talk.format("a")), _part("b", talk.format("b"))], os.environ)
    shown = [line[0] for line in capsys.readouterr().out.splitlines() if line[0] in "ab"]
    assert "".join(shown) in ("a" * 200 + "b" * 200, "b" * 200 + "a" * 200)
    text, well = summary(ended, 1.0, tmp_path / "times.json")
    assert well
    assert text.splitlines()[-1] == "tests: 0 passed, 0 failed, 0 skipped"


def test_a_check_that_fails_is_counted_and_told(tmp_path: Path):
    text, well = summary(side_by_side([_part("lint", "exit(3)")], os.environ), 1.0, tmp_path / "times.json")
    assert not well
    assert text.splitlines()[-2:] == ["FAILED lint", "tests: 0 passed, 1 failed, 0 skipped"]


def test_results_of_pytest_are_added_up_by_layer(tmp_path: Path):
    mixed = (
        "import pytest\n\ndef test_good(): pass\n\ndef test_bad(): assert 1 == 2, 'no luck'\n\n"
        "@pytest.mark.skip\ndef test_left_out(): pass\n\n"
        "@pytest.fixture\ndef broken(): raise OSError('no ground')\n\ndef test_on_it(broken): pass\n"
    )
    two = [_tests("unit", tmp_path, mixed), _tests("guards", tmp_path, "def test_good(): pass\n")]
    text, well = summary(side_by_side(two, os.environ), 1.0, tmp_path / "times.json")
    assert not well
    assert text.splitlines()[-1] == "tests: 2 passed, 2 failed, 1 skipped"
    assert "no luck" in text
    assert "no ground" in text
    assert [line.split()[0] for line in text.split("time by layer\n")[1].splitlines()[:3]] == ["unit", "guards", "sum"]


def test_a_run_of_tests_that_breaks_off_is_a_failure(tmp_path: Path):
    broken = _tests("unit", tmp_path, "import pytest\n\ndef test_one(): pytest.exit('no cloud', returncode=1)\n")
    unreadable = _tests("guards", tmp_path, "this is no Python")
    for part in (broken, unreadable):
        _, well = summary(side_by_side([part], os.environ), 1.0, tmp_path / "times.json")
        assert not well, part.name


def test_a_test_that_fails_twice_is_one_failure():
    times = Times()
    times.note("tests/unit/test_x.py::test_y", "call", "failed", 1.0, "first")
    times.note("tests/unit/test_x.py::test_y", "teardown", "failed", 1.0, "then")
    assert (times.whole.failed, times.failures) == (1, {"tests/unit/test_x.py::test_y": "first"})


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_lets_every_part_tidy_up(tmp_path: Path, stop: signal.Signals):
    driver = subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(tmp_path), TIDY],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    while not all((tmp_path / f"{name}.up").exists() for name in "ab"):
        assert driver.poll() is None
    driver.send_signal(stop)
    assert driver.wait() == 130
    assert all((tmp_path / f"{name}.tidied").exists() for name in "ab")
