"""The public contract, held against what pages send and what stubs answer, so that neither drifts."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

SOURCE = Path(__file__).resolve().parents[2] / "docs" / "contracts" / "openapi.json"


@cache
def _document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SOURCE.read_text(encoding="utf-8"))
    return found


@cache
def _operations() -> list[tuple[str, re.Pattern[str], dict[str, Any]]]:
    """Paths without parameters first: /venues is not /venues/{venue}."""
    paths = sorted(_document()["paths"].items(), key=lambda item: item[0].count("{"))
    return [
        (method.upper(), re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path) + "$"), operation)
        for path, methods in paths
        for method, operation in methods.items()
    ]


def _operation(method: str, path: str) -> dict[str, Any] | None:
    bare = path.split("?", maxsplit=1)[0]
    return next((told for name, pattern, told in _operations() if name == method and pattern.match(bare)), None)


def _faults(schema: dict[str, Any], value: Any, where: str) -> list[str]:
    validator = Draft202012Validator({**schema, "components": _document()["components"]})
    return [
        f"{where}: {'/'.join(map(str, fault.path))} {fault.message[:200]}" for fault in validator.iter_errors(value)
    ]


def faults_of_request(method: str, path: str, body: Any) -> list[str]:
    """What the contract has against a call of a page."""
    operation = _operation(method, path)
    where = f"{method} {path.split('?', maxsplit=1)[0]} sent"
    if operation is None:
        return [f"{where}: no such operation"]
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        return _faults(content["application/json"]["schema"], body, where)
    return [] if content or not body else [f"{where}: a body nobody asked for"]


def faults_of_reply(method: str, path: str, status: int, body: Any) -> list[str]:
    """What the contract has against an answer of a stub."""
    operation = _operation(method, path) or {"responses": {}}
    where = f"{method} {path.split('?', maxsplit=1)[0]} answered {status}"
    if status >= 400:
        return _faults({"$ref": "#/components/schemas/Problem"}, body, where)
    told = operation["responses"].get(str(status))
    if told is None:
        return [f"{where}: not in the contract"]
    content = told.get("content", {}).get("application/json")
    return _faults(content["schema"], body, where) if content else []
