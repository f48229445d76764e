"""What the contract says of the form of a request is what the doors take: ids, cursors, bodies, whole numbers, HEAD."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.base.codes import ALPHABET, Code
from domain.base.errors import InvalidInput
from domain.base.text import cleaned
from domain.people.codes import PersonId
from domain.presence.codes import VenueId
from domain.presence.visit import scan_and_venue
from domain.tracing.codes import CaseCode
from functions.kit import bodies
from functions.kit.http import JSON
from functions.kit.shapes import Page
from tests.doors.calls import OPERATIONS, event_of, reply_of
from tests.entrance import SHOWN
from tests.guards.register import CALLS
from tests.guards.scene import open_scene
from tests.guards.senders import WITH_BODY, WITH_JSON, Sender
from tools.contract import openapi
from tools.contract.described import is_wanted
from tools.contract.examples import ANSWERS, REQUESTS
from tools.contract.patterns import PATTERNS, of_name

GET = sorted(name for name, (_, operation) in OPERATIONS.items() if operation.method == "GET")
CODES = {"person_id": PersonId, "merge_id": PersonId, "case_id": CaseCode, "venue_id": VenueId}
# Of a request, for those who look into a log: nobody gives it back.
NOT_GIVEN_BACK = {"request_id"}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    made: dict[str, Any] = openapi.contract()
    return made


def named(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(where, name, schema) of every field and every parameter."""
    for shape, schema in document["components"]["schemas"].items():
        for name, field in schema.get("properties", {}).items():
            yield shape, name, field
    for path, methods in document["paths"].items():
        for operation in methods.values():
            for parameter in operation["parameters"]:
                yield path, parameter["name"], parameter["schema"]


def texts(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for one in schema.get("anyOf", [schema]):
        if one.get("type") == "string":
            yield one


def test_every_id_and_every_cursor_says_its_form(document):
    formless = [
        f"{where}: {name}"
        for where, name, schema in named(document)
        if name.endswith(("_id", "cursor")) and name not in NOT_GIVEN_BACK
        if not all("pattern" in text or "format" in text for text in texts(schema))
    ]
    assert not formless, f"tools/contract/patterns.py: a line for {formless}"


def test_each_pattern_is_of_something(document):
    names = {name for _, name, _ in named(document)}
    assert {end for end in PATTERNS if not any(n == end or n.endswith(f"_{end}") for n in names)} == set()


def ids(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for name, inner in value.items():
                yield from ids(inner, name)
        case list():
            for inner in value:
                yield from ids(inner, key)
        case str() if value and of_name(key):
            yield key, value


def test_every_id_that_is_shown_or_sent_in_an_example_has_its_form():
    found = list(ids([REQUESTS, ANSWERS]))
    assert found
    for key, text in found:
        assert re.search(f"^{of_name(key)}$", text), f"{key}: {text}"


def reads(kind: type[Code], text: str) -> bool:
    try:
        kind.parse(cleaned(text))
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("name", sorted(CODES))
@given(data=st.data())
def test_a_code_that_is_read_has_its_form(name, data):
    """As people type it: any case, spaces and hyphens anywhere, o, i and l for 0 and 1."""
    kind = CODES[name]
    code = str(kind.from_random(data.draw(st.integers(0, 2**65))))
    typed = "".join(
        data.draw(st.sampled_from([s, s.upper(), *{"0": "oO", "1": "iIlL"}.get(s, "")]))
        + data.draw(st.sampled_from(["", " ", "-"]))
        for s in code
    )
    assert reads(kind, typed)
    assert re.search(f"^{of_name(name)}$", typed)


@pytest.mark.parametrize("name", sorted(CODES))
@given(text=st.text(st.sampled_from(ALPHABET + "OILU -_.\u00e9\u2010\u212a"), max_size=20))
def test_a_text_without_the_form_is_read_as_no_code(name, text):
    if not re.search(f"^{of_name(name)}$", cleaned(text)):
        assert not reads(CODES[name], text)


@given(text=st.from_regex(r"[0-9a-z٣ -]{1,24}", fullmatch=True))
def test_a_text_without_the_form_of_a_visit_s_id_is_none(text):
    if not re.search(f"^{of_name('visit_id')}$", text):
        with pytest.raises(ValueError, match="not a v"):
            scan_and_venue(text)


@given(cursor=st.text(max_size=12))
def test_a_cursor_of_another_form_is_refused_in_its_own_words(cursor):
    if re.search(f"^{of_name('cursor')}$", cursor):
        assert bodies.converted({"cursor": cursor}, Page).cursor == cursor
    else:
        with pytest.raises(InvalidInput) as refused:
            bodies.converted({"cursor": cursor}, Page)
        assert [(fault.field, fault.rule) for fault in refused.value.faults] == [("cursor", "cursor")]


@pytest.mark.parametrize("operation", WITH_BODY)
def test_a_body_is_required_where_its_absence_is_refused(sender: Sender, document, operation):
    absent = sender(operation)
    sender.scene.begin_again()
    empty = sender(operation, {})
    shown = OPERATIONS[operation][1]
    said = document["paths"][shown.path][shown.method.lower()]["requestBody"]["required"]
    assert said is is_wanted(shown)
    if operation in WITH_JSON:
        assert (absent.status, absent.faults) == (empty.status, empty.faults)
        lacking = [rule for field, rule in absent.faults if rule == "required" and field.isidentifier()]
        assert said is (absent.status == 422 and bool(lacking)), f"{operation} answers {absent.status} to no body"
    else:
        assert absent.status >= 400


def whole_as_fractions(value: Any) -> Any:
    match value:
        case bool():
            return value
        case int():
            return float(value)
        case dict():
            return {name: whole_as_fractions(inner) for name, inner in value.items()}
        case list():
            return [whole_as_fractions(inner) for inner in value]
    return value


@pytest.mark.parametrize("operation", WITH_JSON)
def test_a_whole_number_may_be_written_with_a_zero_behind_the_point(operation):
    """JSON Schema knows numbers, not their spelling: 1980.0 is an integer."""
    example = REQUESTS[operation]
    model = OPERATIONS[operation][1].body
    plain, pointed = (json.dumps(body).encode() for body in (example, whole_as_fractions(example)))
    assert bodies.decoded(plain, model) == bodies.decoded(pointed, model)


@pytest.mark.parametrize(
    ("sent", "rule"), [("1980.5", "type"), ("1e400", "range"), ("1e300", "range"), ("-1980.0", "range")]
)
def test_other_fractions_are_none(sender: Sender, sent, rule):
    body = json.dumps({**REQUESTS["registerPerson"], "year_of_birth": 0}).replace(
        '"year_of_birth": 0', f'"year_of_birth": {sent}'
    )
    reply = sender("registerPerson", raw=body.encode())
    assert reply.status in (400, 422)
    assert {found for _, found in reply.faults} == {rule}


@pytest.mark.parametrize("name", GET)
def test_what_is_read_may_be_asked_about(name, monkeypatch):
    """As the gateway sends it: HEAD has a route of its own, and no body in its answer."""
    door, operation = OPERATIONS[name]
    handler, heard = door.handler, []

    def listening(event: dict[str, Any], context: Any) -> dict[str, Any]:
        heard.append(event)
        return handler(event, context)

    monkeypatch.setattr(door, "handler", listening)
    with open_scene() as scene:
        whole = Sender(scene)(name, **CALLS[name](scene))
        asked = reply_of(handler({**heard[0], "routeKey": f"HEAD {operation.path}"}, None))
    assert (asked.status, asked.content) == (whole.status, b"")
    assert asked.headers == whole.headers


@pytest.mark.usefixtures("house")
def test_a_refusal_to_head_has_no_body_either():
    door, operation = OPERATIONS["listMyVisits"]
    event = {
        **event_of(operation, None, {}, None),
        "routeKey": "HEAD /visits",
        "headers": {**SHOWN, "content-type": JSON},
    }
    refused = reply_of(door.handler(event, None))
    assert (refused.status, refused.content) == (401, b"")


def test_what_stands_before_the_functions_is_said_to_answer_too(document):
    for methods in document["paths"].values():
        for operation in methods.values():
            for status in ("403", "429", "502", "503", "504"):
                shapes = operation["responses"][status]["content"]
                assert shapes.keys() & {"text/html", "application/json"}, (operation["operationId"], status)
