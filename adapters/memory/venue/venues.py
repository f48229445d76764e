"""Twin of the register of venues; it serves as the directory too."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from adapters.memory.faults import FaultPlan, Twin, step
from domain.base.errors import Busy, InvalidInput
from domain.base.period import at_epoch, epoch
from domain.base.text import folded
from domain.presence.change import Change
from domain.presence.codes import VenueCode, VenueId
from domain.presence.errors import VenueExists, VenueUnknown
from domain.presence.policy import MOST_SEARCHED
from domain.presence.venue import Venue, VenuePage

_LAST = 9_999_999_999  # a second that no clock here reaches


class MemoryVenues(Twin):
    """VenueRegister and VenueDirectory in dictionaries."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._venues: dict[VenueId, Venue] = {}
        self._codes: dict[VenueCode, VenueId] = {}
        self._natural: dict[str, VenueId] = {}
        self._changes: dict[VenueId, list[Change]] = {}

    @step
    def by_code(self, code: VenueCode) -> Venue | None:
        venue_id = self._codes.get(code)
        return self._venues[venue_id] if venue_id else None

    @step
    def by_id(self, venue_id: VenueId) -> Venue | None:
        return self._venues.get(venue_id)

    @step
    def by_ids(self, venue_ids: Sequence[VenueId]) -> Mapping[VenueId, Venue]:
        return {venue_id: self._venues[venue_id] for venue_id in venue_ids if venue_id in self._venues}

    @step
    def add(self, venue: Venue) -> Venue:
        if known := self._natural.get(venue.natural_key):
            return self._venues[known]
        if venue.code in self._codes or venue.venue_id in self._venues:
            raise Busy
        return self._keep(venue)

    def add_all(self, venues: Sequence[Venue]) -> Sequence[Venue]:
        """One after another, each a step of its own: a fault leaves those before it registered."""
        return [self.add(venue) for venue in venues]

    @step
    def same(self, venues: Sequence[Venue]) -> Mapping[str, Venue]:
        keys = {venue.natural_key for venue in venues} & self._natural.keys()
        return {key: self._venues[self._natural[key]] for key in keys}

    @step
    def replace(self, venue: Venue, *, now: datetime, change: Change | None = None) -> Venue:  # noqa: ARG002 - the table keeps the moment
        stored = self._venues.get(venue.venue_id)
        if stored is None:
            raise VenueUnknown
        if stored == _whole_seconds(venue):
            return stored
        if self._natural.get(venue.natural_key, venue.venue_id) != venue.venue_id:
            raise VenueExists
        taken = self._codes.get(venue.code, venue.venue_id) != venue.venue_id
        if taken or stored.revision != venue.revision - 1:
            raise Busy
        del self._natural[stored.natural_key]
        if change is not None:
            self._changes.setdefault(venue.venue_id, []).insert(0, change)
        return self._keep(venue)

    @step
    def changes(self, venue_id: VenueId, *, limit: int) -> Sequence[Change]:
        return self._changes.get(venue_id, [])[:limit]

    @step
    def alike(self, venue: Venue, *, limit: int) -> Sequence[Venue]:
        others = (v for v in self._venues.values() if v.venue_id != venue.venue_id and v.looks_like(venue))
        return sorted(others, key=lambda other: (other.search_key, other.venue_id))[:limit]

    @step
    def in_unit(self, unit_path: str, *, limit: int, cursor: str | None, contains: str = "") -> VenuePage:
        start = _start(cursor, unit_path, "/.*") if cursor is not None else ""
        after = sorted(
            (place, venue)
            for venue in self._venues.values()
            if f"{venue.unit_path}/".startswith(f"{unit_path}/") and (place := _place(venue)) > start
        )
        return _page(after, contains, limit)

    @step
    def newest(self, commune_path: str, *, limit: int, cursor: str | None, contains: str = "") -> VenuePage:
        start = _start(cursor, commune_path, "#[0-9]{10}#.*") if cursor is not None else ""
        after = sorted(
            (place, venue)
            for venue in self._venues.values()
            if venue.unit_path == commune_path and (place := _age(venue)) > start
        )
        return _page(after, contains, limit)

    @step
    def number(self, unit_path: str, *, contains: str = "") -> int | None:
        words = folded(contains).split()
        there = [v for v in self._venues.values() if f"{v.unit_path}/".startswith(f"{unit_path}/")]
        if len(there) > MOST_SEARCHED:
            return None
        return sum(all(word in venue.search_key for word in words) for venue in there)

    @step
    def owned_by(self, owner: str) -> Sequence[Venue]:
        owned = [venue for venue in self._venues.values() if venue.owner == owner]
        return sorted(owned, key=lambda venue: (venue.search_key, venue.venue_id))

    def _keep(self, venue: Venue) -> Venue:
        kept = _whole_seconds(venue)
        self._venues[venue.venue_id] = kept
        self._codes[venue.code] = venue.venue_id
        self._natural[venue.natural_key] = venue.venue_id
        return kept


def _place(venue: Venue) -> str:
    """As the table orders them: by unit, name and address, id."""
    return f"{venue.unit_path}/#{venue.search_key}#{venue.venue_id}"


def _cursor(place: str) -> str:
    return urlsafe_b64encode(place.encode()).decode()


def _age(venue: Venue) -> str:
    """The newest first; of those of one second the table has an order of its own."""
    return f"{venue.unit_path}#{_LAST - epoch(venue.registered_at):010d}#{venue.venue_id}"


def _page(after: Sequence[tuple[str, Venue]], contains: str, limit: int) -> VenuePage:
    """As far as a search looks, of what comes after its cursor."""
    words = folded(contains).split()
    looked_at = after[:MOST_SEARCHED]
    fits = [(place, venue) for place, venue in looked_at if all(w in venue.search_key for w in words)]
    page = fits[:limit]
    last = page if len(fits) > limit else looked_at if len(after) > len(looked_at) else ()
    return VenuePage(tuple(venue for _, venue in page), _cursor(last[-1][0]) if last else None, len(looked_at))


def _start(cursor: str, unit_path: str, place_in_it: str) -> str:
    try:
        place = urlsafe_b64decode(cursor.encode()).decode()
    except ValueError as error:
        raise InvalidInput.of("cursor", "cursor") from error
    if not re.fullmatch(re.escape(unit_path) + place_in_it, place, re.DOTALL):
        raise InvalidInput.of("cursor", "cursor")
    return place


def _whole_seconds(venue: Venue) -> Venue:
    return replace(venue, registered_at=at_epoch(epoch(venue.registered_at)))
