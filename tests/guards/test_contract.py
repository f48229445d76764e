"""The public contract: names, paths, problems, rules, examples, and the committed OpenAPI document."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from openapi_spec_validator import validate

from domain.base.codes import is_valid, normalised
from domain.presence.codes import VenueId
from domain.presence.venue import read_token
from domain.presence.visit import VisitKey
from functions.kit import bodies
from functions.kit.http import JSON
from tests.builders.people import a_person_id
from tests.doors.calls import OPERATIONS
from tests.guards.scene import open_scene
from tools.contract import openapi
from tools.contract.examples import ANSWERS, NOTES, REQUESTS, answer_of
from tools.contract.pages import PAGES

ROOT = Path(__file__).resolve().parents[2]
PROMISED = {
    "registerPerson", "verifyPhone", "checkIn", "checkOut", "listMyVisits", "registerVenue", "importVenues", "getVenue",
    "searchVenues", "reissueVenueCode", "getVenuePoster", "recordVisitByStaff", "getStatistics", "confirmCase",
    "amendCase", "retractCase", "releaseTrace", "getTrace", "listContacts", "updateContact", "listMyNotices",
    "getPolicy", "listAccessLog",
}  # fmt: skip
SINGULAR = {
    "me",
    "health",
    "stage-health",
    "openapi.json",
    "policy",
    "push-key",
}  # the caller, and what there is one of
# Below a thing: what is done with it, or the one of its kind.
ACTS = {
    "check-out", "void", "update", "activate", "deactivate", "poster", "phone", "phone-otp", "amend", "retract", "release",
    "decline", "retrace", "trace", "template", "access-log", "remove", "approve", "undo", "dispute",
    "withdraw", "settle", "profile", "correct", "open", "call",
}  # fmt: skip
# What may stand in an address, which caches, histories and logs keep: a place in a list, a unit, a date, a choice, the
# name of a place that anybody may see. Why something is asked, and about whom, goes in a body.
ADDRESSED = {
    "cursor", "limit", "scheme", "unit", "case_id", "status", "standing", "grade", "at", "from", "to", "q", "category", "format", "size",
    "preview", "rows", "told", "sort", "venue_id", "shown", "assigned", "language", "left",
}  # fmt: skip
ALL = sorted(OPERATIONS)


def test_the_names_that_callers_rely_on_exist():
    assert set(OPERATIONS) >= PROMISED, f"promised to integrators: {PROMISED - set(OPERATIONS)}"


@pytest.mark.parametrize("name", ALL)
def test_operation_names_are_camel_case_verbs(name):
    assert re.fullmatch(r"[a-z]+(?:[A-Z][a-z]+)+", name)


@pytest.mark.parametrize("name", ALL)
def test_paths_are_kebab_case_and_collections_plural(name):
    first, *rest = OPERATIONS[name][1].path.strip("/").split("/")
    plain = [part for part in (first, *rest) if not part.startswith("{")]
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*(?:\.(?:json|csv))?", part) for part in plain), "paths are kebab-case"
    assert first in SINGULAR or first.endswith("s"), f"/{first}: a collection is named in the plural"
    below = [part for part in rest if not part.startswith("{")]
    assert all(part in ACTS or part.endswith("s") for part in below), f"{below}: a plural, or an act listed here"
    assert all(re.fullmatch(r"\{[a-z_]+\}", part) for part in rest if part.startswith("{"))


@pytest.mark.parametrize("name", ALL)
def test_no_address_says_why_or_about_whom(name):
    query = OPERATIONS[name][1].query
    told = {field.encode_name for field in msgspec.structs.fields(query)} if query else set()
    assert told <= ADDRESSED, f"{told - ADDRESSED}: in a body, or listed here"


def test_no_two_operations_share_a_route():
    routes = [(operation.method, re.sub(r"\{\w+\}", "{}", operation.path)) for _, operation in OPERATIONS.values()]
    twice = {route for route in routes if routes.count(route) > 1}
    assert not twice, f"two operations on one route: {twice}"


def test_one_path_names_its_parts_alike_in_every_operation():
    """API Gateway refuses `/venues/{venue}` beside `/venues/{venue_id}` when the stack is deployed."""
    names: dict[str, set[str]] = {}
    for _, operation in OPERATIONS.values():
        parts = operation.path.split("/")
        for length, part in enumerate(parts):
            if part.startswith("{"):
                prefix = re.sub(r"\{\w+\}", "{}", "/".join(parts[:length]))
                names.setdefault(prefix, set()).add(part)
    several = {prefix: found for prefix, found in names.items() if len(found) > 1}
    assert not several, f"one place, two names: {several}"


def test_every_route_of_the_applications_is_an_operation():
    """A view registered past `door.operation` would have no declared callers and no place in the contract."""
    for door, _ in OPERATIONS.values():
        routes = {(method, path) for path, methods in door.app.routes.items() for method in methods}
        declared = {(operation.method, operation.path) for operation in door.operations.values()}
        assert routes == declared


@pytest.mark.parametrize("name", sorted(REQUESTS))
def test_every_example_of_a_request_is_read_by_its_own_schema(name):
    operation, example = OPERATIONS[name][1], REQUESTS[name]
    if operation.body_type != JSON:
        assert isinstance(example, str)
        return
    assert bodies.decoded(json.dumps(example).encode(), operation.body) is not None


@pytest.mark.parametrize("name", ALL)
def test_every_operation_has_its_examples(name):
    operation = OPERATIONS[name][1]
    assert (name in REQUESTS) == (operation.body is not None), f"{name}: tools/contract_examples.py, REQUESTS"
    shapes = {model for model in operation.answers.values() if model not in (bytes, dict)}
    assert (name in ANSWERS) == bool(shapes), f"{name}: tools/contract_examples.py, ANSWERS"


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_every_example_of_an_answer_is_what_the_operation_would_say(name):
    for status, model in OPERATIONS[name][1].answers.items():
        example = answer_of(name, status)
        read = msgspec.convert(example, model)
        assert msgspec.to_builtins(read) == example, "a field the schema does not have, or one it leaves out"


def _texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)
    elif isinstance(value, str):
        yield key, value


def _seed_of(key: str) -> int | None:
    seeds = {"venue_id": 1, "code": 1, "person_id": 13, "personal_code": 2, "case_id": 6}
    return seeds.get(key) or next((seed for name, seed in seeds.items() if key.endswith(f"_{name}")), None)


@pytest.mark.parametrize("name", ALL)
def test_every_code_in_the_examples_is_one_a_reader_could_use(name):
    for key, text in _texts([REQUESTS.get(name), ANSWERS.get(name)]):
        seed = _seed_of(key)
        symbols = normalised(text.rpartition("#")[2])
        if key == "visit_id":
            assert VisitKey.of(a_person_id(), text)
        elif key == "check_in_url" or (key == "code" and len(symbols) == 21):
            assert is_valid(symbols[:8], VenueId.seed), text
            assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{21}", text.rpartition("#")[2]), text
        elif seed is not None and not (key == "code" and text.isdigit()):
            assert is_valid(symbols, seed), f"{key} {text}"
    assert read_token("MHJY-4AA8", {})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_made_from_the_code_is_what_the_code_says(page):
    assert page.read_text("utf-8") == PAGES[page](), f"{page.relative_to(ROOT)} is stale: run python -m tools.contract"


def test_every_note_is_on_an_operation():
    assert set(NOTES) <= set(OPERATIONS), "NOTES of tools/contract/examples name operations that are no more"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    made: dict[str, Any] = openapi.contract()
    return made


def test_the_contract_is_valid_openapi_3_1(document):
    assert document["openapi"].startswith("3.1")
    validate(document)


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for methods in document["paths"].values():
        for operation in methods.values():
            yield operation["operationId"], operation


def test_the_contract_names_every_operation_once(document):
    names = [name for name, _ in _operations(document)]
    assert sorted(names) == ALL


def test_every_operation_says_what_it_refuses(document):
    for name, operation in _operations(document):
        statuses = set(operation["responses"])
        assert {"401", "500", "503"} <= statuses, name
        if "requestBody" in operation:
            assert {"400", "413", "415"} <= statuses, name


def _validator(document: dict[str, Any], schema: dict[str, Any]) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator({**schema, "components": document["components"]})


def _examples(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], Any]]:
    for name, operation in _operations(document):
        contents = [operation.get("requestBody", {}).get("content", {})]
        contents += [answer.get("content", {}) for answer in operation["responses"].values()]
        for content in contents:
            for media in content.values():
                if "example" in media:
                    yield name, media["schema"], media["example"]
                for shown in media.get("examples", {}).values():
                    yield name, media["schema"], shown["value"]


def test_every_example_fits_the_schema_beside_it(document):
    for name, schema, example in _examples(document):
        errors = [error.message for error in _validator(document, schema).iter_errors(example)]
        assert not errors, f"{name}: {errors}"


@pytest.mark.parametrize("name", ALL)
def test_what_is_answered_is_what_the_contract_says(document, name):
    operation = dict(_operations(document))[name]
    with open_scene() as scene:
        tokens = (None, scene.owner_token, *_staff_tokens())
        replies = [scene.call(name, token) for token in tokens]
    assert any(reply.status < 300 for reply in replies)
    for reply in replies:
        assert str(reply.status) in operation["responses"], f"{name} answers {reply.status}, which it does not declare"
        media_type = reply.headers["content-type"].partition(";")[0]
        media = operation["responses"][str(reply.status)]["content"]
        assert media_type in media
        if media_type.endswith("json"):
            errors = [e.message for e in _validator(document, media[media_type]["schema"]).iter_errors(reply.json)]
            assert not errors, f"{name}: {errors}"


def _staff_tokens() -> tuple[str, ...]:
    from domain.people.roles import Role
    from tests.builders.base import KIM_LONG
    from tests.doors.sign_in import staff_token

    inside = tuple(staff_token(role) for role in (Role.COMMUNE_OFFICER, Role.TRACER, Role.AUDITOR, Role.OPERATOR))
    return (*inside, staff_token(Role.COMMUNE_OFFICER, KIM_LONG), staff_token(Role.TRACER, KIM_LONG))
