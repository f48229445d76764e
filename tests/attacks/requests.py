"""What is sent to an operation: as the contract says, against it, near a good request, and what was never a request."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache, partial
from typing import Any, NamedTuple
from urllib.parse import unquote

import msgspec
from hypothesis import strategies as st
from msgspec import inspect
from schemathesis import Case, GenerationMode
from schemathesis.core import NOT_SET
from schemathesis.specs.openapi._hypothesis import can_negate_path_parameters

from functions.kit.http import JSON
from tests.attacks.answers import contract
from tests.builders.base import SCHEME
from tests.builders.people import a_person
from tests.builders.presence import a_venue_id
from tests.doors.calls import OPERATIONS
from tests.guards.register import CALLS, OF_THE_SCENE
from tests.guards.scene import Scene
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
ANY_JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=8
)
PLAUSIBLE: dict[type[Any], st.SearchStrategy[Any]] = {
    inspect.StrType: TEXTS,
    inspect.BoolType: st.booleans(),
    inspect.IntType: st.sampled_from([1, 20, 30, 1987, 2100]) | st.integers(-(2**70), 2**70),
    inspect.DateTimeType: st.sampled_from(MOMENTS) | st.datetimes(timezones=st.timezones()).map(datetime.isoformat),
    inspect.DateType: st.sampled_from(["2021-10-01", "2021-02-30", "9999-12-31"]) | st.dates().map(date.isoformat),
    inspect.UUIDType: st.uuids().map(str),
    inspect.NoneType: st.none(),
}
CELLS = TEXTS.map(lambda text: '"' + text.replace('"', '""') + '"')
HEADERS = ["name,category,address,contact_phone,capacity,unit_code\n", ""]
FILES = st.tuples(
    st.sampled_from(HEADERS),
    st.lists(st.lists(CELLS, min_size=3, max_size=7).map(",".join), max_size=4).map("\n".join),
).map(lambda parts: "".join(parts).encode(errors="replace"))
Sent = dict[str, Any]


class Asked(NamedTuple):
    """How `Scene.send` is called; `case` is the tool's own view where the request is the tool's, whole."""

    how: Sent
    case: Case[Any] | None = None

    @property
    def said(self) -> str:
        return json.dumps(self.how, ensure_ascii=False, default=lambda value: value.decode(errors="replace"))


def of_type(info: inspect.Type) -> st.SearchStrategy[Any]:
    """JSON of the right type, with right and wrong values."""
    if isinstance(info, inspect.Metadata):
        return of_type(info.type)
    if isinstance(info, inspect.UnionType):
        return st.one_of(*map(of_type, info.types))
    if isinstance(info, inspect.LiteralType | inspect.EnumType):
        chosen = info.values if isinstance(info, inspect.LiteralType) else [member.value for member in info.cls]
        return st.sampled_from(chosen) | TEXTS
    if isinstance(info, inspect.ListType):
        return st.lists(of_type(info.item_type), max_size=2)
    if isinstance(info, inspect.StructType):
        required = {field.encode_name: of_type(field.type) for field in info.fields if field.required}
        optional = {field.encode_name: of_type(field.type) for field in info.fields if not field.required}
        return st.fixed_dictionaries(required, optional=optional)
    return PLAUSIBLE[type(info)]


def good(scene: Scene, operation: str) -> Sent:
    """The example of the contract, with codes of this scene."""
    here = OF_THE_SCENE[operation](scene) if operation in OF_THE_SCENE else {}
    return {**REQUESTS[operation], **here}


@cache
def _body(operation: str) -> inspect.StructType | None:
    model = OPERATIONS[operation][1].body
    if model in {None, bytes}:
        return None
    info = inspect.type_info(model)
    assert isinstance(info, inspect.StructType)
    return info


@st.composite
def near(draw: st.DrawFn, scene: Scene, operation: str) -> Sent:
    """The contract's own example with one or two fields changed."""
    info = _body(operation)
    assert info is not None
    fields = {field.encode_name: field.type for field in info.fields}
    changed = draw(st.lists(st.sampled_from(sorted(fields)), max_size=2)) if fields else []
    return {"body": {**good(scene, operation), **{name: draw(of_type(fields[name]) | ANY_JSON) for name in changed}}}


@st.composite
def by_the_tool(draw: st.DrawFn, operation: str, mode: GenerationMode) -> Asked:
    """A whole request by the contract's own schema, or with something in it that the schema forbids."""
    case = draw(contract()[operation].as_strategy(generation_mode=mode))
    how: Sent = {name: unquote(str(value), errors="replace") for name, value in case.path_parameters.items()}
    if case.query:
        how["query"] = dict(case.query)
    if case.body is not NOT_SET:
        how["raw"] = case.body if isinstance(case.body, bytes) else _text(case.body)
        how["content_type"] = case.media_type
    return Asked(how, case)


def _text(body: Any) -> bytes:
    return body.encode() if isinstance(body, str) else json.dumps(body).encode()


@st.composite
def grounded(draw: st.DrawFn, scene: Scene, operation: str, mode: GenerationMode) -> Asked:
    """The same on things that exist: the scene's ids in the path, and its good body with fields of the tool's."""
    how = dict(draw(by_the_tool(operation, mode)).how)
    for name in scene.ids:
        how.pop(name, None)
    if _body(operation) is None:
        return Asked(how)
    sent = _object(how.get("raw"))
    kept = draw(st.lists(st.sampled_from(sorted(sent)), max_size=2)) if sent else []
    body = {**good(scene, operation), **{name: sent[name] for name in kept}}
    return Asked({**how, "raw": _text(body), "content_type": JSON})


def _object(raw: bytes | None) -> Sent:
    try:
        found = json.loads(raw or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _queries(operation: str) -> st.SearchStrategy[Sent]:
    names = [field.encode_name for field in msgspec.structs.fields(OPERATIONS[operation][1].query)]
    one = st.tuples(st.sampled_from([*names, "x"]), TEXTS)
    return st.lists(one, max_size=4).map(lambda pairs: {"query": dict(pairs)})


@st.composite
def _paths(draw: st.DrawFn, scene: Scene, operation: str) -> Sent:
    """A good request, but for one part of its path."""
    name = draw(st.sampled_from(re.findall(r"{(\w+)}", OPERATIONS[operation][1].path)))
    return {**CALLS[operation](scene), name: draw(TEXTS)}


Made = Callable[[Scene], st.SearchStrategy[Any]]


def our_kinds(operation: str) -> Mapping[str, Made]:
    """Every way of ours in which this operation is asked: name → what makes it for a scene."""
    declared, info = OPERATIONS[operation][1], _body(operation)
    found: dict[str, Made] = {}
    if info is not None:
        found["right types"] = lambda _: of_type(info).map(lambda body: {"body": body})
        found["near a good one"] = lambda scene: near(scene, operation)
        found["any JSON"] = lambda _: ANY_JSON.map(lambda value: {"raw": json.dumps(value).encode()})
    if declared.body is not None:
        found["any bytes"] = lambda _: st.binary(max_size=200).map(lambda raw: {"raw": raw})
    if declared.body is bytes:
        found["any file"] = lambda _: FILES.map(lambda raw: {"raw": raw})
    if declared.query is not None:
        found["any query"] = lambda _: _queries(operation)
    if "{" in declared.path:
        found["any path"] = lambda scene: _paths(scene, operation)
    return found


def kinds_of_the_tool(operation: str) -> Mapping[str, Made]:
    """The same of the tool's, where the contract leaves anything to choose, and anything to break."""
    asked, found = contract()[operation], dict[str, Made]()
    more = bool(asked.body or asked.query)
    if more or asked.path_parameters:
        found["by the contract"] = partial(_by_the_tool, operation, GenerationMode.POSITIVE)
    if more or (asked.path_parameters and can_negate_path_parameters(asked)):
        found["against the contract"] = partial(_by_the_tool, operation, GenerationMode.NEGATIVE)
    if more and OPERATIONS[operation][1].body is not None and "{" in OPERATIONS[operation][1].path:
        found["by the contract, on what exists"] = partial(_grounded, operation, GenerationMode.POSITIVE)
        found["against the contract, on what exists"] = partial(_grounded, operation, GenerationMode.NEGATIVE)
    return found


def _by_the_tool(operation: str, mode: GenerationMode, _: Scene) -> st.SearchStrategy[Asked]:
    return by_the_tool(operation, mode)


def _grounded(operation: str, mode: GenerationMode, scene: Scene) -> st.SearchStrategy[Asked]:
    return grounded(scene, operation, mode)


def asked(made: Made, scene: Scene) -> st.SearchStrategy[Asked]:
    """What is sent in this way."""
    return made(scene).map(lambda sent: sent if isinstance(sent, Asked) else Asked(sent))
