"""One operation as OpenAPI describes it."""

import re
from typing import Any

import msgspec

from domain.base.errors import DomainError
from functions.kit.http import JSON, PROBLEM_JSON, Door, Operation
from tools.contract.before import with_those_before
from tools.contract.examples import ANSWERS, FAULTS, REQUESTS, answer_of
from tools.contract.operations import refusals
from tools.contract.patterns import stated

REF = "#/components/schemas/{name}"
NEXT_FILE = {
    "X-Next-Cursor": {"description": "Where the next file begins; absent in the last", "schema": {"type": "string"}}
}


def _goes_on(operation: Operation) -> bool:
    """Whether its answer may be one of several files."""
    asked = [model for model in (operation.query, operation.body) if isinstance(model, type) and model is not bytes]
    return any(field.name == "cursor" for model in asked for field in msgspec.structs.fields(model))


def described(door: Door, operation: Operation, schemas: dict[Any, Any]) -> dict[str, Any]:
    answers = {str(status): _answer(operation, status, m, schemas) for status, m in operation.answers.items()}
    body: dict[str, Any] = {
        "operationId": operation.operation_id,
        "summary": operation.summary,
        "tags": [door.tag],
        "security": _security(operation),
        "parameters": _parameters(operation),
        "responses": with_those_before({**answers, **_refusals(door, operation)}),
    }
    if operation.body is not None:
        body["requestBody"] = _request(operation, schemas)
    return body


def _request(operation: Operation, schemas: dict[Any, Any]) -> dict[str, Any]:
    example = REQUESTS[operation.operation_id]
    schema = schemas.get(operation.body, {"type": "string"})
    content: dict[str, Any] = {operation.body_type: {"schema": schema, "example": example}}
    content |= {also: {"schema": {"type": "string", "contentEncoding": "binary"}} for also in operation.also_types}
    return {"required": is_wanted(operation), "content": content}


def is_wanted(operation: Operation) -> bool:
    """Whether a request without a body is refused for that: an absent object is an empty one, an absent file is none."""
    if operation.body_type != JSON:
        return True
    return any(field.required for field in msgspec.structs.fields(operation.body))


def _answer(operation: Operation, status: int, model: Any, schemas: dict[Any, Any]) -> dict[str, Any]:
    if model is bytes:
        binary = {"schema": {"type": "string", "contentEncoding": "binary"}}
        told = {"description": operation.summary, "content": dict.fromkeys(operation.file_types, binary)}
        return {**told, "headers": NEXT_FILE} if _goes_on(operation) else told
    content: dict[str, Any] = {"schema": schemas.get(model, {"type": "object"})}
    if operation.operation_id in ANSWERS:
        content["example"] = answer_of(operation.operation_id, status)
    return {"description": operation.summary, "content": {JSON: content}}


def _refusals(door: Door, operation: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for code in sorted(refusals(operation)):
        problem = door.vocabulary.problems[code]
        media = found.setdefault(
            str(problem.status),
            {"description": "", "content": {PROBLEM_JSON: {"schema": {"$ref": REF.format(name="Problem")}}}},
        )
        media["description"] = f"{media['description']}; `{code}`: {problem.en}".lstrip("; ")
        examples = media["content"][PROBLEM_JSON].setdefault("examples", {})
        examples[code] = {"value": _problem_example(door, code)}
    return found


def _problem_example(door: Door, code: str) -> dict[str, Any]:
    refusal = DomainError(*FAULTS.get(code, ()))
    refusal.code = code
    return door.vocabulary.document(refusal, "c6af9ac6-7b61")[1]


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": stated(name, {"type": "string"})}
        for name in re.findall(r"{(\w+)}", operation.path)
    ]
    if operation.query is None:
        return in_path
    (_,), components = msgspec.json.schema_components([operation.query], ref_template=REF)
    properties = components[operation.query.__name__]["properties"]
    return in_path + [
        {"name": name, "in": "query", "required": False, "schema": stated(name, schema)}
        for name, schema in properties.items()
    ]


def _security(operation: Operation) -> list[dict[str, list[str]]]:
    callers = operation.callers
    schemes: list[dict[str, list[str]]] = [{}] if callers.anyone else []
    if callers.citizen:
        schemes.append({"deviceToken": []})
    if callers.roles:
        schemes.append({"staffToken": sorted(callers.roles)})
    return schemes
