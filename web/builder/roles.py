"""Roles on the pages: how they are called, and who sees what. Nothing is copied: names come from the field's table of
roles, callers from the public contract."""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from domain.people.roles import Role
from web.builder.pages import PAGES, WEB, Page

CONTRACT = WEB.parent / "docs" / "contracts" / "openapi.json"
# The build puts in the groups; a module with this word names roles.
PLACE = "__ROLES__"
_MAY_CALL = re.compile(r"""\bmay\(\s*["'](\w+)["']""")
_MAY_SEE = re.compile(r'data-may="([^"]+)"')


def names(language: str) -> dict[str, str]:
    """Sentences of the pages: how each role is called."""
    return {f"role.{role}": getattr(role.shown, language) for role in Role}


@cache
def _callers() -> dict[str, list[str]]:
    """Operation to the roles that may call it."""
    paths = json.loads(CONTRACT.read_text(encoding="utf-8"))["paths"]
    return {
        operation["operationId"]: [role for way in operation["security"] for role in way.get("staffToken", [])]
        for methods in paths.values()
        for operation in methods.values()
    }


def callers(operation: str) -> list[str]:
    """The roles that may call an operation. Raises SystemExit for one that is not in the contract or not for staff."""
    if not (found := _callers().get(operation)):
        raise SystemExit(f"web: no role may call {operation!r}: see docs/contracts/openapi.json")
    return found


def seers(wanted: str) -> list[str]:
    """The roles that are shown something: a page, by its address, or what calls an operation, by its name. A second name
    behind a minus takes its callers out: `findPersons -recordVisitByStaff`."""
    named, *without = wanted.split()
    left = {role for each in without for role in _callers_of(each.removeprefix("-"))}
    return [role for role in _callers_of(named) if role not in left]


def _callers_of(wanted: str) -> list[str]:
    return viewers(next(page for page in PAGES if page.url == wanted)) if wanted.startswith("/") else callers(wanted)


def viewers(page: Page) -> list[str]:
    """The roles that a page of staff is for; nobody for a page that asks for no role."""
    return sorted({role for operation in page.operations for role in callers(operation)})


def written(html: str, page: Page) -> str:
    """A page's markup with roles for every `data-may`, and those it is for at its root."""
    marked = _MAY_SEE.sub(lambda found: f'data-roles="{" ".join(seers(found[1]))}"', html)
    whom = " ".join(viewers(page))
    return marked.replace('<html lang="vi">', f'<html lang="vi" data-for="{whom}">', 1) if whom else marked


def asked(files: Iterable[Path]) -> dict[str, list[str]]:
    """The operations that modules ask `may` about, with the roles that may call them."""
    names = {name for file in files for name in _MAY_CALL.findall(file.read_text(encoding="utf-8"))}
    return {name: callers(name) for name in sorted(names)}
