"""Histories of a few people at a few venues around one case, and what the product finds in them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import NamedTuple

from hypothesis import strategies as st

from domain import tracing
from domain.contact import Piece
from domain.policy import CATEGORIES_2021
from domain.trace_policy import Accumulate, TracePolicy
from domain.tracing import Bounds, Presence, Stop
from tests.builders import a_person_id, a_venue_id
from tests.property.brute_force import Span, all_of, covered, long_enough_alone, long_enough_by_day
from tests.unit.domain.traces import F0, POLICY, second

KEPT = int(POLICY.facts_kept.total_seconds())
KINDS = {str(a_venue_id(1)): "market", str(a_venue_id(2)): "shop", str(a_venue_id(3)): "food"}
OTHERS = tuple(str(a_person_id(number)) for number in range(2, 6))
# Two mornings and the night between them: most visits meet others, and many cross midnight.
_ANCHORS = tuple(second(text) for text in ("2 9:00", "2 23:40", "3 9:10"))
_FEW_SECONDS = st.sampled_from([0, 0, 0, 0, 1, -1])
MOMENTS = st.builds(
    lambda anchor, fives, seconds: anchor + 300 * fives + seconds,
    st.sampled_from(_ANCHORS),
    st.integers(-30, 30),
    _FEW_SECONDS,
)


class Scan(NamedTuple):
    """One visit as the log keeps it."""

    venue: str
    person: str
    start: int
    end: int
    is_open: bool

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
        lines = "\n".join(f"  {s.person} at {s.venue} {s.start}..{s.end}{' open' * s.is_open}" for s in self.scans)
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


def scans(people: Sequence[str] = (F0, F0, F0, *OTHERS)) -> st.SearchStrategy[Scan]:
    """Open ones end by default; some last no time, and some are reversed."""
    lengths = st.none() | st.integers(0, 48).map(lambda fives: 5 * fives) | st.sampled_from([15, 20, 240, 0, -10])
    return st.builds(_scan, st.sampled_from(sorted(KINDS)), st.sampled_from(people), MOMENTS, lengths, _FEW_SECONDS)


WHOLE = Bounds(second("1 0:00"), second("5 0:00"))
WINDOWS = st.just(WHOLE) | st.builds(
    Bounds, st.sampled_from([second("2 0:00"), second("3 0:00")]), MOMENTS | st.just(WHOLE.end)
)
SOON = WHOLE.end
POLICIES = st.sampled_from([POLICY, POLICY, replace(POLICY, accumulate=Accumulate.SINGLE)])
OUTBREAKS = st.builds(
    Outbreak,
    scans=st.lists(scans(), min_size=2, max_size=14).map(tuple),
    window=WINDOWS,
    now=st.just(SOON) | MOMENTS.map(lambda moment: moment + KEPT),
    policy=POLICIES,
    deal=st.integers(0, 999),
)


def traced(outbreak: Outbreak) -> dict[str, list[Piece]]:
    """What the product finds at the venues, its reads answered in pages of any order, some of them twice."""
    own = [s for s in outbreak.living if s.person == F0]
    stops = tracing.stops_within(
        [Stop(s.venue, KINDS[s.venue], s.start, s.end, s.is_open, s.start + KEPT) for s in own], outbreak.window
    )
    traces = {
        venue: tracing.VenueTrace([stop for stop in stops if stop.venue == venue])
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
    for wanted in tracing.lookups(stops, longest_stay):
        present = [
            Presence(s.person, s.start, s.end, s.is_open)
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
