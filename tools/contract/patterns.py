"""What an id and a cursor look like: by the names under which bodies, addresses and answers carry them.

The doors read codes as people type them, so a pattern says no less; whether a code's last symbol fits, and whose it is, no
pattern says.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.base.codes import ALPHABET, Code
from domain.people.codes import PersonId
from domain.presence.codes import VenueId
from domain.tracing.codes import CaseCode
from functions.kit.shapes import CURSOR

_SPACES = "[ -]*"
_TYPED = "[0-9A-TV-Za-tv-z]"  # o, i and l are read as 0 and 1
_STORED = f"[{ALPHABET}]"


def _typed(kind: type[Code]) -> str:
    return f"{_SPACES}(?:{_TYPED}{_SPACES}){{{kind.length}}}"


# By the last words of a name: `of_person_id` holds a person's.
PATTERNS: Mapping[str, str] = {
    "person_id": _typed(PersonId),
    "merge_id": _typed(PersonId),
    "case_id": _typed(CaseCode),
    "venue_id": _typed(VenueId),
    "visit_id": f"-?[0-9]{{1,10}}-{_STORED}{{{VenueId.length}}}",
    "notice_id": f"{_STORED}{{12}}",
    "staff_id": "[0-9A-Za-z_-]{1,64}",
    "device_id": "[0-9A-Za-z_-]{1,64}",
    "subscription_id": "[0-9a-f]{16}",
    "cursor": CURSOR,
}


def of_name(name: str) -> str | None:
    """The pattern of what stands under a name; None for what is neither id nor cursor."""
    return next((shape for end, shape in PATTERNS.items() if name == end or name.endswith(f"_{end}")), None)


def stated(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of what stands under this name, with its pattern. Where empty means absent, empty is fine."""
    shape = of_name(name)
    if shape is None or "format" in schema:
        return schema
    if "anyOf" in schema:
        return {**schema, "anyOf": [stated(name, one) for one in schema["anyOf"]]}
    if schema.get("type") != "string":
        return schema
    return {**schema, "pattern": f"^(?:{shape})?$" if schema.get("default") == "" else f"^{shape}$"}


def in_shapes(shapes: Mapping[str, Any]) -> dict[str, Any]:
    """Shapes by name, each with the patterns of its fields."""
    return {name: _shape(shape) for name, shape in shapes.items()}


def _shape(shape: dict[str, Any]) -> dict[str, Any]:
    if "properties" not in shape:
        return shape
    return {**shape, "properties": dict(_fields(shape["properties"]))}


def _fields(properties: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, schema in properties.items():
        yield name, stated(name, schema)
