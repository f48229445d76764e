"""What was asked for, and what of it cannot be."""

import keyword
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from infra.data import TABLES

WORD = re.compile(r"[a-z]{3,20}")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


class Refused(ValueError):
    """Nothing was written. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A capability. The n-th workflow is started by the n-th inbox."""

    name: str
    thing: str = ""
    district: str = ""
    table: bool = False
    inboxes: int = 0
    workflows: int = 0
    background: int = 0

    @property
    def noun(self) -> str:
        return self.thing or self.name

    @property
    def rooms(self) -> tuple[str, ...]:
        """One of each kind lies beside the routes; several have a room each."""
        most = max(self.inboxes, self.workflows, self.background)
        return ORDINALS[:most] if most > 1 else ("",) * most

    def kinds(self, number: int) -> tuple[str, ...]:
        """The kinds of work in the room of this number, from 0."""
        hears = ("workflow",) if number < self.workflows else ("inbox",) if number < self.inboxes else ()
        return (*hears, "background") if number < self.background else hears


def checked(wanted: Wanted, root: Path) -> Wanted:
    """Raises Refused."""
    for word in (wanted.name, wanted.noun):
        _refuse(not WORD.fullmatch(word), f"{word!r}: one word of 3 to 20 small letters")
        taken = word in sys.stdlib_module_names or keyword.iskeyword(word) or word.startswith("test")
        _refuse(taken, f"{word!r} is a name of Python's own: choose another")
    home = root / "functions" / wanted.name
    _refuse(home.exists() or (root / "infra" / f"{wanted.name}.py").exists(), f"{wanted.name} is there already")
    works = max(wanted.inboxes, wanted.workflows, wanted.background)
    _refuse(works > len(ORDINALS), f"more than {len(ORDINALS)} of a kind: that is more than one capability")
    _refuse(wanted.workflows > wanted.inboxes, "a workflow is started by an inbox: ask for as many inboxes")
    if wanted.table:
        _check_table(wanted, root)
    else:
        _refuse(works > 0, "inboxes, workflows and schedules work on what a table holds: add --table")
    return wanted


def _check_table(wanted: Wanted, root: Path) -> None:
    _refuse(wanted.noun.title() in TABLES, f"there is a table {wanted.noun.title()} already: choose another --thing")
    _refuse(not wanted.district, "say with --district which folder below domain/ the thing belongs to")
    _refuse(wanted.district == "base", "base is what every district stands on: it holds no things")
    layers = (root / ".importlinter").read_text("utf-8")
    known = re.search(
        rf"^    .*\b{re.escape(wanted.district)}\b", layers.partition("containers = domain")[2], re.MULTILINE
    )
    why = f"{wanted.district} is no district of .importlinter: say there first which districts it stands on"
    _refuse(not known or not WORD.fullmatch(wanted.district), why)
    there = root / "domain" / wanted.district / f"{wanted.noun}.py"
    _refuse(there.exists(), f"{there.relative_to(root)} is there already: choose another --thing")


def _refuse(wrong: object, why: str) -> None:
    if wrong:
        raise Refused(why)
