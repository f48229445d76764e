"""From bytes to checked values: one decoder for JSON bodies and query strings, faults named by field and rule."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec

from domain.base.errors import DomainError, Fault, InvalidInput

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
_PATH = re.compile(r" - at `(?:key in )?\$(?P<path>[^`]*)`")


class Malformed(DomainError):
    code = "malformed"


class TooLarge(DomainError):
    code = "too-large"


class WrongContentType(DomainError):
    code = "wrong-content-type"


@cache
def _decoder(model: Any) -> "msgspec.json.Decoder[Any]":
    return msgspec.json.Decoder(model)


def decoded(raw: bytes, model: type[Model]) -> Model:
    """A JSON body as `model`. Raises InvalidInput naming the field and rule, or Malformed when it is not JSON."""
    try:
        value: Model = _decoder(model).decode(raw)
    except msgspec.ValidationError as error:
        raise _refusal(str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Malformed(Fault("body", "json")) from None
    return value


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
    field = path.group("path").lstrip(".") if path else ""
    for shape, rule in _RULES:
        if match := shape.search(message):
            if "field" in match.groupdict():
                field = f"{field}.{match['field']}".lstrip(".")
            return InvalidInput.of(field or "body", rule)
    return InvalidInput.of(field or "body", "type")
