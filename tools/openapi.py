"""Writes `docs/contracts/openapi.json` (OpenAPI 3.1) from the operations of every door; `--check` compares only."""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from domain.base.errors import DomainError
from functions.audit.api import door as audit
from functions.checkin.api import door as checkin
from functions.desk.api import door as desk
from functions.identity.api import door as identity
from functions.kit.http import JSON, PROBLEM_JSON, Door, Operation
from functions.kit.problems import PROBLEMS, document
from functions.notify.api import door as notify
from functions.reports.api import door as reports
from functions.trace.api import door as trace
from functions.venue.api import door as venue
from tools.contract_examples import ANSWERS, REQUESTS

DOORS: tuple[Door, ...] = (identity, checkin, desk, venue, reports, trace, notify, audit)
TARGET = Path(__file__).resolve().parent.parent / "docs" / "contracts" / "openapi.json"
REF = "#/components/schemas/{name}"
CSV = "text/csv"
NEXT_FILE = {
    "X-Next-Cursor": {"description": "Where the next file begins; absent in the last", "schema": {"type": "string"}}
}
POSTER_TYPES = ("application/pdf", "image/svg+xml", "image/png")
ALWAYS = ("malformed", "too-large", "wrong-content-type", "busy", "fault")
PROBLEM_SCHEMA = {
    "type": "object",
    "description": "RFC 9457, with the sentence in both languages and every broken rule",
    "required": ["type", "title", "status", "code", "detail", "text", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "enum": sorted(PROBLEMS)},
        "detail": {"type": "string"},
        "text": {"$ref": "#/components/schemas/TwoLanguages"},
        "request_id": {"type": "string"},
        "facts": {
            "type": "object",
            "description": "What the refusal is about, e.g. the case there is",
            "additionalProperties": {"type": "string"},
        },
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "rule", "text"],
                "properties": {
                    "field": {"type": "string"},
                    "rule": {"type": "string"},
                    "line": {"type": "integer", "description": "Line of an imported file"},
                    "text": {"$ref": "#/components/schemas/TwoLanguages"},
                },
            },
        },
    },
}
TWO_LANGUAGES = {
    "type": "object",
    "required": ["vi", "en"],
    "properties": {"vi": {"type": "string"}, "en": {"type": "string"}},
}


def operations() -> Iterator[tuple[Door, Operation]]:
    """Every operation of the public contract."""
    for door in DOORS:
        for operation in door.operations.values():
            yield door, operation


def _models() -> list[Any]:
    found: list[Any] = []
    for _, operation in operations():
        for model in (operation.body, *operation.answers.values()):
            if isinstance(model, type) and issubclass(model, msgspec.Struct) and model not in found:
                found.append(model)
    return found


def _request(operation: Operation, schemas: dict[Any, Any]) -> dict[str, Any]:
    example = REQUESTS[operation.operation_id]
    schema = schemas.get(operation.body, {"type": "string"})
    return {"required": True, "content": {operation.body_type: {"schema": schema, "example": example}}}


def _answer(operation: Operation, model: Any, schemas: dict[Any, Any]) -> dict[str, Any]:
    if model is bytes:
        binary = {"schema": {"type": "string", "contentEncoding": "binary"}}
        return {"description": operation.summary, "content": dict.fromkeys(POSTER_TYPES, binary)}
    if model is str:
        file = {"schema": {"type": "string"}, "example": ANSWERS[operation.operation_id]}
        return {"description": operation.summary, "headers": NEXT_FILE, "content": {CSV: file}}
    content: dict[str, Any] = {"schema": schemas.get(model, {"type": "object"})}
    if operation.operation_id in ANSWERS:
        content["example"] = ANSWERS[operation.operation_id]
    return {"description": operation.summary, "content": {JSON: content}}


def refusals(operation: Operation) -> set[str]:
    """Codes of every problem an operation may answer with."""
    codes = {*operation.problems, "busy", "fault", "token-invalid", "token-expired"}
    if operation.body is not None:
        codes |= set(ALWAYS)
    if operation.body is not None or operation.query is not None:
        codes.add("invalid")
    if not operation.callers.anyone:
        codes |= {"not-signed-in", "not-allowed"}
    return codes


def _refusals(operation: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for code in sorted(refusals(operation)):
        problem = PROBLEMS[code]
        media = found.setdefault(
            str(problem.status),
            {"description": "", "content": {PROBLEM_JSON: {"schema": {"$ref": REF.format(name="Problem")}}}},
        )
        media["description"] = f"{media['description']}; `{code}`: {problem.en}".lstrip("; ")
        examples = media["content"][PROBLEM_JSON].setdefault("examples", {})
        examples[code] = {"value": _problem_example(code)}
    return found


def _problem_example(code: str) -> dict[str, Any]:
    refusal = DomainError()
    refusal.code = code
    return document(refusal, "c6af9ac6-7b61")[1]


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", operation.path)
    ]
    if operation.query is None:
        return in_path
    (_,), components = msgspec.json.schema_components([operation.query], ref_template=REF)
    properties = components[operation.query.__name__]["properties"]
    return in_path + [
        {"name": name, "in": "query", "required": False, "schema": schema} for name, schema in properties.items()
    ]


def _security(operation: Operation) -> list[dict[str, list[str]]]:
    callers = operation.callers
    schemes: list[dict[str, list[str]]] = [{}] if callers.anyone else []
    if callers.citizen:
        schemes.append({"deviceToken": []})
    if callers.roles:
        schemes.append({"staffToken": sorted(callers.roles)})
    return schemes


def _operation(door: Door, operation: Operation, schemas: dict[Any, Any]) -> dict[str, Any]:
    answers = {str(status): _answer(operation, m, schemas) for status, m in operation.answers.items()}
    body: dict[str, Any] = {
        "operationId": operation.operation_id,
        "summary": operation.summary,
        "tags": [door.tag],
        "security": _security(operation),
        "parameters": _parameters(operation),
        "responses": {**answers, **_refusals(operation)},
    }
    if operation.body is not None:
        body["requestBody"] = _request(operation, schemas)
    return body


def contract() -> dict[str, Any]:
    """The whole document."""
    models = _models()
    shown, components = msgspec.json.schema_components(models, ref_template=REF)
    schemas = dict(zip(models, shown, strict=True))
    paths: dict[str, Any] = {}
    for door, operation in operations():
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(door, operation, schemas)
    bearer = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Vùng Xanh",
            "version": "0.1.0",
            "description": "Epidemic response of a province: presence, tracing, testing, quarantine, reporting.",
        },
        "servers": [{"url": "/api"}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": {**components, "Problem": PROBLEM_SCHEMA, "TwoLanguages": TWO_LANGUAGES},
            "securitySchemes": {
                "deviceToken": {**bearer, "description": "From registerPerson"},
                "staffToken": {**bearer, "description": "ID token of the staff user pool; the scopes are roles"},
            },
        },
    }


def text() -> str:
    """The document as it is committed."""
    return json.dumps(contract(), ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def main() -> None:
    """Writes or checks the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        if TARGET.read_text("utf-8") != text():
            sys.exit("docs/contracts/openapi.json is not what the routes say: run python -m tools.openapi")
        return
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text(), "utf-8")


if __name__ == "__main__":
    main()
