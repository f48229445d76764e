"""Files of a new capability, and what it adds to: the register of tables, its district's events, playbooks of a kind."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.new_capability import templates, words
from tools.new_capability.wanted import Wanted

REGISTER = "infra/data.py"
TABLES_PAGE = "docs/guidebook/data-and-keys.md"
AFTER_TABLES = "\n- The key *is* the idempotency token"
# Where a person at night looks for who waits: a paragraph for each queue and each workflow.
PLAYBOOKS = ("backlog", "run-failed")
NEXT_PART = "\n## First three checks\n"


def write(wanted: Wanted, root: Path) -> tuple[list[str], list[str]]:
    """(made, changed), as paths from the root."""
    made, changed = [], []
    for name, text in _texts(wanted):
        place = root / name
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
            made.append(name)
        elif name == f"domain/{wanted.district}/events.py":
            place.write_text(_added(place.read_text("utf-8"), text), "utf-8")
            changed.append(name)
    if wanted.table:
        register = root / REGISTER
        register.write_text(_with_row(register.read_text("utf-8"), _row(wanted)), "utf-8")
        page = root / TABLES_PAGE
        page.write_text(page.read_text("utf-8").replace(AFTER_TABLES, f"{_line(wanted)}{AFTER_TABLES}", 1), "utf-8")
        changed += [REGISTER, TABLES_PAGE]
    changed += _told_in_playbooks(wanted, root)
    _tidy([root / name for name in (*made, *changed) if name.endswith(".py")])
    return made, changed


def _texts(wanted: Wanted) -> Iterator[tuple[str, str]]:
    own, slots = words.of_capability(wanted), _slots(wanted)
    for name, text in templates.files("table" if wanted.table else "plain", own):
        yield name, _source(name, templates.whole(text, own, slots))
    if "logs" in slots:
        for name, text in templates.files("logs", own):
            yield name, _source(name, templates.whole(text, own, slots))
    for kind, of_room in _parts(wanted):
        for name, text in templates.files(kind, {**of_room, "room": of_room["ordinal"]}):
            yield name, _source(name, templates.whole(text, of_room, slots))


def _parts(wanted: Wanted) -> Iterator[tuple[str, templates.Words]]:
    for number, room in enumerate(wanted.rooms):
        of_room = words.of_room(wanted, room)
        kinds = wanted.kinds(number)
        yield from ((kind, of_room) for kind in kinds)
        if {"workflow", "background"} & set(kinds):
            yield "work", of_room
        if room:
            yield "room", of_room


def _slots(wanted: Wanted) -> templates.Words:
    return templates.gathered(_parts(wanted), words.of_capability(wanted))


def _row(wanted: Wanted) -> str:
    return templates.whole(
        (templates.HOME / "table" / "row.txt").read_text("utf-8"), words.of_capability(wanted), _slots(wanted)
    )


def _line(wanted: Wanted) -> str:
    return templates.filled((templates.HOME / "table" / "page_row.txt").read_text("utf-8"), words.of_capability(wanted))


def _told_in_playbooks(wanted: Wanted, root: Path) -> Iterator[str]:
    for kind, said in _slots(wanted).items():
        if kind in PLAYBOOKS:
            page = root / "docs" / "playbooks" / f"{kind}.md"
            page.write_text(page.read_text("utf-8").replace(NEXT_PART, f"{said}{NEXT_PART}", 1), "utf-8")
            yield str(page.relative_to(root))


def _source(name: str, text: str) -> str:
    return templates.hoisted(text) if name.endswith(".py") else text


def _with_row(register: str, row: str) -> str:
    """The row at the end of the register."""
    body = register.rstrip()
    if not body.endswith(")"):
        raise ValueError(f"{REGISTER} does not end with its last table")
    return f"{body[:-1]}{row})\n"


def _added(events: str, new: str) -> str:
    """The classes of `new` below those that are there."""
    return templates.hoisted(f"{events.rstrip()}\n\n\n{templates.DOCSTRING.sub('', new).lstrip()}")


def _tidy(sources: list[Path]) -> None:
    """Imports in their order: it depends on how the newcomer is called."""
    ruff = Path(sys.executable).parent / "ruff"
    subprocess.run([ruff, "check", "--quiet", "--select", "I", "--fix", *sources], check=True)
    subprocess.run([ruff, "format", "--quiet", *sources], check=True)
