"""A capability made by `python -m tools.new_capability` is one of the house from its first minute.

Made in a copy of this tree, and held there to the guards that everybody is held to.
"""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from infra.stage import STAGES
from tools.machine.paths import DEV_VENV
from tools.new_capability.wanted import Refused, Wanted, checked

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
TYPES = ".mypy_cache/3.11"
# With several of everything; with one of each; with a reader that starts nothing; without a table.
SEVERAL = "shelter --thing berth --district health --table --inboxes 2 --workflows 2 --background 3"
ONE_OF_EACH = "clinic --thing vial --district health --table --inboxes 1 --workflows 1 --background 1"
A_READER = "booth --thing ticket --district presence --table --inboxes 1"
NO_TABLE = "roster"
NAMES = ("shelter", "clinic", "booth", "roster")
WORDS = (*NAMES, "berth", "vial", "ticket", "health")
OF_THE_NEWCOMERS = " or ".join((*NAMES, "berth", "vial", "ticket"))
# What one of them has shown needs no second showing.
SHOWN_ONCE = "(clinic or booth or vial or ticket) and (test_imports or test_bad_bodies or attacks)"
# What is made from the code anew, and the one register of facts.
MADE_ANEW = {
    "docs/guidebook/tree.md",
    "docs/contracts/events/README.md",
    "docs/contracts/openapi.json",
    "docs/guidebook/keys.md",
    "docs/guidebook/permissions.md",
}
REGISTER = "infra/data.py"
TABLES = "docs/guidebook/data-and-keys.md"
# A paragraph for each queue and workflow: who waits when it does.
PLAYBOOKS = {"docs/playbooks/backlog.md", "docs/playbooks/run-failed.md"}
# Guards that compare a list with the code.
LISTS = "every_twin_stands or every_operation_has or every_event_has or made_from_the_code or page_is_what"
OF_SHELTER = {
    "api", "relay", "first-inbox", "second-inbox", "first-steps", "second-steps",
    "first-reconcile", "second-reconcile", "third-reconcile",
}  # fmt: skip


class Scratch(NamedTuple):
    """A copy of this tree with newcomers in it."""

    root: Path
    made: frozenset[str]
    changed: frozenset[str]

    @property
    def sources(self) -> list[str]:
        return sorted(name for name in self.made if name.endswith(".py"))


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    root = tmp_path_factory.mktemp("scratch")
    before = _copied(root)
    for asked in (SEVERAL, ONE_OF_EACH, A_READER, NO_TABLE):
        run(root, sys.executable, "-m", "tools.new_capability", *asked.split())
    now = {str(path.relative_to(root)) for path in _files(root)}
    changed = {name for name in before if (root / name).read_bytes() != (ROOT / name).read_bytes()}
    return Scratch(root, frozenset(now - before), frozenset(changed))


def _copied(root: Path) -> set[str]:
    """The files of this tree as they stand, committed or not."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = set(subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines())
    there = {name for name in names if (ROOT / name).is_file()}
    for name in there:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, root / name)
    (root / ".local").mkdir()
    (root / ".local" / DEV_VENV.name).symlink_to(DEV_VENV)
    return there


def _files(root: Path) -> Iterator[Path]:
    for path in root.rglob("*"):
        if path.is_file() and not {".local", "__pycache__", ".ruff_cache"} & set(path.relative_to(root).parts):
            yield path


def run(root: Path, *command: str | Path) -> str:
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{(done.stdout + done.stderr)[-4000:]}"
    return done.stdout


def test_nothing_of_others_is_edited(scratch):
    assert scratch.changed <= {REGISTER, TABLES, *PLAYBOOKS, *MADE_ANEW}, (
        "a list that grows with every capability: derive it"
    )
    strangers = [name for name in scratch.made if not any(word in name.lower() for word in WORDS)]
    strangers = sorted({*strangers} - {"domain/presence/events.py"})
    assert not strangers, f"made, and called like nobody: {strangers}"


def test_it_is_written_and_formatted_as_all_is(scratch):
    run(scratch.root, BIN / "ruff", "check", ".")
    run(scratch.root, BIN / "ruff", "format", "--check", ".")


def test_its_files_are_small(scratch):
    lengths = {name: len((scratch.root / name).read_text("utf-8").splitlines()) for name in scratch.sources}
    assert not {name for name, lines in lengths.items() if lines > 150}
    assert not [name for name in scratch.made if "§" in (scratch.root / name).read_text("utf-8")], "a word left open"


def test_its_types_are_sound(scratch):
    """With what the last check of types knows: from nothing it would take minutes."""
    if not any((ROOT / TYPES).glob("*.db")):
        pytest.skip("no types are known yet: run make lint once")
    (scratch.root / TYPES).mkdir(parents=True)
    for known in (ROOT / TYPES).glob("*.db"):
        # A check that runs beside this one may be writing.
        with (
            closing(sqlite3.connect(known)) as source,
            closing(sqlite3.connect(scratch.root / TYPES / known.name)) as copy,
        ):
            source.backup(copy)
    run(scratch.root, BIN / "mypy", *scratch.sources, REGISTER)


def test_it_keeps_the_import_rules(scratch):
    run(scratch.root, BIN / "lint-imports", "--no-cache")


def test_its_doors_open_to_those_who_may_and_to_nobody_else(scratch):
    """The guards of every door and the attacks on it, of events, words and starts; its own tests; its register on the twin and on moto."""
    own = [name for name in scratch.sources if name.partition("tests/")[2].startswith(("unit/", "contract/"))]
    places = (*own, "tests/guards", "tests/attacks")
    said = pytested(scratch.root, *places, "-k", f"({OF_THE_NEWCOMERS} or {LISTS}) and not ({SHOWN_ONCE})")
    for test in (
        "test_callers.py::test_every_caller_gets_exactly_the_status_of_its_row[listMyBerths]",
        "test_callers.py::test_every_caller_gets_exactly_the_status_of_its_row[getMyRoster]",
        "test_bad_input.py",
        "test_imports.py::test_a_handler_starts_with_an_empty_environment_and_without_heavy_packages[functions.shelter",
        "test_events.py::test_an_example_is_what_the_code_says_and_reads[BerthRecorded]",
        "attacks/test_requests.py::test_a_good_request_of_every_caller[listMyBerths]",
        "attacks/test_tokens.py::test_a_token_that_does_not_verify_is_refused_everywhere[getMyRoster]",
        "test_berth_register.py::test_those_of_a_day_are_counted[moto]",
        "test_berths.py::test_the_second_inbox_starts_one_run_for_one_berth",
    ):
        assert test in said, f"{test} was not among what ran"


def test_its_operations_stand_on_the_pages_of_the_contract(scratch):
    permissions = (scratch.root / "docs/guidebook/permissions.md").read_text("utf-8")
    contract = (scratch.root / "docs/contracts/openapi.json").read_text("utf-8")
    for operation in ("recordMyBerth", "listMyVials", "recordMyTicket", "getMyRoster"):
        assert operation in permissions
        assert f'"{operation}"' in contract


def test_every_stage_can_be_made_of_it(scratch, tmp_path):
    """Its roles, its table, what is watched and what AWS would refuse, without what is inside the functions."""
    said = run(scratch.root, sys.executable, "-m", "tests.guards.synthesis", tmp_path, *NAMES).splitlines()
    of_shelter = {f"shelter-{name}" for name in OF_SHELTER}
    assert {line.split()[0]: of_shelter & {*line.split()} for line in said} == dict.fromkeys(STAGES, of_shelter)


def pytested(root: Path, *arguments: str) -> str:
    command = (sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", "-m", "not cloud")
    return run(root, *command, *arguments)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (Wanted("venue"), "there already"),
        (Wanted("kit"), "there already"),
        (Wanted("Ward"), "small letters"),
        (Wanted("queue"), "Python's own"),
        (Wanted("testing"), "Python's own"),
        (Wanted("ward", inboxes=1), "add --table"),
        (Wanted("ward", table=True), "--district"),
        (Wanted("ward", table=True, district="base"), "every district stands on"),
        (Wanted("ward", table=True, district="mood"), "no district of .importlinter"),
        (Wanted("ward", thing="visit", table=True, district="presence"), "a table Visit already"),
        (Wanted("ward", thing="milestone", table=True, district="tracing"), "milestone.py is there already"),
        (Wanted("ward", table=True, district="health", workflows=1), "as many inboxes"),
        (Wanted("ward", table=True, district="health", background=10), "more than one capability"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(asked, why):
    with pytest.raises(Refused, match=why):
        checked(asked, ROOT)
