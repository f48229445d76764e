"""The guidebook names what exists, decisions are numbered once, and no file points out of the repository."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
ROOMS = "domain|adapters|functions|infra|web|tools|tests|bench|docs"
PATHS = re.compile(rf"`((?:{ROOMS})/[\w./*-]+)`")
MODULES = re.compile(r"python -m ((?:tools|bench)(?:\.\w+)*)")
LINKS = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
CITED = re.compile(r"decisions? (\d{4})")
# Written in halves, so that this file is not one of those it looks for.
ELSEWHERE = [
    "py" + "pi.", "python" + "hosted", "npm" + "js.", "--index" + "-url", "--extra-index" + "-url", "registry" + ".npm",
    "/root" + "/", "/home" + "/", "/work" + "/", "/Us" + "ers/", "/tm" + "p/",
]  # fmt: skip


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_path_a_page_names_exists(page):
    text = page.read_text("utf-8")
    missing = _unknown(path for path in PATHS.findall(text) if not any(ROOT.glob(path.rstrip("/"))))
    assert not missing, f"{_name(page)} names what is not there: {missing}"
    modules = [
        m
        for m in MODULES.findall(text)
        if not any(ROOT.glob(m.replace(".", "/") + end) for end in (".py", "/__main__.py"))
    ]
    assert not modules, f"{_name(page)} tells to run what is not there: {modules}"


def _unknown(paths: Iterable[str]) -> list[str]:
    """Those that no build makes either: what a build makes is named in .gitignore and missing from a fresh clone."""
    return [path for path in paths if not _ignored(path)]


def _ignored(path: str) -> bool:
    asked = ["git", "check-ignore", "--quiet", "--no-index", path.rstrip("/") + "/"]
    return subprocess.run(asked, cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_leads_somewhere(page):
    broken = [link for link in LINKS.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert not broken, f"{_name(page)}: {broken}"


def test_decisions_are_numbered_once_and_named_in_kebab_case():
    numbers = [path.name[:4] for path in DECISIONS]
    assert len(numbers) == len(set(numbers)), "two decisions share a number"
    assert all(re.fullmatch(r"\d{4}(?:-[a-z0-9]+)+\.md", path.name) for path in DECISIONS)


def _tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def _text(name: str) -> str:
    try:
        return (ROOT / name).read_text("utf-8")
    except UnicodeDecodeError:
        return ""  # pictures and fonts


def test_every_decision_that_is_cited_was_written():
    written = {path.name[:4] for path in DECISIONS}
    wanted = {(name, number) for name in _tracked() for number in CITED.findall(_text(name))}
    missing = {(name, number) for name, number in wanted if number not in written}
    assert not missing, f"cited and not written: {missing}"


def test_no_file_points_at_a_registry_or_at_somebodys_machine():
    """Locks are hashed and name no index; where packages come from is each installation's own setting."""
    found = {(name, sign) for name in _tracked() for sign in ELSEWHERE if sign in _text(name)}
    assert not found, f"addresses of registries or paths of one machine: {sorted(found)}"


def test_the_glossary_has_both_languages():
    rows = [line for line in (DOCS / "glossary.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    assert len(rows) > 5
    assert all(line.count("|") >= 4 for line in rows), "English, Vietnamese, meaning"
