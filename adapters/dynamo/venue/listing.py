"""Keys of an index of venues, looked through for words a page at a time; and the cursors between pages."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from adapters.dynamo.venue import keys
from adapters.dynamo.wire import Item, number, text
from domain.base.errors import InvalidInput
from domain.base.text import cleaned
from domain.presence.codes import VenueId
from domain.presence.policy import MOST_SEARCHED

_SECOND = re.compile(r"[0-9]{1,10}")


class Looked(NamedTuple):
    """Keys that fit, the last looked at when there are more, and how many were looked at."""

    found: Sequence[Item]
    last: Item | None
    looked_at: int


def looked_through(rows: Iterable[Item], words: Sequence[str], limit: int) -> Looked:
    """Until another one fits than the page holds, or it was looked far enough."""
    found: list[Item] = []
    last: Item | None = None
    looked_at = 0
    for row in rows:
        if looked_at == MOST_SEARCHED:
            return Looked(found, last, looked_at)
        if holds(row, words):
            if len(found) == limit:
                return Looked(found, found[-1], looked_at)
            found.append(row)
        last = row
        looked_at += 1
    return Looked(found, None, looked_at)


def holds(row: Item, words: Sequence[str]) -> bool:
    """Cleaned, because venues of before that was done at the door keep the signs they came with."""
    there = cleaned(keys.unit_range_text(text(row, "bs")))
    return all(word in there for word in words)


def venue_of(row: Item) -> VenueId:
    return VenueId(text(row, "pk").removeprefix("v#"))


class ByName(NamedTuple):
    """A place in the list of a unit."""

    bs: str

    @classmethod
    def of(cls, row: Item) -> "ByName":
        return cls(text(row, "bs"))

    @classmethod
    def read(cls, cursor: str, prefix: str) -> "ByName":
        """Raises InvalidInput for a cursor of another list, or none of ours."""
        bs = _read(cursor)
        if not bs.startswith(prefix):
            raise InvalidInput.of("cursor", "cursor")
        return cls(bs)

    @property
    def venue(self) -> VenueId:
        return VenueId(self.bs.rpartition("#")[2])

    def __str__(self) -> str:
        return _written(self.bs)


class ByAge(NamedTuple):
    """A place in the list of a commune, the newest first."""

    unit_path: str
    registered: int
    venue: VenueId

    @classmethod
    def of(cls, row: Item) -> "ByAge":
        return cls(text(row, "u"), number(row, "t") or 0, venue_of(row))

    @classmethod
    def read(cls, cursor: str, unit_path: str) -> "ByAge":
        """Raises InvalidInput for a cursor of another list, or none of ours."""
        there, registered, venue = f"{_read(cursor)}##".split("#")[:3]
        if there != unit_path or not _SECOND.fullmatch(registered):
            raise InvalidInput.of("cursor", "cursor")
        return cls(there, int(registered), VenueId(venue))

    def __str__(self) -> str:
        return _written(f"{self.unit_path}#{self.registered}#{self.venue}")


def _written(place: str) -> str:
    return urlsafe_b64encode(place.encode()).decode()


def _read(cursor: str) -> str:
    """What ends in a venue's id. Raises InvalidInput."""
    try:
        place = urlsafe_b64decode(cursor.encode()).decode()
        VenueId(place.rpartition("#")[2])
    except ValueError as error:
        raise InvalidInput.of("cursor", "cursor") from error
    return place
