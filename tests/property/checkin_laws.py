"""Laws of checking in that tracing rests on: messages in any order (I7), late ones (V13), visits ended by the next (I20)."""

from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from hypothesis import strategies as st

from adapters.memory.secret.secrets import MemorySecrets
from adapters.memory.venue.venues import MemoryVenues
from adapters.memory.visit.visits import MemoryVisits
from domain.base.errors import DomainError
from domain.presence.codes import VenueCode, VenueId
from domain.presence.errors import VisitUnknown
from domain.presence.policy import CATEGORIES_2021
from domain.presence.succession import succeeded
from domain.presence.venue import Venue, VenueState
from domain.presence.visit import Scan, Visit, VisitKey, scan_second
from functions.checkin import service
from functions.checkin.service import LeavingScan
from tests.builders.base import NOW
from tests.builders.people import a_citizen, a_person_id
from tests.builders.presence import a_venue, a_venue_id
from tests.property.laws import law

MINUTE = timedelta(minutes=1)
LAN = a_citizen()
START = NOW - timedelta(days=1)


class _Phone:
    """A person's phone, and the log its messages reach."""

    def __init__(self, *places: Venue) -> None:
        self.visits = MemoryVisits()
        self.venues = MemoryVenues()
        self.keys = MemorySecrets(clock=lambda: NOW)
        for place in places:
            self.venues.add(place)

    def scans(self, place: Venue, minute: int, *, until: int | None = None, leaves: VisitKey | None = None) -> Visit:
        out_at = START + until * MINUTE if until is not None else None
        return service.check_in(
            LAN,
            str(place.code),
            Scan(START + minute * MINUTE),
            out_at=out_at,
            leaves=LeavingScan(leaves, None) if leaves else None,
            visits=self.visits,
            venues=self.venues,
            keys=self.keys,
            now=NOW,
        ).visit

    def leaves(self, place: Venue, minute: int, until: int) -> None:
        """A leaving that finds no visit is sent again with its check-in."""
        key = VisitKey(LAN.person, scan_second(START + minute * MINUTE), place.venue_id)
        try:
            service.check_out(key, Scan(START + until * MINUTE), visits=self.visits, venues=self.venues, now=NOW)
        except VisitUnknown:
            self.scans(place, minute, until=until)

    def is_told(self, code: VenueCode, at: datetime) -> tuple[object, ...]:
        """Kind, start and end of the visit that is stored, or why none is."""
        how: dict[str, Any] = {"visits": self.visits, "venues": self.venues, "keys": self.keys, "now": NOW}
        try:
            visit = service.check_in(LAN, str(code), Scan(at, NOW), out_at=None, leaves=None, **how).visit
        except DomainError as refusal:
            assert not self.log
            return (refusal.code,)
        return visit.category, visit.start, visit.end

    @property
    def log(self) -> list[Visit]:
        return list(reversed(self.visits.of_person(a_person_id(), now=NOW)))


_MESSAGES = st.lists(st.sampled_from(["in", "out", "both"]), max_size=4)


@law(st.tuples(st.integers(0, 300), _MESSAGES, st.integers(0)), examples=60)
def in_and_out_may_come_in_any_order_and_more_than_once(history: tuple[int, list[str], int]) -> None:  # I7, S8
    stayed, more, order = history
    place = a_venue(category="market")
    messages = [*more, "in", "out"]
    Random(order).shuffle(messages)  # noqa: S311 - an order, not a secret
    phone = _Phone(place)
    for message in messages:
        if message == "out":
            phone.leaves(place, 0, stayed)
        else:
            phone.scans(place, 0, until=stayed if message == "both" else None)
    (visit,) = phone.log
    assert (visit.start, visit.end) == (START, START + min(stayed, 240) * MINUTE)
    assert not visit.is_open


class _Stay(NamedTuple):
    venue: VenueId
    start: int
    end: int


MARKET = a_venue(1, category="market", name="Chợ")
STALL = a_venue(2, category="shop", name="Sạp vải", parent=a_venue_id(1))
CAFE = a_venue(3, category="food", name="Quán cà phê")
_DEFAULT = {MARKET.venue_id: 60, STALL.venue_id: 30, CAFE.venue_id: 90}
_WALKS = st.lists(
    st.tuples(st.sampled_from([MARKET, STALL, CAFE]), st.integers(0, 400)),
    min_size=1,
    max_size=5,
    unique_by=lambda s: s[1],
)


@law(_WALKS, examples=60)
def the_next_check_in_only_shortens_and_never_ends_what_contains_it(
    walk: list[tuple[Venue, int]],
) -> None:  # I20, S13, S14
    phone = _Phone(MARKET, STALL, CAFE)
    expected: list[_Stay] = []
    ended: set[int] = set()
    before: VisitKey | None = None
    for place, minute in walk:
        visit = phone.scans(place, minute, leaves=before)
        contains = bool(expected) and place.parent == expected[-1].venue
        if expected and not contains and minute >= expected[-1].start:
            expected[-1] = expected[-1]._replace(end=min(expected[-1].end, minute))
            ended.add(len(expected) - 1)
        expected.append(_Stay(place.venue_id, minute, minute + _DEFAULT[place.venue_id]))
        before = visit.key
    stored = {(v.key.venue, v.start): (v.end, v.is_open) for v in phone.log}
    assert stored == {
        (stay.venue, START + stay.start * MINUTE): (START + stay.end * MINUTE, number not in ended)
        for number, stay in enumerate(expected)
    }


_CHANGES = st.one_of(
    st.sampled_from(VenueState).map(lambda state: {"state": state}),
    st.sampled_from([VenueCode.from_random(number) for number in (7, 8)]).map(lambda code: {"code": code}),
    st.sampled_from(["food", "market"]).map(lambda c: {"category": c, "stay": CATEGORIES_2021[c].stay}),
)
# Changes at full ten minutes, scans between them: nobody's clock is so wrong that it could be either.
_TEN = 10 * MINUTE
_HISTORY = st.lists(st.tuples(st.integers(1, 60), _CHANGES), max_size=6).map(
    lambda told: sorted(told, key=lambda t: t[0])
)


@law(st.tuples(_HISTORY, st.integers(0, 60), st.integers(0, 6)), examples=100)
def a_scan_that_comes_late_is_taken_or_refused_as_venue_and_code_stood_then(
    told: tuple[list[tuple[int, dict[str, Any]]], int, int],
) -> None:  # V13
    history, scanned, printed = told
    place = then = a_venue()
    posters = [place.code]  # of those that had been printed by then one was scanned
    for tens, facts in history:
        place = succeeded(place, now=START + tens * _TEN, **facts)
        if tens <= scanned:
            then = place
            posters.append(place.code)
    phone, code, at = _Phone(place), posters[printed % len(posters)], START + scanned * _TEN + 5 * MINUTE
    phone.venues._codes |= dict.fromkeys(posters, place.venue_id)
    wanted: tuple[object, ...] = (then.category, at, at + then.stay.default)
    if code not in (then.code, place.code):
        wanted = ("venue-code-retired",)
    elif then.state is VenueState.DEACTIVATED:
        wanted = ("venue-deactivated",)
    assert phone.is_told(code, at) == wanted


LAWS = (
    a_scan_that_comes_late_is_taken_or_refused_as_venue_and_code_stood_then,
    in_and_out_may_come_in_any_order_and_more_than_once,
    the_next_check_in_only_shortens_and_never_ends_what_contains_it,
)
