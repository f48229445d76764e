"""What every answer must be, whoever asked for whatever: as the contract says, in words, and kept by nobody."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import schemathesis
from requests import PreparedRequest
from schemathesis import Case
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi import checks

from tests.doors.calls import OPERATIONS, Reply
from tools.contract import openapi

CHECKS: list[Callable[..., Any]] = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
PROBLEM = "application/problem+json"


@cache
def contract() -> dict[str, APIOperation[Any, Any, Any, Any]]:
    """Operations of the public contract by their ids, as the tool reads them."""
    found = {}
    for made in schemathesis.openapi.from_dict(openapi.contract()).get_all_operations():
        assert isinstance(made, Ok), made
        operation = made.ok()
        found[operation.definition.raw["operationId"]] = operation
    return found


def judge(operation: str, reply: Reply, what: object) -> None:
    """Raises AssertionError, with `what` was sent, when an answer is not what the contract promises."""
    assert reply.status < 500, (operation, what, reply.content)
    assert is_public(reply) or reply.headers["cache-control"] == "no-store", (operation, reply.headers)
    _asked(operation).validate_response(_as_the_tool_sees_it(reply), checks=CHECKS)
    if reply.status >= 400:
        _in_words(reply)


def is_public(reply: Reply) -> bool:
    """Anybody may keep it and hand it on: then it tells what everybody may know."""
    return reply.status < 400 and reply.headers["cache-control"].startswith("public, max-age=")


@cache
def _asked(operation: str) -> Case[Any]:
    """A request of this operation: its answers are judged by nothing else."""
    names = re.findall(r"{(\w+)}", OPERATIONS[operation][1].path)
    return contract()[operation].Case(path_parameters=dict.fromkeys(names, "x"))


def _in_words(reply: Reply) -> None:
    """A problem document: its code, and every sentence in both languages."""
    assert reply.headers["content-type"] == PROBLEM
    problem = reply.json
    assert (problem["status"], bool(problem["code"])) == (reply.status, True)
    for told in (problem, *problem.get("errors", ())):
        assert told["text"]["vi"], problem
        assert told["text"]["en"], problem


def _as_the_tool_sees_it(reply: Reply) -> Response:
    headers = {name: [value] for name, value in reply.headers.items()}
    return Response(reply.status, headers, reply.content, _nowhere(), elapsed=0.0, verify=False)


@cache
def _nowhere() -> PreparedRequest:
    """No request went over a wire."""
    request = PreparedRequest()
    request.prepare(method="GET", url="http://in.process/")
    return request
