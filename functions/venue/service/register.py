"""Use cases of the venue register."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from domain.base.errors import InvalidInput
from domain.presence.change import VenueAct
from domain.presence.codes import VenueCode, VenueId
from domain.presence.errors import VenueChanged, VenueExists, VenueUnknown
from domain.presence.policy import MOST_SEARCHED
from domain.presence.succession import change_between, succeeded
from domain.presence.venue import Venue, VenueDirectory, VenuePage, VenueRegister, VenueState, read_token

_SCAN_PAGES = (
    20  # a search stops after this many pages of the register, or when it looked far enough; the cursor goes on
)


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


class Doing(NamedTuple):
    """Who changes a venue, why and when."""

    by: str
    reason: str
    now: datetime


def reissue(venue: Venue, code: VenueCode, doing: Doing, *, venues: VenueRegister) -> Venue:
    """A new printed code; scans of the old one from now on are refused."""
    return _changed(venue, {"code": code}, VenueAct.CODE_REISSUED, doing, venues)


def set_state(venue: Venue, state: VenueState, doing: Doing, *, venues: VenueRegister) -> Venue:
    """Activates or deactivates; repeating it changes nothing."""
    if venue.state is state:
        return venue
    act = VenueAct.REACTIVATED if state is VenueState.ACTIVE else VenueAct.DEACTIVATED
    return _changed(venue, {"state": state}, act, doing, venues)


def update(
    venue: Venue, said: Mapping[str, Any], doing: Doing, *, revision: int | None, venues: VenueRegister
) -> Venue:
    """Other facts, for scans from now on; the same again change nothing. Raises VenueChanged, VenueExists, Busy.

    With `revision`, refused when somebody else was faster.
    """
    facts = {name: value for name, value in said.items() if getattr(venue, name) != value}
    if not facts:
        return venue
    if revision not in (None, venue.revision):
        raise VenueChanged
    return _changed(venue, facts, VenueAct.UPDATED, doing, venues)


def _changed(venue: Venue, facts: Mapping[str, Any], act: VenueAct, doing: Doing, venues: VenueRegister) -> Venue:
    following = succeeded(venue, now=doing.now, **facts)
    change = change_between(venue, following, act, by=doing.by, reason=doing.reason, now=doing.now)
    return venues.replace(following, now=doing.now, change=change)


class Wanted(NamedTuple):
    """Which venues of a unit; empty: any. `words` are looked for in name and address, diacritics aside.

    `newest`: of one commune, the last registered first.
    """

    words: str = ""
    category: str = ""
    state: str = ""
    newest: bool = False

    def holds(self, venue: Venue) -> bool:
        """True where its kind and state are wanted."""
        return self.category in ("", venue.category) and self.state in ("", venue.state.value)


def search(unit_path: str, wanted: Wanted, *, limit: int, cursor: str | None, venues: VenueRegister) -> VenuePage:
    """Venues of a unit that are wanted, in the register's order."""
    return _filled(wanted.holds, limit, _pages(unit_path, wanted, limit, cursor, venues))


def _pages(
    unit_path: str, wanted: Wanted, limit: int, cursor: str | None, venues: VenueRegister
) -> Iterator[VenuePage]:
    listed = venues.newest if wanted.newest else venues.in_unit
    looked_at = 0
    for _ in range(_SCAN_PAGES):
        page = listed(unit_path, limit=limit, cursor=cursor, contains=wanted.words)
        yield page
        cursor, looked_at = page.cursor, looked_at + page.looked_at
        if cursor is None or looked_at >= MOST_SEARCHED:
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
