"""The whole document (OpenAPI 3.1)."""

import json
from typing import Any

import msgspec

from tools.contract.before import MESSAGE_SCHEMA
from tools.contract.described import REF, described
from tools.contract.operations import operations
from tools.contract.patterns import in_shapes
from tools.contract.shapes import PROBLEM_SCHEMA, TWO_LANGUAGES
from tools.machine.paths import ROOT

TARGET = ROOT / "docs" / "contracts" / "openapi.json"


def contract() -> dict[str, Any]:
    """The whole document."""
    models = _models()
    shown, components = msgspec.json.schema_components(models, ref_template=REF)
    schemas = dict(zip(models, shown, strict=True))
    paths: dict[str, Any] = {}
    for door, operation in operations():
        paths.setdefault(operation.path, {})[operation.method.lower()] = described(door, operation, schemas)
    bearer = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Vùng Xanh",
            "version": "0.1.0",
            "description": "Epidemic response of a province: presence, tracing, testing, quarantine, reporting. "
            "What answers GET answers HEAD. A refusal of the platform is a problem document; 403, 429, 502, 503 and 504 "
            "in any other shape come from what stands before it, say nothing of the request, and leave it to be sent again.",
        },
        "servers": [{"url": "/api"}],
        "paths": _in_order({path: _in_order(methods) for path, methods in paths.items()}),
        "components": {
            "schemas": _in_order(
                {
                    **in_shapes(components),
                    "Problem": PROBLEM_SCHEMA,
                    "TwoLanguages": TWO_LANGUAGES,
                    "Message": MESSAGE_SCHEMA,
                }
            ),
            "securitySchemes": {
                "deviceToken": {**bearer, "description": "From registerPerson"},
                "staffToken": {**bearer, "description": "ID token of the staff user pool; the scopes are roles"},
            },
        },
    }


def text() -> str:
    """The document as it is committed."""
    return json.dumps(contract(), ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def _in_order(named: dict[str, Any]) -> dict[str, Any]:
    """By name, so that a new operation moves no line of the others."""
    return dict(sorted(named.items()))


def _models() -> list[Any]:
    found: list[Any] = []
    for _, operation in operations():
        for model in (operation.body, *operation.answers.values()):
            if isinstance(model, type) and issubclass(model, msgspec.Struct) and model not in found:
                found.append(model)
    return found
