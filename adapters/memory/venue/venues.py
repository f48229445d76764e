"""Twin of the register of venues; it serves as the directory too."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from adapters.memory.faults import FaultPlan, Twin, step
from domain.base.errors import Busy, InvalidInput
from domain.base.period import at_epoch, epoch
from domain.base.text import folded
from domain.presence.codes import VenueCode, VenueId
from domain.presence.errors import VenueExists, VenueUnknown
from domain.presence.venue import Venue, VenuePage, natural_key


class MemoryVenues(Twin):
    """VenueRegister and VenueDirectory in dictionaries."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._venues: dict[VenueId, Venue] = {}
        self._codes: dict[VenueCode, VenueId] = {}
        self._natural: dict[str, VenueId] = {}

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
        if known := self._natural.get(_natural(venue)):
            return self._venues[known]
        if venue.code in self._codes or venue.venue_id in self._venues:
            raise Busy
        return self._keep(venue)

    @step
    def replace(self, venue: Venue, *, now: datetime) -> Venue:  # noqa: ARG002 - the table keeps the moment
        stored = self._venues.get(venue.venue_id)
        if stored is None:
            raise VenueUnknown
        if stored == _whole_seconds(venue):
            return stored
        if self._natural.get(_natural(venue), venue.venue_id) != venue.venue_id:
            raise VenueExists
        taken = self._codes.get(venue.code, venue.venue_id) != venue.venue_id
        if taken or stored.revision != venue.revision - 1:
            raise Busy
        return self._keep(venue)

    @step
    def in_unit(self, unit_path: str, *, limit: int, cursor: str | None, contains: str = "") -> VenuePage:
        words = folded(contains).split()
        inside = sorted(
            (_place(venue), venue)
            for venue in self._venues.values()
            if f"{venue.unit_path}/".startswith(f"{unit_path}/") and all(w in venue.search_key for w in words)
        )
        start = _start(cursor, unit_path) if cursor is not None else ""
        after = [(place, venue) for place, venue in inside if place > start]
        page = after[:limit]
        more = len(after) > limit
        return VenuePage(tuple(venue for _, venue in page), page[-1][0] if more else None)

    @step
    def owned_by(self, owner: str) -> Sequence[Venue]:
        owned = [venue for venue in self._venues.values() if venue.owner == owner]
        return sorted(owned, key=lambda venue: (venue.search_key, venue.venue_id))

    def _keep(self, venue: Venue) -> Venue:
        kept = _whole_seconds(venue)
        self._venues[venue.venue_id] = kept
        self._codes[venue.code] = venue.venue_id
        self._natural[_natural(venue)] = venue.venue_id
        return kept


def _natural(venue: Venue) -> str:
    return natural_key(venue.unit_path, venue.name, venue.address)


def _place(venue: Venue) -> str:
    """As the table orders them: by unit, name and address, id."""
    return f"{venue.unit_path}/#{venue.search_key}#{venue.venue_id}"


def _start(cursor: str, unit_path: str) -> str:
    if not cursor.startswith(f"{unit_path}/"):
        raise InvalidInput.of("cursor", "cursor")
    return cursor


def _whole_seconds(venue: Venue) -> Venue:
    return replace(venue, registered_at=at_epoch(epoch(venue.registered_at)))
