"""Use cases of the venue register."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from domain.base.errors import InvalidInput
from domain.presence.codes import VenueCode, VenueId
from domain.presence.errors import VenueExists, VenueUnknown
from domain.presence.venue import Venue, VenueDirectory, VenuePage, VenueRegister, VenueState, read_token

_SCAN_PAGES = 20  # a search stops after this many pages of the register; the cursor goes on


def register(venue: Venue, *, venues: VenueRegister) -> tuple[Venue, bool]:
    """Registers a venue; the same again by the same registrant returns it. Raises VenueExists, VenueUnknown."""
    if venue.parent is not None and venues.by_id(venue.parent) is None:
        raise InvalidInput.of("parent_venue_id", "venue-id")
    stored = venues.add(venue)
    is_new = stored.venue_id == venue.venue_id
    if not is_new and not _may_keep(venue, stored):
        raise VenueExists
    return stored, is_new


def _may_keep(wanted: Venue, stored: Venue) -> bool:
    """A repeat by the same person, or by staff who already passed the check of jurisdiction."""
    return wanted.registered_by == stored.registered_by or wanted.owner is None


def find(text: str, *, venues: VenueDirectory, venue_keys: dict[str, bytes]) -> Venue:
    """By venue id, typed code or QR token. Raises InvalidInput, VenueCodeForged, VenueUnknown."""
    try:
        code = read_token(text, venue_keys).code
    except ValueError:
        raise InvalidInput.of("venue", "venue-code") from None
    found = venues.by_code(code) or venues.by_id(VenueId(str(code)))
    if found is None:
        raise VenueUnknown
    return found


def reissue(venue: Venue, code: VenueCode, *, venues: VenueRegister, now: datetime) -> Venue:
    """A new printed code; the old one is refused from now on."""
    return venues.replace(replace(venue, code=code, revision=venue.revision + 1), now=now)


def set_state(venue: Venue, state: VenueState, *, venues: VenueRegister, now: datetime) -> Venue:
    """Activates or deactivates; repeating it changes nothing."""
    if venue.state is state:
        return venue
    return venues.replace(replace(venue, state=state, revision=venue.revision + 1), now=now)


def search(
    unit_path: str, words: str, category: str, *, limit: int, cursor: str | None, venues: VenueRegister
) -> VenuePage:
    """Venues of a unit whose name and address hold every word, diacritics aside, in the register's order."""

    def fits(venue: Venue) -> bool:
        return category in ("", venue.category)

    return _filled(fits, limit, _pages(unit_path, words, limit, cursor, venues))


def _pages(unit_path: str, words: str, limit: int, cursor: str | None, venues: VenueRegister) -> Iterator[VenuePage]:
    for _ in range(_SCAN_PAGES):
        page = venues.in_unit(unit_path, limit=limit, cursor=cursor, contains=words)
        yield page
        cursor = page.cursor
        if cursor is None:
            return


def _filled(fits: Callable[[Venue], bool], limit: int, pages: Iterator[VenuePage]) -> VenuePage:
    """Whole pages of the register, so that a cursor never cuts one in two; may exceed `limit` by one page."""
    found: list[Venue] = []
    cursor: str | None = None
    for page in pages:
        found += [venue for venue in page.venues if fits(venue)]
        cursor = page.cursor
        if len(found) >= limit:
            break
    return VenuePage(found, cursor)
