"""The import rules (.importlinter) hold for whatever is added: they name kinds of files and no capability.

Each forbidden import is tried on the graph of this very tree, so that a rule nobody can break is found out.
"""

import re
from copy import deepcopy
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter.api import read_configuration
from importlinter.domain.contract import Contract

from infra.parts.asset.closure import capabilities

ROOT = Path(__file__).resolve().parents[2]
RULES = str(ROOT / ".importlinter")
FORBIDDEN = [
    ("a capability knows another", "functions.checkin.service", "functions.venue.service"),
    ("a capability knows another's shapes", "functions.venue.schema", "functions.identity.shapes"),
    ("the kit knows a capability", "functions.kit.http", "functions.reports.api"),
    ("the kit knows adapters", "functions.kit.clock", "adapters.session"),
    ("words know the kit", "functions.words.people", "functions.kit.shapes"),
    ("words know a capability", "functions.words.people", "functions.identity.shapes"),
    ("a door knows everybody's words", "functions.checkin.api", "functions.words.every"),
    ("a use case knows its wiring", "functions.checkin.service", "functions.checkin.wiring"),
    ("routes know adapters", "functions.checkin.api", "adapters.dynamo.visit.visits"),
    ("a file of no known kind knows adapters", "functions.audit.seal", "adapters.dynamo.audit.log"),
    ("a deeper room knows adapters", "functions.trace.run.steps", "adapters.dynamo.case.cases"),
    ("a trigger knows another", "functions.notify.stream", "functions.notify.inbox"),
    ("a trigger in a deeper room knows another", "functions.trace.run.steps", "functions.trace.run.reconcile"),
    ("the field knows a capability", "domain.people.person", "functions.identity.shapes"),
    ("a lower district knows a higher one", "domain.people.person", "domain.tracing.case"),
    ("an adapter knows a capability", "adapters.dynamo.calls", "functions.kit.http"),
    ("a twin knows the cloud's adapter", "adapters.memory.faults", "adapters.dynamo.calls"),
    ("infrastructure knows the field", "infra.identity", "domain.people.person"),
    ("what is deployed knows a tool", "functions.reports.api", "tools.contract.openapi"),
]


@cache
def _graph() -> grimp.ImportGraph:
    roots = read_configuration(RULES)["session_options"]["root_packages"]
    return grimp.build_graph(*roots, include_external_packages=True, cache_dir=None)


@cache
def _contracts() -> tuple[Contract, ...]:
    configuration = read_configuration(RULES)
    return tuple(_contract(options, configuration["session_options"]) for options in configuration["contracts_options"])


def _contract(options: dict[str, Any], session: dict[str, Any]) -> Contract:
    module = import_module(f"importlinter.contracts.{options['type']}")
    (kind,) = (
        found
        for found in vars(module).values()
        if isinstance(found, type) and getattr(found, "type_name", "") == options["type"]
    )
    made = kind(name=options["name"], session_options=session, contract_options=options)
    assert isinstance(made, Contract)
    return made


def broken(graph: grimp.ImportGraph) -> list[str]:
    # A contract takes the imports it ignores out of the graph it is given.
    return [contract.name for contract in _contracts() if not contract.check(deepcopy(graph), verbose=False).kept]


def test_this_tree_keeps_them():
    assert not broken(_graph())


@pytest.mark.parametrize(("what", "importer", "imported"), FORBIDDEN, ids=[what for what, *_ in FORBIDDEN])
def test_a_forbidden_import_breaks_a_rule(what, importer, imported):
    graph = deepcopy(_graph())
    assert {importer, imported} <= graph.modules, "a module that is no more: choose another of its kind"
    graph.add_import(importer=importer, imported=imported)
    assert broken(graph), what


def test_no_rule_names_a_capability_but_where_one_is_meant():
    """A list of all of them would have to grow with the next."""
    named = re.findall(rf"\bfunctions\.({'|'.join(capabilities())})\b", Path(RULES).read_text("utf-8"))
    assert named == ["audit"], "the access log alone shows all words; what holds for all is said with functions.*"
