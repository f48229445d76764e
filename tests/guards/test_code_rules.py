"""Rules of the house that a tool cannot know; each failure says which rule, and why."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from logging import LogRecord
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEPLOYED = ("domain", "adapters", "functions")
OURS = (*DEPLOYED, "infra", "edge_ble")
CLOUD_LIBRARIES = {"boto3", "botocore", "pynamodb"}
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
MAY_ASK_THE_TIME = {"clock.py", "wiring.py", "main.py"}  # main.py: the gateway's
PRIVATE = re.compile(
    r"phone|name|address|token|otp|password|secret|email|identity_number|birth|text|body|card", re.IGNORECASE
)
RESERVED = set(LogRecord("", 0, "", 0, "", (), None).__dict__) | {"message", "asctime", "location", "timestamp"}


# What each file of a capability is for (house, section 2). Use cases have one room, which the import rules watch.
FILES_OF_A_CAPABILITY = {
    "api", "door", "schema", "shapes", "shown", "intake", "words", "service", "stream", "inbox", "steps", "reconcile",
    "logs", "wiring",
}  # fmt: skip
OTHERS_OF_A_CAPABILITY = {
    "audit/seal.py": "a trigger of the clock, named for what it does",
    "identity/registration/sources.py": "a count that a process keeps between requests",
    "audit/watch.py": "a trigger of the stream, named for what it does",
    "trace/asked.py": "who asks, why and when: one value",
    "trace/of_humans.py": "reads by human, for the steps of a run and for lists: any record counts",
    "venue/links.py": "what a QR holds",
    "reports/table.py": "figures as tables: headings, and what stands in each row",
    "trace/contact/table.py": "contacts as a table: headings, and what each cell is made from",
    "venue/sheet": "the intake of a file, and what is told of it and given out: from rows to venues and back",
    "venue/poster": "draws",
}
MOST_IN_A_ROOM = 14


@dataclass(frozen=True)
class Source:
    path: Path
    tree: ast.Module

    @property
    def shown(self) -> str:
        return str(self.path.relative_to(ROOT))

    def at(self, node: ast.AST) -> str:
        return f"{self.shown}:{getattr(node, 'lineno', 0)}"

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def imports(self) -> Iterator[tuple[str, ast.AST]]:
        """Dotted names, `from a.b import c` as `a.b.c`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(Source(path, ast.parse(path.read_text("utf-8"))) for path in paths)


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def test_there_is_something_to_guard():
    assert len(sources(*DEPLOYED)) > 80


def test_only_adapters_speak_to_aws():
    found = [
        f"{source.at(node)} imports {name}"
        for source in sources("domain", "functions", "infra")
        for name, node in source.imports()
        if name.partition(".")[0] in CLOUD_LIBRARIES
    ]
    assert not found, f"a capability works against ports; AWS is spoken in adapters/ (house, habit 7): {found}"


def test_the_field_imports_the_standard_library_alone():
    import sys

    found = [
        f"{source.at(node)} imports {name}"
        for source in sources("domain")
        for name, node in source.imports()
        if name.partition(".")[0] not in {*sys.stdlib_module_names, "domain"}
    ]
    assert not found, f"the field is pure (house, habit 2): {found}"


def test_only_wiring_names_adapters():
    found = [
        f"{source.at(node)} imports {name}"
        for source in sources("functions")
        if source.path.name != "wiring.py"
        for name, node in source.imports()
        if name.startswith("adapters")
    ]
    assert not found, f"one wiring file per capability (house, habit 10): {found}"


def _is_known_of_a_capability(path: Path) -> bool:
    capability, *rooms, file = path.relative_to(ROOT / "functions").parts
    place = "/".join((capability, *rooms, file))
    if any(place == other or place.startswith(f"{other}/") for other in OTHERS_OF_A_CAPABILITY):
        return True
    stem = file.removesuffix(".py")
    return "service" in rooms or stem in FILES_OF_A_CAPABILITY


def test_no_use_case_hides_under_another_name():
    found = [
        source.shown
        for source in sources("functions")
        if source.path.name != "__init__.py"
        and not {"kit", "words"} & set(source.path.parts)
        and not _is_known_of_a_capability(source.path)
    ]
    assert not found, (
        "a use case is a function in service.py or in a module of service/, which the import rules keep from transport "
        "and from adapters; every other file of a capability says its role by its name (house, section 2). What is "
        f"neither stands in OTHERS_OF_A_CAPABILITY with its reason: {found}"
    )


@pytest.mark.parametrize("top", DEPLOYED)
def test_no_room_holds_more_than_a_reader_takes_in(top):
    rooms = {path.parent for path in (ROOT / top).rglob("*.py")}
    sizes = {
        str(room.relative_to(ROOT)): len([path for path in room.glob("*.py") if path.name != "__init__.py"])
        for room in rooms
    }
    full = {room: size for room, size in sizes.items() if size > MOST_IN_A_ROOM}
    assert not full, f"a folder holds what changes together; make rooms in (house, section 2): {full}"


def test_nobody_asks_what_time_it_is():
    found = [
        f"{source.at(call)} calls {dotted(call.func)}"
        for source in sources(*OURS)
        if source.path.name not in MAY_ASK_THE_TIME
        for call in source.calls()
        if ".".join(dotted(call.func).split(".")[-2:]) in CLOCKS
    ]
    assert not found, f"time is an argument; the clock enters in wiring.py (house, habit 3): {found}"


def test_nobody_reads_the_environment_but_settings():
    allowed = {"functions/kit/settings.py", "functions/kit/sign_in/staff_tokens.py"}
    found = [
        source.at(node)
        for source in sources("domain", "functions")
        if source.shown not in allowed
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and dotted(node) in {"os.environ", "os.getenv"}
    ]
    assert not found, f"settings are a dataclass read by functions/kit/settings.py (house, habit 10): {found}"


def test_nobody_prints():
    found = [source.at(call) for source in sources(*OURS) for call in source.calls() if dotted(call.func) == "print"]
    assert not found, f"a log is a typed record: functions/kit/observability.py (house, habit 13): {found}"


def test_chalice_is_imported_from_its_module():
    found = [
        f"{source.at(node)} imports {name}"
        for source in sources(*OURS)
        for name, node in source.imports()
        if name.partition(".")[0] == "chalice" and not name.startswith("chalice.app.")
    ]
    assert not found, f"from chalice.app import …: the package re-exports nothing under mypy --strict: {found}"


def test_every_qr_says_that_it_is_no_micro_qr():
    found = [
        source.at(call)
        for source in sources(*OURS, "tools")
        for call in source.calls()
        if dotted(call.func).startswith("segno.make")
        and not any(
            given.arg == "micro" and isinstance(given.value, ast.Constant) and given.value.value is False
            for given in call.keywords
        )
    ]
    assert not found, f"micro=False: segno makes a Micro QR of short content, which phone cameras do not read: {found}"


def test_a_record_handler_takes_a_record():
    """The batch utility passes by keyword what it finds in the signature: an argument of another name stays empty."""
    for source in sources("functions"):
        functions = {node.name: node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef)}
        for call in source.calls():
            for given in call.keywords:
                if given.arg == "record_handler":
                    taken = [argument.arg for argument in functions[dotted(given.value)].args.args]
                    assert taken == ["record"], f"{source.at(call)}: take(record) and nothing else"


def _logged_records() -> Iterator[tuple[Source, str]]:
    for source in sources("functions"):
        for call in source.calls():
            if dotted(call.func) in {"log", "log_alarming"} and call.args and isinstance(call.args[0], ast.Call):
                yield source, dotted(call.args[0].func)


def _fields() -> dict[str, list[str]]:
    return {
        node.name: [
            line.target.id
            for line in node.body
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
        ]
        for source in sources("functions")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
    }


def test_there_are_log_records_to_guard():
    assert {name for _, name in _logged_records()} >= {"DaySealed", "RecordsUnreadable", "DaysRecounted"}


def test_a_log_record_has_no_field_that_could_hold_a_persons_data():
    fields = _fields()
    found = [
        f"{source.shown} {record}.{field}"
        for source, record in _logged_records()
        for field in fields[record]
        if PRIVATE.search(field)
    ]
    assert not found, f"logs carry pseudonymous ids, codes and counts (house, habit 13): {found}"


def test_a_log_record_has_no_field_the_logger_keeps_for_itself():
    fields = _fields()
    found = [
        f"{source.shown} {record}.{field}"
        for source, record in _logged_records()
        for field in fields[record]
        if field in RESERVED
    ]
    assert not found, f"logging raises KeyError for these names: {found}"


def test_a_request_is_never_logged_whole():
    found = [
        source.at(call)
        for source in sources(*DEPLOYED)
        for call in source.calls()
        if dotted(call.func).split(".")[-1] in {"info", "debug", "warning", "error"}
        and source.shown != "functions/kit/observability.py"
    ]
    assert not found, f"log(record) of functions/kit/observability.py, nothing else (house, anti-pattern 7): {found}"


def test_exceptions_of_every_kind_are_caught_in_one_place():
    found = [
        source.shown
        for source in sources(*DEPLOYED)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or dotted(node.type) in {"Exception", "BaseException"})
    ]
    assert found == ["functions/kit/http.py"], f"unexpected faults are met in the door alone (house, habit 14): {found}"


@pytest.mark.parametrize("name", ["test", "types", "time", "queue", "platform", "select", "trace"])
def test_no_package_takes_the_name_of_a_standard_module(name):
    assert not (ROOT / name).exists(), f"{name}/ on the import path would replace the standard library's"
