"""Venues of a file, once every row of it is sound."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from domain.base.errors import Fault, InvalidInput
from domain.presence.errors import VenueExists
from domain.presence.venue import Venue, VenueRegister
from functions.kit.beside import each_beside
from functions.venue.service import register


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file and the venue it became."""

    line: int
    venue: Venue
    is_new: bool


def import_venues(wanted: Sequence[tuple[int, Venue]], *, venues: VenueRegister) -> Sequence[Row]:
    """Registers the venue of every line. Raises InvalidInput where somebody else has registered it.

    A crash in the middle loses nothing: the same again finds those that were stored.
    """
    return each_beside(partial(_registered, venues), wanted)


def known(wanted: Sequence[tuple[int, Venue]], *, venues: VenueRegister) -> Mapping[int, Venue]:
    """By its line, the venue that is registered already; nothing is stored."""
    found = venues.same([venue for _, venue in wanted])
    return {line: found[venue.natural_key] for line, venue in wanted if venue.natural_key in found}


def _registered(venues: VenueRegister, wanted: tuple[int, Venue]) -> Row:
    line, venue = wanted
    try:
        stored, is_new = register.register(venue, venues=venues)
    except VenueExists:
        raise InvalidInput(Fault("name", "venue-exists", line)) from None
    return Row(line, stored, is_new)
