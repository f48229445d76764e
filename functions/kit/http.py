"""The HTTP door: one table of operations per capability, over Chalice; API Gateway's HTTP events in, problems out.

The wrapper of every operation does, in this order: who calls, may they, is the body sound, then the use case.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Protocol, TypeVar

from chalice.app import Chalice, Request, Response

from domain.base.errors import DomainError, Fault, TooMany
from domain.base.text import cleaned
from domain.people.caller import Caller, Citizen, Staff
from functions.kit import bodies, entrance
from functions.kit.clock import Clock
from functions.kit.problems import District, Vocabulary
from functions.kit.sign_in.auth import Authenticator, Callers

MAX_BODY_BYTES = 16_384
# Answered as GET is, without the body.
HEAD = "HEAD"
JSON = "application/json"
PROBLEM_JSON = "application/problem+json"
# Answers that are no text: the gateway is given them coded.
BINARY = ("application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
CallerKind = TypeVar("CallerKind")


class NotFound(DomainError):
    code = "not-found"


class Faulted(DomainError):
    code = "fault"


class Gate(Protocol):
    """What the door needs of a capability's parts."""

    @property
    def authenticator(self) -> Authenticator: ...

    @property
    def clock(self) -> Clock: ...


@dataclass(frozen=True, slots=True)
class Operation:
    """One line of the public contract; OpenAPI, the guard of callers and the route table are made from it."""

    operation_id: str
    method: str
    path: str
    summary: str
    callers: Callers
    answers: Mapping[int, Any]
    body: Any = None
    query: Any = None
    body_type: str = JSON
    also_types: tuple[str, ...] = ()  # other types of the same file
    file_types: tuple[str, ...] = ()  # of an answer that is a file
    max_bytes: int = MAX_BODY_BYTES
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation says: status and a value of the contract, or raw bytes with their type."""

    body: Any
    status: int = 200
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)


class Call:
    """One request after the door's checks."""

    def __init__(self, request: Request, caller: Caller, body: Any, query: Any, path: Mapping[str, str]) -> None:
        self._request = request
        self.caller = caller
        self.body = body
        self.query = query
        self.path = path

    @property
    def user_agent(self) -> str:
        """What the browser says it is; empty where it says nothing."""
        return str(self._request.headers.get("user-agent", ""))

    @property
    def source(self) -> str:
        """The address the request came from, as the content network saw it, else as the gateway did; empty where nobody
        says. True, because nobody gets this far around the network. Personal: it is hashed before it is kept, and never
        logged."""
        address, _, _ = str(self._request.headers.get(entrance.VIEWER, "")).rpartition(":")
        return _forwarded(self._request) or address or str(self._request.context.get("sourceIp", ""))

    @property
    def citizen(self) -> Citizen:
        """The calling citizen; only for operations that admit citizens alone."""
        return self._as(Citizen)

    @property
    def staff(self) -> Staff:
        """The calling member of staff; only for operations that admit staff alone."""
        return self._as(Staff)

    def _as(self, kind: type[CallerKind]) -> CallerKind:
        if not isinstance(self.caller, kind):
            raise TypeError(f"this operation admits others than {kind.__name__}")
        return self.caller


View = Callable[[Call], Answer]


class Door:
    """The operations of one capability. `app` is the Chalice application whose routes the infrastructure reads.

    `words` are the districts it may refuse for: files of `functions/words`.
    """

    def __init__(self, name: str, gate: Callable[[], Gate], words: Sequence[District], *, tag: str = "") -> None:
        self.tag = tag or name
        self.app = Chalice(app_name=name, configure_logs=False)
        self.app.api.binary_types += BINARY
        self.operations: dict[str, Operation] = {}
        self.vocabulary = Vocabulary.of(*words)
        self._gate = gate

    def operation(self, method: str, path: str, operation_id: str, **facts: Any) -> Callable[[View], View]:
        """Registers a view under a route; `facts` are the remaining fields of `Operation`."""
        operation = Operation(operation_id=operation_id, method=method, path=path, **facts)

        def register(view: View) -> View:
            def chalice_view(**path_values: str) -> Response:
                return self._answer(operation, view, path_values)

            self.operations[operation_id] = operation
            self.app.route(path, methods=[method], name=operation_id, content_types=["*/*"])(chalice_view)
            return view

        return register

    def handler(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """The Lambda entry for an HTTP API event (payload 2.0); a request that no route takes comes as `$default`."""
        try:
            entrance.admit(event.get("headers") or {})
        except entrance.WrongDoor as refusal:
            from functions.kit.observability import count

            count("WrongDoor")
            return _payload_2(self._problem(refusal, event["requestContext"].get("requestId", "")).to_dict())
        if event["routeKey"] == "$default":
            return _payload_2(self._problem(NotFound(), event["requestContext"].get("requestId", "")).to_dict())
        answer = _payload_2(self.app(_payload_1(event), context))
        return {**answer, "body": "", "isBase64Encoded": False} if event["routeKey"].startswith(HEAD) else answer

    def _answer(self, operation: Operation, view: View, path_values: Mapping[str, str]) -> Response:
        request = self.app.current_request
        if request is None:
            raise TypeError("an operation is called for an HTTP request only")
        request_id = str(request.context.get("requestId", ""))
        try:
            return _response(view(self._call(operation, request, path_values)))
        except Exception as error:  # noqa: BLE001  whatever went wrong becomes one log line, one count and one problem
            if isinstance(error, DomainError) and self.vocabulary.knows(error):
                return self._problem(error, request_id)
            from functions.kit.observability import log_fault

            log_fault(operation.operation_id, request_id)
            return self._problem(Faulted(), request_id)

    def _call(self, operation: Operation, request: Request, path_values: Mapping[str, str]) -> Call:
        gate = self._gate()
        caller = gate.authenticator.caller(request.headers.get("authorization"), now=gate.clock())
        operation.callers.admit(caller)
        body = _body(operation, request) if operation.body is not None else None
        query = bodies.converted(_flat(request), operation.query) if operation.query is not None else None
        return Call(request, caller, body, query, bodies.clean(dict(path_values)))

    def _problem(self, refusal: DomainError, request_id: str) -> Response:
        status, body = self.vocabulary.document(refusal, request_id)
        headers: dict[str, str | list[str]] = {"Content-Type": PROBLEM_JSON, "Cache-Control": "no-store"}
        if isinstance(refusal, TooMany):
            headers["Retry-After"] = str(refusal.after)
        elif status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers["Retry-After"] = "2"
        return Response(body=bodies.encoded(body), status_code=status, headers=headers)


def _body(operation: Operation, request: Request) -> Any:
    raw = _raw(request)
    if len(raw) > operation.max_bytes:
        raise bodies.TooLarge
    sent = request.headers.get("content-type", JSON).partition(";")[0].strip().lower()
    if sent not in {operation.body_type, *operation.also_types}:
        raise bodies.WrongContentType(Fault("content-type", "choice"))
    return bodies.decoded(raw or b"{}", operation.body) if operation.body_type == JSON else raw


def _raw(request: Request) -> bytes:
    try:
        raw = request.raw_body
    except ValueError:
        raise bodies.Malformed(Fault("body", "utf-8")) from None
    return raw.encode() if isinstance(raw, str) else raw


def _forwarded(request: Request) -> str:
    """Who came to the content network: it adds them to what they said themselves, and the gateway adds the network."""
    hops = str(request.headers.get("x-forwarded-for", "")).split(",")
    return hops[-2].strip() if len(hops) > 1 else ""


def _flat(request: Request) -> dict[str, str]:
    params = request.query_params
    return {} if params is None else {name: cleaned(params[name]) for name in params}


def _response(answer: Answer) -> Response:
    body = bodies.encoded(answer.body) if answer.content_type == JSON else answer.body
    headers: dict[str, str | list[str]] = {
        "Content-Type": answer.content_type,
        "Cache-Control": "no-store",
        **answer.headers,
    }
    return Response(body=body, status_code=answer.status, headers=headers)


def _payload_1(event: Mapping[str, Any]) -> dict[str, Any]:
    """The event Chalice knows, from API Gateway's payload 2.0: same facts, other places.

    The accept header is widened because Chalice refuses binary answers (posters) to callers that name no type.
    """
    context = event["requestContext"]
    method, _, resource = event["routeKey"].partition(" ")
    method = "GET" if method == HEAD else method
    query = event.get("rawQueryString") or ""
    return {
        "path": event.get("rawPath", resource),
        "httpMethod": method,
        "headers": {**(event.get("headers") or {}), "accept": "image/png, application/pdf, */*"},
        "multiValueQueryStringParameters": _query(query),
        "pathParameters": event.get("pathParameters") or {},
        "stageVariables": None,
        "body": event.get("body"),
        "isBase64Encoded": bool(event.get("isBase64Encoded")),
        "requestContext": {
            "resourcePath": resource,
            "httpMethod": method,
            "requestId": context.get("requestId", ""),
            "sourceIp": context.get("http", {}).get("sourceIp", ""),
            "identity": {},
        },
    }


def _query(raw: str) -> dict[str, list[str]] | None:
    if not raw:
        return None
    from urllib.parse import parse_qs

    return parse_qs(raw, keep_blank_values=True)


def _payload_2(response: dict[str, Any]) -> dict[str, Any]:
    joined = {name: ", ".join(values) for name, values in (response.pop("multiValueHeaders", None) or {}).items()}
    response["headers"] = {**response.get("headers", {}), **joined}
    return response
