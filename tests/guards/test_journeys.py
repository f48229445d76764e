"""Every operation of the contract is called by a journey over a deployed cloud, or stands here with the reason why not.

What actors and stories say over the wire is read from their sources; what a browser says is not, and is named.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest

from tools.contract.operations import operations
from tools.machine.paths import ROOT

JOURNEYS = ROOT / "tests" / "journeys"
# By a page that a story opens, or by what puts up the cloud: the file that does it, and how.
OTHERWISE = {
    "getHealth": ("conftest.py", "whoever deploys waits for it"),
    "listSeals": ("test_twelve_roles.py", "the auditor's page lists them"),
    "searchAccessLog": ("test_twelve_roles.py", "the auditor searches on the page"),
    "verifyAccessLog": ("test_twelve_roles.py", "the auditor presses it on the page"),
    "getStageHealth": ("test_twelve_roles.py", "the operator's page shows it"),
    "countVisits": ("test_staff_pages.py", "the officer's list says how many came today"),
    "getVenueVisits": ("test_staff_pages.py", "the officer opens a venue"),
    "exportStatistics": ("test_staff_pages.py", "the officer takes the figures away on the page"),
    "exportVenues": ("test_import.py", "the officer takes the list away on the page"),
}
UNCALLED = (
    "{missing} of the contract is called by no journey: a story under tests/journeys says it over the wire, or it is named in "
    "OTHERWISE of this file with the story whose page does."
)
# How actors speak: what says which method, and which argument is the address.
VERBS = {"get": "GET", "post": "POST", "post_csv": "POST"}


class Said(NamedTuple):
    """One request in a source; what is put into its address is `{}`."""

    method: str
    path: str


def said_in(source: str) -> Iterator[Said]:
    """Requests that are spelt out: `wire.post("/cases/…")`, `wire.send("GET", "/venues")`."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        verb, texts = call.func.attr, [_text(argument) for argument in call.args[:2]]
        method, path = (VERBS[verb], texts[0]) if verb in VERBS and texts else (*texts, "", "")[:2]
        if path.startswith("/"):
            yield Said(method, path.partition("?")[0])


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return ""


@cache
def said() -> frozenset[Said]:
    sources = (file.read_text(encoding="utf-8") for file in JOURNEYS.rglob("*.py"))
    return frozenset(one for source in sources for one in said_in(source))


def uncalled() -> set[str]:
    """Operation ids that no source says."""
    return {
        operation.operation_id
        for _, operation in operations()
        if not any(one.method == operation.method and _is(one.path, operation.path) for one in said())
    }


def _is(path: str, template: str) -> bool:
    return re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template)), path) is not None


def test_every_operation_is_called_by_a_journey() -> None:
    missing = uncalled() - OTHERWISE.keys()
    assert not missing, UNCALLED.format(missing=", ".join(sorted(missing)))


def test_nothing_is_excused_that_needs_no_excuse() -> None:
    assert OTHERWISE.keys() <= uncalled(), "it is called by now, or gone from the contract"
    assert all((JOURNEYS / file).exists() for file, _ in OTHERWISE.values())


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ('self.wire.get(f"/venues/{venue.venue_id}?x={y}")', [Said("GET", "/venues/{}")]),
        ('wire.send("DELETE", "/me")', [Said("DELETE", "/me")]),
        ('wire.post_csv("/venue-imports", text)', [Said("POST", "/venue-imports")]),
        ('page.goto("/staff"), told.get("person_id"), print("/me")', []),
    ],
)
def test_what_a_source_says(source: str, wanted: list[Said]) -> None:
    assert list(said_in(source)) == wanted


def test_an_address_is_told_from_a_longer_one() -> None:
    assert _is("/venues/{}", "/venues/{venue}")
    assert not _is("/venues/{}/update", "/venues/{venue}")
    assert not _is("/venues", "/venues/{venue}")
