"""Histories of a few people at a few venues around one case, and what the product finds in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import NamedTuple

from hypothesis import strategies as st

from domain.presence.policy import CATEGORIES_2021
from domain.tracing.contact import Piece
from domain.tracing.policy import Accumulate, TracePolicy
from domain.tracing.search import overlap
from domain.tracing.search.overlap import Bounds, Presence, Stop
from tests.builders.people import a_person_id
from tests.builders.presence import a_venue_id
from tests.property.brute_force import Span, all_of, covered, long_enough_alone, long_enough_by_day
from tests.unit.domain.tracing.traces import F0, POLICY, second

KEPT = int(POLICY.facts_kept.total_seconds())
KINDS = {str(a_venue_id(1)): "market", str(a_venue_id(2)): "shop", str(a_venue_id(3)): "food"}
OTHERS = tuple(str(a_person_id(number)) for number in range(2, 5))
# A morning (at 07:00 a day of UTC begins) and the night after it: most visits meet others, and many cross midnight.
_MORNING, _NIGHT, _NEXT = (second(text) for text in ("2 7:00", "2 23:50", "3 9:10"))
_FEW_SECONDS = st.sampled_from([0, 0, 0, 0, 1, -1])


def moments(*anchors: int) -> st.SearchStrategy[int]:
    """Around these, most of them on a full five minutes."""
    return st.builds(
        lambda anchor, fives, seconds: anchor + 300 * fives + seconds,
        st.sampled_from(anchors),
        st.integers(-20, 12),
        _FEW_SECONDS,
    )


MOMENTS = moments(_MORNING, _NIGHT, _NEXT)


class Scan(NamedTuple):
    """One visit as the log keeps it."""

    venue: str
    person: str
    start: int
    end: int
    is_open: bool
    doubtful: bool = False
    predates: bool = False

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


@dataclass(frozen=True)
class Outbreak:
    """Everybody's visits, the case's window, when it is traced and by which rule; `deal` orders the pages."""

    scans: tuple[Scan, ...]
    window: Bounds
    now: int
    policy: TracePolicy
    deal: int

    def __repr__(self) -> str:
        lines = "\n".join(
            f"  {s.person} at {s.venue} {s.start}..{s.end}{' open' * s.is_open}{' doubtful' * s.doubtful}{' predates' * s.predates}"
            for s in self.scans
        )
        return f"window {self.window}, now {self.now}, {self.policy.accumulate}\n{lines}"

    @property
    def living(self) -> list[Scan]:
        """Those within retention."""
        return [scan for scan in self.scans if scan.start + KEPT > self.now]


def _scan(venue: str, person: str, start: int, minutes: int | None, seconds: int) -> Scan:
    stay = CATEGORIES_2021[KINDS[venue]].stay
    if minutes is None:
        return Scan(venue, person, start, start + int(stay.default.total_seconds()), is_open=True)
    length = min(60 * minutes + seconds, int(stay.cap.total_seconds()))
    return Scan(venue, person, start, start + length, is_open=False)


# Minutes; an open one (None) ends by default, some last no time, and some are reversed. The case makes short stops.
_SHORT = (None, 5, 10, 10, 15, 20, 30, 60, 0, -10)
_LONG = (None, 10, 15, 30, 60, 120, 180, 240, 240, 0, -10)
_PLACES = st.sampled_from([*sorted(KINDS), min(KINDS), min(KINDS), min(KINDS)])


def _scans(
    people: Sequence[str],
    least: int,
    most: int,
    lengths: Sequence[int | None],
    anchors: Sequence[int],
    places: st.SearchStrategy[str] = _PLACES,
) -> st.SearchStrategy[list[Scan]]:
    one = st.builds(_scan, places, st.sampled_from(people), moments(*anchors), st.sampled_from(lengths), _FEW_SECONDS)
    return st.lists(one, min_size=least, max_size=most)


def scans(most: int) -> st.SearchStrategy[tuple[Scan, ...]]:
    """The case's visits and those of others, at one time of day or at several."""
    return st.sampled_from([(_MORNING,), (_NIGHT,), (_NIGHT, _NEXT)]).flatmap(
        lambda anchors: st.builds(
            lambda own, others: (*own, *others),
            _scans((F0,), 1, most // 2, _SHORT, anchors),
            _scans(OTHERS, 3, most, _LONG, anchors),
        )
    )


def few_scans() -> st.SearchStrategy[tuple[Scan, ...]]:
    """At one place, of few people: an edge keeps eight pieces at most."""
    here, people = st.just(min(KINDS)), OTHERS[:2]
    return st.builds(
        lambda own, others: (*own, *others),
        _scans((F0,), 1, 3, _SHORT, (_MORNING,), here),
        _scans(people, 1, 4, _LONG, (_MORNING,), here),
    )


WHOLE = Bounds(second("1 0:00"), second("5 0:00"))
WINDOWS = (
    st.just(WHOLE)
    | st.just(WHOLE)
    | st.builds(Bounds, st.sampled_from([second("2 0:00"), second("3 0:00")]), MOMENTS | st.just(WHOLE.end))
)
SOON = WHOLE.end
POLICIES = st.sampled_from([POLICY, POLICY, replace(POLICY, accumulate=Accumulate.SINGLE)])


def _outbreak(
    scans: tuple[Scan, ...], window: Bounds, expired: tuple[int, int] | None, policy: TracePolicy, deal: int
) -> Outbreak:
    """Traced soon, or to the second when one of the visits expires."""
    now = scans[expired[0] % len(scans)].start + KEPT + expired[1] if expired else SOON
    return Outbreak(scans, window, now, policy, deal)


OUTBREAKS = st.builds(
    _outbreak,
    scans(10),
    WINDOWS,
    st.none() | st.none() | st.tuples(st.integers(0, 9), st.sampled_from([-1, 0, 1])),
    POLICIES,
    st.integers(0, 999),
)


def traced(outbreak: Outbreak) -> dict[str, list[Piece]]:
    """What the product finds at the venues, its reads answered in pages of any order, some of them twice."""
    own = [s for s in outbreak.living if s.person == F0]
    stops = overlap.stops_within(
        [Stop(s.venue, KINDS[s.venue], s.start, s.end, s.is_open, s.start + KEPT, s.doubtful) for s in own],
        outbreak.window,
    )
    traces = {
        venue: overlap.VenueTrace([stop for stop in stops if stop.venue == venue])
        for venue in sorted({stop.venue for stop in stops})
    }
    for venue, page in _pages(outbreak, stops):
        traces[venue].take(page, besides=F0, newer_than=outbreak.now - KEPT)
    found: dict[str, list[Piece]] = {}
    for trace in traces.values():
        for person, pieces in trace.pieces(outbreak.policy).items():
            found.setdefault(person, []).extend(pieces)
    return found


def longest_stay(category: str) -> int:
    return int(CATEGORIES_2021[category].stay.cap.total_seconds())


def _pages(outbreak: Outbreak, stops: Sequence[Stop]) -> list[tuple[str, list[Presence]]]:
    """The log answers with what it holds, expired or not: its own cleaning may be days late."""
    dealer = Random(outbreak.deal)  # noqa: S311 - an order, not a secret
    pages = []
    for wanted in overlap.lookups(stops, longest_stay):
        present = [
            Presence(s.person, s.start, s.end, s.is_open, s.doubtful, s.predates)
            for s in outbreak.scans
            if s.venue == wanted.venue and wanted.after < s.start < wanted.before
        ]
        dealer.shuffle(present)
        size = dealer.randint(1, 4)
        pages += [(wanted.venue, present[i : i + size]) for i in range(0, len(present), size)]
    pages += dealer.choices(pages, k=dealer.randint(0, 2)) if pages else []
    dealer.shuffle(pages)
    return pages


def true_contacts(outbreak: Outbreak) -> dict[str, dict[str, list[Span]]]:
    """Person → venue → stretches of exposure, counted over every visit there is."""
    threshold = int(outbreak.policy.min_overlap.total_seconds())
    window = covered(*outbreak.window)
    found: dict[str, dict[str, list[Span]]] = {}
    for venue in KINDS:
        here: dict[str, list[tuple[int, int]]] = {}
        for scan in outbreak.living:
            if scan.venue == venue:
                here.setdefault(scan.person, []).append(scan.span)
        ours = here.pop(F0, [])
        for person, theirs in here.items():
            if outbreak.policy.accumulate is Accumulate.SINGLE:
                cut = [(max(start, outbreak.window.start), min(end, outbreak.window.end)) for start, end in ours]
                spans = long_enough_alone(cut, theirs, threshold)
            else:
                spans = long_enough_by_day(all_of(ours) & window & all_of(theirs), threshold)
            if spans:
                found.setdefault(person, {})[venue] = spans
    return found


def by_venue(contacts: dict[str, list[Piece]]) -> dict[str, dict[str, list[Span]]]:
    """The product's finding in the shape of the brute force."""
    found: dict[str, dict[str, list[Span]]] = {}
    for person, pieces in contacts.items():
        for piece in sorted(pieces, key=lambda p: p.start):
            found.setdefault(person, {}).setdefault(piece.venue, []).append(Span(piece.start, piece.end))
    return found


def swapped(outbreak: Outbreak, other: str) -> Outbreak:
    """The same visits with the case and another person exchanged."""
    names = {F0: other, other: F0}
    return replace(
        outbreak, scans=tuple(scan._replace(person=names.get(scan.person, scan.person)) for scan in outbreak.scans)
    )


def doubted(outbreak: Outbreak, places: Iterable[int]) -> Outbreak:
    """The same history, with these of its visits in doubt."""
    chosen = {place % len(outbreak.scans) for place in places}
    scans = (scan._replace(doubtful=place in chosen) for place, scan in enumerate(outbreak.scans))
    return replace(outbreak, scans=tuple(scans))


def claimed(outbreak: Outbreak, places: Iterable[int]) -> Outbreak:
    """The same history, with these visits of others than the F0 older than their persons' registration."""
    chosen = {place % len(outbreak.scans) for place in places}
    scans = (
        scan._replace(doubtful=True, predates=True) if place in chosen and scan.person != F0 else scan
        for place, scan in enumerate(outbreak.scans)
    )
    return replace(outbreak, scans=tuple(scans))


def unclaimed(outbreak: Outbreak) -> Outbreak:
    """The same history without the visits that are older than a registration."""
    return replace(outbreak, scans=tuple(scan for scan in outbreak.scans if not scan.predates))


def sure_of(outbreak: Outbreak) -> Outbreak:
    """The same history as if the visits in doubt had never been."""
    return replace(outbreak, scans=tuple(scan for scan in outbreak.scans if not scan.doubtful))
