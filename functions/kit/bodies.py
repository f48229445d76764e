"""From bytes to checked values: one way for JSON bodies and query strings, faults named by field and rule.

What people typed is cleaned here, once, before any rule looks at it (decision 0031).
"""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from domain.base.errors import DomainError, Fault, InvalidInput
from domain.base.text import cleaned

Model = TypeVar("Model", bound=msgspec.Struct)

_RULES = (
    (re.compile(r"missing required field `(?P<field>[^`]+)`"), "required"),
    (re.compile(r"unknown field `(?P<field>[^`]+)`"), "unknown-field"),
    (re.compile(r"encoded date\b|`date`"), "date"),
    (re.compile(r"datetime|timezone|RFC3339"), "date-time"),
    (re.compile(r"Invalid UUID"), "uuid"),
    (re.compile(r"of length <="), "too-long"),
    (re.compile(r"of length >="), "too-short"),
    (re.compile(r"matching regex"), "pattern"),
    (re.compile(r"(int|float)` [<>]|out of range"), "range"),
    (re.compile(r"Invalid enum value"), "choice"),
)
# Of fields whose form has words of its own.
_OWN_RULES = {"cursor": "cursor"}
_PATH = re.compile(r" - at `(?:key in )?\$(?P<path>[^`]*)`")
_SOMEWHERE = "[...]"  # a number that no JSON reader holds is told without its field


class Malformed(DomainError):
    code = "malformed"


class TooLarge(DomainError):
    code = "too-large"


class WrongContentType(DomainError):
    code = "wrong-content-type"


class Verbatim(msgspec.Struct):
    """Mark of a body that a machine made, such as addresses and keys of a browser: it is taken to the byte."""


_json = msgspec.json.Decoder()


def decoded(raw: bytes, model: type[Model]) -> Model:
    """A JSON body as `model`. Raises InvalidInput naming the field and rule, or Malformed when it is not JSON."""
    try:
        value = _json.decode(raw)
        return msgspec.convert(value if issubclass(model, Verbatim) else clean(value), model)
    except msgspec.ValidationError as error:
        raise _refusal(str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Malformed(Fault("body", "json")) from None


def clean(value: Any) -> Any:
    """Plain JSON with every text of it cleaned; names of fields stay as they are. `1980.0` is a whole number, as JSON
    Schema has it."""
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: clean(inner) for name, inner in value.items()}
    return [clean(inner) for inner in value] if isinstance(value, list) else value


def converted(query: Mapping[str, Any], model: type[Model]) -> Model:
    """A query string as `model`; numbers and dates are read from text."""
    try:
        return msgspec.convert(query, model, strict=False)
    except msgspec.ValidationError as error:
        raise _refusal(str(error)) from None


def encoded(value: Any) -> str:
    """JSON text of an answer."""
    return msgspec.json.encode(value).decode()


def _refusal(message: str) -> InvalidInput:
    path = _PATH.search(message)
    field = path.group("path").lstrip(".") if path and _SOMEWHERE not in path.group("path") else ""
    for shape, rule in _RULES:
        if match := shape.search(message):
            if "field" in match.groupdict():
                field = f"{field}.{match['field']}".lstrip(".")
            return InvalidInput.of(field or "body", _OWN_RULES.get(field, rule) if rule == "pattern" else rule)
    return InvalidInput.of(field or "body", "type")
