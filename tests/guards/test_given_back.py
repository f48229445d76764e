"""What an answer gives may be given back: an object under a name that some request takes is taken there as it is shown.

A page fills a form with what it read and sends the whole again; what answers say besides is ignored, never refused.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import pytest

from tests.doors.calls import OPERATIONS
from tools.contract.examples import ANSWERS


def _structs(kind: msgspec.inspect.Type) -> Iterator[msgspec.inspect.StructType]:
    """The objects that a field may hold, by itself or in a list."""
    match kind:
        case msgspec.inspect.StructType():
            yield kind
        case msgspec.inspect.ListType(item_type=inner) | msgspec.inspect.Metadata(type=inner):
            yield from _structs(inner)
        case msgspec.inspect.UnionType(types=several):
            for each in several:
                yield from _structs(each)
        case _:
            pass


def _named(model: Any) -> Iterator[tuple[str, msgspec.inspect.StructType]]:
    """(name, object) of every field of a model that holds objects, however deep."""
    waiting, seen = list(_structs(msgspec.inspect.type_info(model))), set()
    while waiting:
        outer = waiting.pop()
        if outer.cls in seen:
            continue
        seen.add(outer.cls)
        for field in outer.fields:
            inner = list(_structs(field.type))
            waiting += inner
            yield from ((field.encode_name, each) for each in inner)


@cache
def _taken() -> dict[str, dict[str, type]]:
    """Name → operation → what its request takes under that name."""
    found: dict[str, dict[str, type]] = {}
    for operation_id, (_, operation) in OPERATIONS.items():
        for name, kind in _named(operation.body) if operation.body is not None else ():
            found.setdefault(name, {})[operation_id] = kind.cls
    return found


def _fields(model: type) -> set[str]:
    return {field.encode_name for field in msgspec.structs.fields(model)}


def _objects(value: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """(name, object) of every object in an example."""
    if isinstance(value, list):
        for each in value:
            yield from _objects(each, name)
    elif isinstance(value, dict):
        if name:
            yield name, value
        for inner, each in value.items():
            yield from _objects(each, inner)


def test_there_is_something_to_give_back():
    assert {"milestones", "people", "person"} <= _taken().keys()
    shown = {name for example in ANSWERS.values() for name, _ in _objects(example)}
    assert {"milestones", "people", "person"} <= shown, "no example shows them"


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_a_request_knows_every_field_that_an_answer_shows_under_its_name(name):
    unknown = {
        f"{field}.{missing} of {taker}"
        for model in OPERATIONS[name][1].answers.values()
        if model not in (bytes, str, dict)
        for field, shown in _named(model)
        for taker, taken in _taken().get(field, {}).items()
        for missing in _fields(shown.cls) - _fields(taken)
    }
    assert not unknown, f"{name} shows what is refused when it is given back: {sorted(unknown)}"


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_the_examples_of_answers_are_taken_where_requests_take_their_like(name):
    for field, value in _objects(ANSWERS[name]):
        for taker, taken in _taken().get(field, {}).items():
            assert msgspec.convert(value, taken) is not None, f"{field} of {name} to {taker}"
