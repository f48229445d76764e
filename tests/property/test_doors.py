"""Whatever is sent to an operation, it answers in words and never with a fault."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import inspect

from domain.people.roles import Role
from tests.builders.base import SCHEME
from tests.builders.people import a_person
from tests.builders.presence import a_venue_id
from tests.doors.calls import OPERATIONS
from tests.doors.sign_in import staff_token
from tests.guards.register import CALLS, OF_THE_SCENE
from tests.guards.scene import Scene, open_scene
from tools.contract.examples import REQUESTS

MOMENTS = [
    "2021-10-02T08:15:12+07:00",
    "1970-01-01T00:00:10+07:00",
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00Z",
]
TELLING = [
    "", " ", "Nguyễn Thị Lan", "ho\u0300a", "\u0301" * 40, "👩🏽‍🌾", "1️⃣", "\u202e", "\x00", "<script>", "'; DROP TABLE x;--",
    "a" * 301, "0912345678", "+84912345678", "001093029317", "food", "MHJY-4AA8", "1633137312-0wjp7457", SCHEME, "19777",
    "46", "00000", "null", "NaN", "402817", "6f1c1f0e-6c8e-4e54-9a57-2f0f5d8f9f0a", str(a_venue_id(1)),
    a_person().card.shown, *MOMENTS,
]  # fmt: skip
TEXTS = st.sampled_from(TELLING) | st.text(max_size=30)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.sampled_from([0, 1, 20, 1987, 10**10, 10**400])
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=8
)


PLAUSIBLE: dict[type[Any], st.SearchStrategy[Any]] = {
    inspect.StrType: TEXTS,
    inspect.BoolType: st.booleans(),
    inspect.IntType: st.sampled_from([1, 20, 30, 1987, 2100]) | st.integers(-(2**70), 2**70),
    inspect.DateTimeType: st.sampled_from(MOMENTS) | st.datetimes(timezones=st.timezones()).map(datetime.isoformat),
    inspect.UUIDType: st.uuids().map(str),
    inspect.NoneType: st.none(),
}


def of_type(info: inspect.Type) -> st.SearchStrategy[Any]:
    """JSON of the right type, with right and wrong values."""
    if isinstance(info, inspect.Metadata):
        return of_type(info.type)
    if isinstance(info, inspect.UnionType):
        return st.one_of(*map(of_type, info.types))
    if isinstance(info, inspect.LiteralType):
        return st.sampled_from(info.values) | TEXTS
    if isinstance(info, inspect.ListType):
        return st.lists(of_type(info.item_type), max_size=2)
    if isinstance(info, inspect.StructType):
        required = {field.encode_name: of_type(field.type) for field in info.fields if field.required}
        optional = {field.encode_name: of_type(field.type) for field in info.fields if not field.required}
        return st.fixed_dictionaries(required, optional=optional)
    return PLAUSIBLE[type(info)]


BODIES = {name: o.body for name, (_, o) in OPERATIONS.items() if o.body not in (None, bytes)}
QUERIES = {name: o.query for name, (_, o) in OPERATIONS.items() if o.query is not None}
FAULTLESS = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def right(operation: str) -> st.SearchStrategy[Any]:
    """Bodies of the right types."""
    return of_type(inspect.type_info(BODIES[operation]))


@cache
def fields(operation: str) -> dict[str, st.SearchStrategy[Any]]:
    """For each field of the body something of its type, or anything."""
    info = inspect.type_info(BODIES[operation])
    assert isinstance(info, inspect.StructType)
    return {field.encode_name: of_type(field.type) | JSON for field in info.fields}


@st.composite
def near(draw: st.DrawFn, operation: str, example: dict[str, Any]) -> Any:
    """The contract's own example with one or two fields changed."""
    names = sorted(fields(operation))
    changed = draw(st.lists(st.sampled_from(names), max_size=2)) if names else []
    return {**example, **{name: draw(fields(operation)[name]) for name in changed}}


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with open_scene() as opened:
        yield opened


def good(scene: Scene, operation: str) -> dict[str, Any]:
    """The example of the contract, with codes of this house."""
    here = OF_THE_SCENE[operation](scene) if operation in OF_THE_SCENE else {}
    return {**REQUESTS[operation], **here}


STAFF = [staff_token(role) for role in (Role.COMMUNE_OFFICER, Role.TRACER)]


def check(scene: Scene, operation: str, **sent: Any) -> None:
    for token in (None, scene.owner_token, *STAFF):
        reply = scene.send(operation, token=token, **sent)
        assert reply.status < 500, (operation, sent, reply.content)
        if reply.status >= 400:
            assert reply.code
            assert reply.json["text"]["vi"]
            assert all(fault["text"]["vi"] for fault in reply.json.get("errors", ()))


@pytest.mark.parametrize("operation", sorted(BODIES))
@FAULTLESS
@given(data=st.data())
def test_no_body_of_the_right_types_is_a_fault(scene, operation, data):
    check(scene, operation, body=data.draw(right(operation)))


@pytest.mark.parametrize("operation", sorted(BODIES))
@FAULTLESS
@given(data=st.data())
def test_no_body_near_a_good_one_is_a_fault(scene, operation, data):
    body = data.draw(near(operation, good(scene, operation)))
    check(scene, operation, body=body)


@pytest.mark.parametrize("operation", sorted(BODIES))
@FAULTLESS
@given(data=st.data())
def test_no_json_at_all_is_a_fault(scene, operation, data):
    check(scene, operation, raw=json.dumps(data.draw(JSON)).encode())


@pytest.mark.parametrize("operation", sorted(BODIES))
@FAULTLESS
@given(raw=st.binary(max_size=60))
def test_no_bytes_at_all_are_a_fault(scene, operation, raw):
    check(scene, operation, raw=raw)


@pytest.mark.parametrize("operation", sorted(QUERIES.keys() - {"getVenuePoster"}))
@FAULTLESS
@given(data=st.data())
def test_no_query_is_a_fault(scene, operation, data):
    names = [field.encode_name for field in msgspec.structs.fields(QUERIES[operation])]
    check(scene, operation, query=data.draw(st.dictionaries(st.sampled_from([*names, "x"]), TEXTS, max_size=4)))


@pytest.mark.parametrize("operation", sorted(name for name, (_, o) in OPERATIONS.items() if "{" in o.path))
@FAULTLESS
@given(text=TEXTS)
def test_no_path_is_a_fault(scene, operation, text):
    body: dict[str, str] | None = {} if OPERATIONS[operation][1].body else None
    query = CALLS[operation](scene).get("query")  # a poster is drawn fastest as SVG
    for name in re.findall(r"{(\w+)}", OPERATIONS[operation][1].path):
        check(scene, operation, body=body, query=query, **{name: text})


CELLS = TEXTS.map(lambda text: '"' + text.replace('"', '""') + '"')
FILES = st.lists(st.lists(CELLS, min_size=3, max_size=7).map(",".join), max_size=4).map("\n".join)


@FAULTLESS
@given(rows=FILES, header=st.sampled_from(["name,category,address,contact_phone,capacity,unit_code\n", ""]))
def test_no_file_is_a_fault(scene, rows, header):
    check(scene, "importVenues", raw=(header + rows).encode(errors="replace"))


@FAULTLESS
@given(raw=st.binary(max_size=200))
def test_no_bytes_for_a_file_are_a_fault(scene, raw):
    check(scene, "importVenues", raw=raw)
