"""What is done with people's data: every act has its sentence, and the platform's own reasons stand beside it."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

from domain.people.audit import Act
from functions.words import every

ROOT = Path(__file__).resolve().parents[2]


def _acts() -> Iterator[tuple[str, str, Act]]:
    """(district, name, act) of every act of the field."""
    for path in sorted((ROOT / "domain").glob("*/acts.py")):
        module = importlib.import_module(f"domain.{path.parent.name}.acts")
        yield from ((path.parent.name, name, act) for name, act in vars(module).items() if isinstance(act, Act))


ACTS = list(_acts())
NAMES = {name for _, name, _ in ACTS}


def test_every_act_has_its_sentence_in_its_own_district():
    words = {district: importlib.import_module(f"functions.words.{district}").ACTS for district, _, _ in ACTS}
    wordless = [f"{district}.acts.{name}" for district, name, act in ACTS if act not in words[district]]
    assert not wordless, (
        f"the person would not be told what was done; ACTS of functions/words/<district>.py: {wordless}"
    )
    assert set(every.ACTS) == {act for _, _, act in ACTS}, "sentences of acts that no acts.py names"


def test_acts_stored_under_one_code_are_told_in_one_sentence():
    told: dict[str, set[object]] = {}
    for district, _, act in ACTS:
        told.setdefault(act.code, set()).add((district, every.ACTS[act]))
    assert not {code for code, sentences in told.items() if len(sentences) > 1}


def _functions() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "functions").rglob("*.py")):
        if path.parent.name != "words":
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))


def _names(node: ast.AST) -> set[str]:
    return {
        each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "")
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute | ast.Name)
    }


def test_every_act_is_done_somewhere():
    done = set().union(*(_names(tree) for _, tree in _functions()))
    assert not NAMES - done, f"acts that nobody does: {NAMES - done}"


def test_a_capability_writes_no_reason_of_its_own():
    """A phrase typed into a route would be shown to a citizen as what somebody wrote, in English."""
    written = {
        (where, text.value)
        for where, tree in _functions()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and NAMES & _names(call)
        for text in ast.walk(call)
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and " " in text.value
    }
    assert not written, f"the act's own reason stands beside it, in domain/<district>/acts.py: {written}"
