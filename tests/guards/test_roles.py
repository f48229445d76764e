"""Roles: one table gives each its group, its words and its name on the pages; menus follow the public contract."""

import re
import unicodedata
from pathlib import Path

import pytest

from domain.people.roles import Role
from functions.audit.words import sentence
from tests.doors.calls import OPERATIONS
from web.builder import roles, texts
from web.builder.pages import PAGES, WEB, Page

TABLE = "domain/people/roles.py"
MENUS = (WEB / "parts" / "shell" / "staff-bar.html", WEB / "staff" / "sign-in" / "index.html")
STAFF = [page for page in PAGES if page.operations]
REACHED_BY_A_LINK_OF_ANOTHER = {"/tracer/case"}
# The contract opens registering to everybody, and of staff it takes those alone who may correct a record.
STANDS_FOR = {("/staff/people", "correctPerson"): "registerPerson"}
SOURCES = [
    file
    for folder in ("parts", "staff", "tracer", "venue", "citizen")
    for file in sorted((WEB / folder).rglob("*"))
    if file.suffix in {".html", ".mjs"}
]


def test_every_role_is_the_group_it_says():
    assert [role.value for role in Role if role.value != role.name.lower()] == [], (
        f"{TABLE}: a group is the role's name"
    )


def test_every_role_has_its_name_on_the_pages_and_its_words_in_sentences():
    nameless = [
        f"{role.name}: {what}, {language}"
        for role in Role
        for what, name in (("shown", role.shown), ("said", role.said))
        for language, text in name._asdict().items()
        if not text.strip() or unicodedata.normalize("NFC", text) != text
    ]
    assert not nameless, f"{TABLE} names every role in both languages: {nameless}"


def test_no_two_roles_are_called_alike():
    for language in ("vi", "en"):
        names = [getattr(role.shown, language) for role in Role]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("role", Role)
def test_the_access_log_says_each_role(role):
    assert sentence("person-looked-up", role).vi != sentence("person-looked-up", "unheard-of").vi


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pages_name_every_role(language):
    assert {f"role.{role}" for role in Role} <= set(texts.read(language))


def _staff_callers(operation: str) -> set[str]:
    return set(OPERATIONS[operation][1].callers.roles)


@pytest.mark.parametrize("page", STAFF, ids=lambda page: page.url)
def test_a_staff_page_is_shown_to_those_who_may_call_what_it_is_for(page: Page):
    assert set(roles.seers(page.url)) == set().union(*map(_staff_callers, page.operations))


def test_every_page_of_staff_says_what_it_is_for():
    silent = [page.url for page in PAGES if not page.inlined and page.url != "/staff" and not page.operations]
    assert not silent, f"web/builder/pages.py: operations=…, by which menus know whom to show these pages: {silent}"


@pytest.mark.parametrize("page", STAFF, ids=lambda page: page.url)
def test_a_staff_page_calls_what_it_is_for(page: Page):
    modules = [file.read_text("utf-8") for file in texts.modules(page.folder / "page.mjs")]
    called_for = [STANDS_FOR.get((page.url, operation), operation) for operation in page.operations]
    for path in (OPERATIONS[operation][1].path for operation in called_for):
        called = re.escape(path).replace(r"\{case_id\}", r"\$\{\w+(?:\(\))?\}") + r"[?\"`]"
        assert any(re.search(called, module) for module in modules), f"no module calls {path}"


def test_the_desk_is_shown_to_whoever_only_looks_people_up():
    assert {Role.TRACER, Role.EPIDEMIOLOGIST, Role.VOLUNTEER} <= set(roles.seers("/staff/desk"))


@pytest.mark.parametrize("menu", MENUS, ids=lambda menu: menu.name)
def test_every_page_in_a_menu_is_shown_by_role_and_every_page_of_staff_is_there(menu: Path):
    links = [line for line in menu.read_text("utf-8").splitlines() if re.search(r'href="/(?:staff|tracer)/', line)]
    led_to = [re.findall(r'href="([^"]+)"', link) for link in links]
    shown_to = [re.findall(r'data-may="([^"]+)"', link) for link in links]
    seen: dict[str, list[str]] = {}
    for (url,), (wanted,) in zip(led_to, shown_to, strict=True):
        seen.setdefault(url, []).extend(roles.seers(wanted))
    # A link may be named after what its role does there: then several lead to one page, each role seeing one of them.
    assert {url: sorted(found) for url, found in seen.items()} == {
        page.url: roles.viewers(page) for page in STAFF if page.url not in REACHED_BY_A_LINK_OF_ANOTHER
    }


def test_nobody_writes_roles_into_a_page():
    written = [f"{file.relative_to(WEB)}" for file in SOURCES if "data-roles=" in file.read_text("utf-8")]
    assert not written, f"data-may names a page or an operation; the build writes its roles: {written}"
    literal = re.compile(f"[\"'](?:{'|'.join(Role)})[\"']")
    copied = [
        f"{file.relative_to(WEB)}: {found}"
        for file in SOURCES
        if file.suffix == ".mjs"
        for found in literal.findall(file.read_text("utf-8"))
    ]
    assert not copied, f"ask may(operation) of parts/roles.mjs: {copied}"


def test_what_pages_ask_about_may_be_called_by_somebody():
    wanted = {found for file in SOURCES for found in re.findall(r'data-may="([^"]+)"', file.read_text("utf-8"))}
    assert all(roles.seers(each) for each in wanted)
    assert roles.asked(file for file in SOURCES if file.suffix == ".mjs")


@pytest.mark.parametrize("name", ["getMyProfile", "noSuchOperation"])
def test_a_page_that_asks_about_what_no_role_may_call_stops_the_build(name):
    with pytest.raises(SystemExit, match=name):
        roles.written(f'<a data-may="{name}">', STAFF[0])


def test_a_minus_takes_out_who_may_do_the_other():
    assert set(roles.seers("findPersons -recordVisitByStaff")) == {Role.TRACER, Role.EPIDEMIOLOGIST}


@pytest.mark.parametrize("page", STAFF, ids=lambda page: page.url)
def test_a_page_names_at_its_root_whom_it_is_for(page: Page):
    found = re.search(r'^<html lang="vi" data-for="([^"]+)">', roles.written('<html lang="vi">', page))
    assert found
    assert found[1].split() == roles.viewers(page)
