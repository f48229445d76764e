"""Whatever is sent to an operation, it answers in words and never with a fault."""

import json
import re
from collections.abc import Callable, Iterator
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
from tests.doors.house import House, open_house
from tests.doors.sign_in import staff_token
from tests.runs import trace_pending
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


@st.composite
def near(draw: st.DrawFn, example: Any, model: Any) -> Any:
    """The contract's own example with one or two fields of the right type, or of any."""
    types = {field.encode_name: field.type for field in inspect.type_info(model).fields}  # type: ignore[attr-defined]
    changed = draw(st.lists(st.sampled_from(sorted(types)), max_size=2)) if types else []
    return {**example, **{name: draw(of_type(types[name]) | JSON) for name in changed}}


BODIES = {name: o.body for name, (_, o) in OPERATIONS.items() if o.body not in (None, bytes)}
PLACE, GUEST = a_venue_id(1), a_person(2)


def _good(operation: str) -> Callable[[House], dict[str, Any]]:
    """The example of the contract, with codes of this house."""
    real: dict[str, Callable[[House], dict[str, Any]]] = {
        "checkIn": lambda house: {"code": house.qr(house.venues.by_ids([PLACE])[PLACE]), "leaves": {"visit_id": VISIT}},
        "recordVisitByStaff": lambda _: {"venue_id": str(PLACE), "person": {"personal_code": GUEST.card.shown}},
        "findPersons": lambda _: {"phone": GUEST.phone},
        "confirmCase": lambda _: {"phone": GUEST.phone, **TESTED},
    }
    return lambda house: {**REQUESTS[operation], **real.get(operation, lambda _: {})(house)}


VISIT = f"1633137312-{PLACE}"
TESTED = {
    "specimen_at": "2021-10-02T07:00:00+07:00",
    "confirmed_at": "2021-10-02T08:00:00+07:00",
    "onset_at": "2021-10-01T20:00:00+07:00",
    "milestones": [{"kind": "household", "people": [{"person_id": str(GUEST.person_id)}]}],
}
GOOD = {name: _good(name) for name in BODIES}
QUERIES = {name: o.query for name, (_, o) in OPERATIONS.items() if o.query is not None}
FAULTLESS = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with open_house() as opened:
        owner, _ = opened.citizen()
        opened.citizen(2)
        place = opened.venue(1, owner=str(owner.person_id))
        scan = {"code": opened.qr(place), "at": MOMENTS[0]}
        opened.call("checkIn", scan, token=opened.device_token(owner.person_id))
        case = {"person_id": str(owner.person_id), **TESTED}
        opened.call("confirmCase", case, token=staff_token(Role.TRACER))
        trace_pending(opened)
        yield opened


@cache
def tokens(house: House) -> list[str | None]:
    staff = [staff_token(role) for role in (Role.COMMUNE_OFFICER, Role.TRACER)]
    return [None, house.device_token(a_person().person_id), *staff]


@cache
def ids(house: House) -> dict[str, str]:
    """What stands in the paths; each of these exists."""
    (case,) = (case for case in house.cases.some(list(house.cases._cases)).values() if case.person != GUEST.person_id)
    return {
        "venue": str(PLACE),
        "visit_id": VISIT,
        "case_id": case.code.shown,
        "person_id": str(GUEST.person_id),
        "subscription_id": "5f2b0c94c3a1d7e8",
    }


def check(house: House, operation: str, **sent: Any) -> None:
    declared = OPERATIONS[operation][1]
    wanted = {name: value for name, value in ids(house).items() if f"{{{name}}}" in declared.path}
    for token in tokens(house):
        reply = house.call(operation, token=token, **{**wanted, **sent})
        assert reply.status < 500, (operation, sent, reply.content)
        if reply.status >= 400:
            assert reply.code
            assert reply.json["text"]["vi"]
            assert all(fault["text"]["vi"] for fault in reply.json.get("errors", ()))


@pytest.mark.parametrize("operation", sorted(BODIES))
@FAULTLESS
@given(data=st.data())
def test_no_body_of_the_right_types_is_a_fault(house, operation, data):
    check(house, operation, body=data.draw(of_type(inspect.type_info(BODIES[operation]))))


@pytest.mark.parametrize("operation", sorted(BODIES))
@FAULTLESS
@given(data=st.data())
def test_no_body_near_a_good_one_is_a_fault(house, operation, data):
    body = data.draw(near(GOOD[operation](house), BODIES[operation]))
    check(house, operation, body=body)


@pytest.mark.parametrize("operation", sorted(BODIES))
@FAULTLESS
@given(data=st.data())
def test_no_json_at_all_is_a_fault(house, operation, data):
    check(house, operation, raw=json.dumps(data.draw(JSON)).encode())


@pytest.mark.parametrize("operation", sorted(BODIES))
@FAULTLESS
@given(raw=st.binary(max_size=60))
def test_no_bytes_at_all_are_a_fault(house, operation, raw):
    check(house, operation, raw=raw)


@pytest.mark.parametrize("operation", sorted(QUERIES.keys() - {"getVenuePoster"}))
@FAULTLESS
@given(data=st.data())
def test_no_query_is_a_fault(house, operation, data):
    names = [field.encode_name for field in msgspec.structs.fields(QUERIES[operation])]
    check(house, operation, query=data.draw(st.dictionaries(st.sampled_from([*names, "x"]), TEXTS, max_size=4)))


@pytest.mark.parametrize("operation", sorted(name for name, (_, o) in OPERATIONS.items() if "{" in o.path))
@FAULTLESS
@given(text=TEXTS)
def test_no_path_is_a_fault(house, operation, text):
    body: dict[str, str] | None = {} if OPERATIONS[operation][1].body else None
    for name in re.findall(r"{(\w+)}", OPERATIONS[operation][1].path):
        check(house, operation, body=body, **{name: text})


CELLS = TEXTS.map(lambda text: '"' + text.replace('"', '""') + '"')
FILES = st.lists(st.lists(CELLS, min_size=3, max_size=7).map(",".join), max_size=4).map("\n".join)


@FAULTLESS
@given(rows=FILES, header=st.sampled_from(["name,category,address,contact_phone,capacity,unit_code\n", ""]))
def test_no_file_is_a_fault(house, rows, header):
    check(house, "importVenues", raw=(header + rows).encode(errors="replace"))


@FAULTLESS
@given(raw=st.binary(max_size=200))
def test_no_bytes_for_a_file_are_a_fault(house, raw):
    check(house, "importVenues", raw=raw)
