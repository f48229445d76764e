"""What is said to people: every refusal and rule has its sentence in one district, and every door knows its words.

`functions/words/<district>.py` holds the words; a door is given the districts it may refuse for.
"""

import ast
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import grimp
import pytest

from domain.base.errors import DomainError
from domain.tracing.warnings import WarningCode
from functions.kit.http import Door
from functions.words import base, every
from tests.doors.calls import OPERATIONS
from tools.contract.operations import refusals

ROOT = Path(__file__).resolve().parents[2]
WORDS = (base, *every.DISTRICTS)
NO_DISTRICT = {"base", "every", "sentence"}
OF_THE_KIT = {"tables"}  # its reader of tables refuses for every door that takes one
DISTRICTS = sorted(path.parent.name for path in (ROOT / "domain").glob("*/__init__.py"))
SENTENCES = [(code, problem.vi, problem.en) for code, problem in every.PROBLEMS.items()]
SENTENCES += [(rule, *said) for rule, said in every.RULES.items()]
SENTENCES += [(warning, *said) for warning, said in every.WARNINGS.items()]
SENTENCES += [(rule, *said) for rule, said in every.WHOLE.items()]
SENTENCES += [(act.code, *said) for act, said in every.ACTS.items()]
RULE_GIVERS = {"Fault", "of", "fault"}
MADE_OF_FIELD_NAMES = {"person-id", "personal-code", "identity-number"}


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def _refusals(kind: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    for child in kind.__subclasses__():
        if child.__module__.startswith(("domain.", "functions.")):
            yield child
            yield from _refusals(child)


REFUSALS = sorted({*_refusals(), *_refusals()}, key=lambda refusal: refusal.code)


def _home(refusal: type[DomainError]) -> str:
    """The file of words that a refusal belongs to: its district's; those of the kit are said by every door."""
    first, second, *_ = refusal.__module__.split(".")
    return second if first == "domain" else "base"


def test_every_file_of_words_is_among_those_that_the_access_log_and_the_contract_read():
    files = {path.stem for path in (ROOT / "functions" / "words").glob("[a-z]*.py")} - NO_DISTRICT
    assert files == {_name(module) for module in every.DISTRICTS}, (
        "functions/words/every.py lists each district's words"
    )
    assert files <= {*DISTRICTS, *OF_THE_KIT}, f"words of no district of the field: {files - set(DISTRICTS)}"


def test_every_refusal_has_its_words_in_its_own_district_and_nowhere_else():
    holders = {refusal: [_name(m) for m in WORDS if refusal.code in m.PROBLEMS] for refusal in REFUSALS}
    wrong = {f"{r.__name__} ({r.code})": held for r, held in holders.items() if held != [_home(r)]}
    assert not wrong, f"PROBLEMS of functions/words/<district>.py of the refusal, once; found in: {wrong}"


def test_every_problem_is_said_of_some_refusal():
    orphans = set(every.PROBLEMS) - {refusal.code for refusal in REFUSALS}
    assert not orphans, f"words of refusals that are no more: {orphans}"


def test_no_two_refusals_share_a_code():
    codes = Counter(refusal.code for refusal in REFUSALS)
    assert not {code for code, times in codes.items() if times > 1}


@pytest.mark.parametrize(("code", "vi", "en"), SENTENCES)
def test_every_sentence_is_there_in_both_languages_in_one_unicode_form(code, vi, en):
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", code)
    for text in (vi, en):
        assert text.strip() == text != ""
        assert unicodedata.is_normalized("NFC", text)
    assert en.isascii() or "≤" in en
    assert vi != en


@pytest.mark.parametrize(("code", "problem"), sorted(every.PROBLEMS.items()))
def test_a_problem_is_a_sentence_and_a_status_of_refusal(code, problem):
    assert problem.vi.endswith(".")
    assert problem.en.endswith(".")
    assert 400 <= problem.status < 600
    assert (problem.status >= 500) == (code in {"busy", "fault"})


@cache
def _sources() -> tuple[tuple[str, ast.Module], ...]:
    """(dotted name, tree) of everything that is deployed but the words themselves."""
    paths = [path for folder in ("domain", "functions", "adapters") for path in sorted((ROOT / folder).rglob("*.py"))]
    named = ((".".join(path.relative_to(ROOT).with_suffix("").parts), path) for path in paths)
    return tuple((name, ast.parse(path.read_text("utf-8"))) for name, path in named if ".words." not in name)


def _constants(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def _rules_given(tree: ast.Module) -> Iterator[str]:
    """Every constant given as the rule of a fault."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and len(node.args) >= 2:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            rule = node.args[1]
            if called in RULE_GIVERS and isinstance(rule, ast.Constant) and isinstance(rule.value, str):
                yield rule.value


def test_every_rule_that_is_used_has_its_words():
    missing = {
        (rule, module)
        for module, tree in _sources()
        for rule in _rules_given(tree)
        if rule not in every.RULES and rule not in every.PROBLEMS and rule not in every.WHOLE
    }
    assert not missing, f"rules without words; RULES of functions/words/<district>.py: {missing}"


def test_every_rule_that_has_words_is_used():
    used = {text for _, tree in _sources() for text in _constants(tree)}
    unused = set(every.RULES) - used - MADE_OF_FIELD_NAMES
    assert not unused, f"words of rules that nothing breaks: {unused}"


def test_every_warning_has_its_sentence_and_is_given():
    assert set(every.WARNINGS) == {code.value for code in WarningCode}
    assert not set(every.WARNINGS) & (set(every.RULES) | set(every.PROBLEMS)), "a fault is never confirmed"
    for vi, en in every.WARNINGS.values():
        assert vi.endswith(".")
        assert en.endswith(".")


def test_a_rule_has_its_words_once():
    times = Counter(rule for module in WORDS for rule in module.RULES)
    assert not {rule for rule, count in times.items() if count > 1}, "one district says it, or base"
    said_otherwise = set(every.RULES) & set(every.PROBLEMS)
    assert not said_otherwise, f"a refusal that is its own rule says its own sentence: {said_otherwise}"


DOORS = {door.app.app_name: door for door, _ in OPERATIONS.values()}


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_a_door_has_the_words_of_every_problem_its_operations_declare(name):
    door, operation = OPERATIONS[name]
    speechless = refusals(operation) - set(door.vocabulary.problems)
    assert not speechless, f"{name}: give Door(…, words=…) the districts of {speechless}"


@cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph("domain", "functions", "adapters")


@cache
def _reached(door: str) -> set[str]:
    """Every module of ours that a request at this door may come to import, the field included."""
    return {f"functions.{door}.api", *_graph().find_upstream_modules(f"functions.{door}.api")}


def _named_to_be_raised(tree: ast.Module) -> set[str]:
    """Names a module uses other than to catch them or to import them."""
    caught = {
        id(name)
        for handler in ast.walk(tree)
        if isinstance(handler, ast.ExceptHandler) and handler.type
        for name in ast.walk(handler.type)
    }
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in caught}


@pytest.mark.parametrize("name", sorted(DOORS))
def test_a_door_has_the_words_of_everything_its_code_may_refuse(name):
    """A refusal without words is an unexpected fault in front of a citizen. What the field refuses by itself is among
    the declared problems; modules of the field are reached for their values as well."""
    door, by_name = DOORS[name], {refusal.__name__: refusal.code for refusal in REFUSALS}
    problems, rules = door.vocabulary.problems, {*door.vocabulary.rules, *door.vocabulary.warnings}
    speechless = set()
    for module, tree in _sources():
        if module in _reached(name) and not module.startswith("domain."):
            codes = {by_name[word] for word in _named_to_be_raised(tree) if word in by_name}
            speechless |= {(code, module) for code in codes - set(problems)}
            speechless |= {(rule, module) for rule in {*_rules_given(tree)} - rules - set(problems)}
    assert not speechless, f"Door({name!r}, words=…) lacks the district of: {sorted(speechless)}"


def test_a_doors_words_are_those_it_needs():
    """What a door is given is in its asset: no tracing on the way of a check-in."""
    idle = {
        (name, _name(words))
        for name in DOORS
        for words in every.DISTRICTS
        if words.__name__ in _reached(name) and name != "audit" and not _needs(DOORS[name], words)
    }
    assert not idle, f"words that no refusal of these doors says: {idle}"


def _needs(door: Door, words: ModuleType) -> bool:
    declared = {code for operation in door.operations.values() for code in refusals(operation)}
    given = {rule for m, tree in _sources() if m in _reached(door.app.app_name) for rule in _constants(tree)}
    return bool(declared & set(words.PROBLEMS) or given & set(words.RULES))
