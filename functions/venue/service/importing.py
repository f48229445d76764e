"""Venues of a file: those that are registered already, and all of them registered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.presence.venue import Venue, VenueRegister


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file and the venue it became."""

    line: int
    venue: Venue
    is_new: bool


def import_venues(wanted: Sequence[tuple[int, Venue]], *, venues: VenueRegister) -> Sequence[Row]:
    """Registers the venue of every line. What is registered already is kept, whoever did it: the caller is of its unit.

    A crash in the middle loses nothing: the same again finds those that were stored, and stores the others.
    """
    stored = venues.add_all([venue for _, venue in wanted])
    return [
        Row(line, there, is_new=there.venue_id == venue.venue_id)
        for (line, venue), there in zip(wanted, stored, strict=True)
    ]


def known(wanted: Sequence[tuple[int, Venue]], *, venues: VenueRegister) -> Mapping[int, Venue]:
    """By its line, the venue that is registered already; nothing is stored."""
    found = venues.same([venue for _, venue in wanted])
    return {line: found[venue.natural_key] for line, venue in wanted if venue.natural_key in found}
