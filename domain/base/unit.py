"""Administrative units (đơn vị hành chính): a code means something only inside its scheme."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

SCHEME = re.compile(r"VN-\d{4}(?:H[12])?")


@dataclass(frozen=True, slots=True)
class UnitKey:
    """(scheme, code); codes are zero-padded strings of 2, 3 or 5 digits."""

    scheme: str
    code: str

    def __str__(self) -> str:
        return f"{self.scheme}/{self.code}"

    @classmethod
    def parse(cls, text: str) -> "UnitKey":
        """Inverse of `str()`."""
        scheme, _, code = text.partition("/")
        return cls(scheme, code)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its line of descent, itself first and the province last; two levels or three, never assumed."""

    key: UnitKey
    name: str
    lineage: tuple[str, ...]

    @property
    def path(self) -> str:
        """`scheme/province/…/code`: sorts and prefixes by containment; what facts carry with them."""
        return "/".join((self.key.scheme, *reversed(self.lineage)))


def path_is_within(path: str, area: UnitKey) -> bool:
    """True when the unit of `path` is `area` or lies in it. Units of another scheme are never within."""
    scheme, *codes = path.split("/")
    return scheme == area.scheme and area.code in codes


def key_of(path: str) -> UnitKey:
    """The unit a path ends in."""
    return UnitKey(path.partition("/")[0], path.rpartition("/")[2])


class Ended(NamedTuple):
    """A scheme that is in force no more: the first day without it, and by what."""

    scheme: str
    since: date
    source: str


ENDED = (Ended("VN-2025H1", date(2025, 7, 1), "Nghị quyết 203/2025/QH15: không còn cấp huyện từ 01/07/2025"),)


def without_since(scheme: str) -> date | None:
    """The first day on which nothing new is of that scheme; None while it is in force."""
    return next((ended.since for ended in ENDED if ended.scheme == scheme), None)


class UnitRegister(Protocol):
    """The administrative units in force."""

    def find(self, key: UnitKey) -> Unit | None:
        """The unit, or None where the scheme has no such code."""
        ...

    def communes(self, key: UnitKey) -> Sequence[Unit]:
        """The units without any below them that lie in this one, itself where it is one, by code; none for an unknown one."""
        ...
