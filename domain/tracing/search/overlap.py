"""Overlaps of stays at a venue.

Pure and exact. Moments are epoch seconds and people plain text here: one trace may read a hundred thousand stays.
Rules O1 to O8 of the tracing contract; every interval is half-open.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from domain.base.period import LOCAL
from domain.tracing.contact import Closeness, Piece
from domain.tracing.policy import Accumulate, TracePolicy

_DAY = 86_400
_LOCAL_OFFSET = int(LOCAL.utcoffset(None).total_seconds())


class Presence(NamedTuple):
    """One visit by somebody at a venue. `assumed`: nobody told its end. `doubtful`: perhaps it never was. `predates`: that
    doubt is all of its being older than the registration."""

    person: str
    start: int
    end: int
    assumed: bool = False
    doubtful: bool = False
    predates: bool = False


class Stop(NamedTuple):
    """The F0 at a venue: a visit, `assumed` and `doubtful` as for everybody, or a place named in the interview."""

    venue: str
    category: str
    start: int
    end: int
    assumed: bool
    expires: int
    doubtful: bool = False


class Lookup(NamedTuple):
    """Everybody who checked in at a venue in (after, before): the look-back of one stop, or of several merged."""

    venue: str
    after: int
    before: int


class Bounds(NamedTuple):
    """A window in epoch seconds."""

    start: int
    end: int


def local_day_of(second: int) -> int:
    """Local calendar day as days since 1970."""
    return (second + _LOCAL_OFFSET) // _DAY


def stops_within(stops: Iterable[Stop], window: Bounds) -> list[Stop]:
    """The stops that reach into the window, cut to it; those without length are no stops."""
    cut = (s._replace(start=max(s.start, window.start), end=min(s.end, window.end)) for s in stops)
    return sorted(s for s in cut if s.end > s.start)


def lookups(stops: Iterable[Stop], cap: Callable[[str], int]) -> list[Lookup]:
    """What must be read to find everybody present: back by the longest stay of the category, never by the default.

    Spans of one venue that touch are read once.
    """
    wanted = sorted(Lookup(s.venue, s.start - cap(s.category), s.end) for s in stops)
    merged: list[Lookup] = []
    for one in wanted:
        last = merged[-1] if merged else None
        if last is not None and last.venue == one.venue and one.after < last.before:
            merged[-1] = last._replace(before=max(last.before, one.before))
        else:
            merged.append(one)
    return merged


class _Span(NamedTuple):
    start: int
    end: int
    assumed: bool
    doubtful: bool = False
    predates: bool = False


def _union(spans: Iterable[_Span]) -> list[_Span]:
    """Disjoint, in order; spans that touch become one."""
    joined: list[_Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            last = joined[-1]
            joined[-1] = _Span(last.start, max(last.end, span.end), last.assumed or span.assumed)
        else:
            joined.append(span)
    return joined


def _common(ours: Sequence[_Span], theirs: Sequence[_Span]) -> list[_Span]:
    """Where a span of the one list overlaps a span of the other, each pair's piece. `ours` are in order."""
    found = []
    for other in theirs:
        for own in ours:
            if own.start >= other.end:
                break
            start, end = max(own.start, other.start), min(own.end, other.end)
            if end > start:
                found.append(_Span(start, end, own.assumed or other.assumed))
    return sorted(found)


class _Own(NamedTuple):
    """The F0's visits at a venue, the time they cover from first to last, and when the first of them expires."""

    visits: list[_Span]
    covered: list[_Span]
    first: int
    last: int
    expires: int

    @classmethod
    def of(cls, stops: Sequence[Stop]) -> "_Own":
        """Without visits it has no length."""
        visits = sorted(_Span(s.start, s.end, s.assumed) for s in stops)
        covered = _union(visits)
        first, last = (covered[0].start, covered[-1].end) if covered else (0, 0)
        return cls(visits, covered, first, last, min((s.expires for s in stops), default=0))


class VenueTrace:
    """Collects those present at one venue while the F0 was there. Feed it pages of stays in any order, any of them twice.

    What is sure rests on no visit in doubt, of either side.
    """

    def __init__(self, stops: Sequence[Stop]) -> None:
        self._stops = stops
        self._all = _Own.of(stops)
        sure = [stop for stop in stops if not stop.doubtful]
        self._sure = self._all if len(sure) == len(stops) else _Own.of(sure)
        self._first, self._last = self._all.first, self._all.last
        self._present: dict[str, set[_Span]] = {}
        self._doubted: set[str] = set()

    def take(self, page: Iterable[Presence], *, besides: str, newer_than: int) -> None:
        """Keeps the stays that reach into the F0's time; not the F0's own, and none that has passed its retention."""
        first, last, present = self._first, self._last, self._present
        for person, start, end, assumed, doubtful, predates in page:
            if end > first and start < last and start > newer_than and person != besides and end > start:
                spans = present.get(person)
                if spans is None:
                    present[person] = {_Span(start, end, assumed, doubtful, predates)}
                else:
                    spans.add(_Span(start, end, assumed, doubtful, predates))
                if doubtful:
                    self._doubted.add(person)

    def pieces(self, policy: TracePolicy) -> dict[str, list[Piece]]:
        """Person → exposure at this venue on the days on which it reaches the policy's minutes.

        Where anything is in doubt, the pieces of all visits follow those of the sure ones, marked; those of visits that
        predate the registration come after all others, as what the person's other visits do not show.
        """
        threshold = int(policy.min_overlap.total_seconds())
        kept = int(policy.facts_kept.total_seconds())
        sure = self._sure_stays()
        crowd = _Crowd([spans for spans in sure.values() if spans])
        venue, category = self._stops[0].venue, self._stops[0].category

        def shared_with(own: _Own, spans: set[_Span], *, doubtful: bool, predates: bool = False) -> list[Piece]:
            shared = self._shared(spans, policy.accumulate, threshold, own)
            expires = min(own.expires, min(spans).start + kept) if shared else 0
            return [
                Piece(
                    Closeness.VENUE,
                    span.start,
                    span.end,
                    expires,
                    venue,
                    category,
                    assumed=span.assumed,
                    crowded=crowd.holds(span.start, span.end, policy.small_group),
                    doubtful=doubtful,
                    predates=predates,
                )
                for span in shared
            ]

        found: dict[str, list[Piece]] = {}
        for person, spans in self._present.items():
            pieces = shared_with(self._sure, sure[person], doubtful=False)
            if self._sure is not self._all or person in self._doubted:
                known = {span for span in spans if not span.predates}
                pieces += shared_with(self._all, known, doubtful=True)
                if len(known) < len(spans):
                    pieces += shared_with(self._all, spans, doubtful=True, predates=True)
            if pieces:
                found[person] = pieces
        return found

    def _sure_stays(self) -> Mapping[str, set[_Span]]:
        """As if the visits in doubt, and whatever reaches only into the F0's, had never been read."""
        if not self._doubted and self._sure is self._all:
            return self._present
        first, last = self._sure.first, self._sure.last
        return {
            person: {span for span in spans if not span.doubtful and span.end > first and span.start < last}
            for person, spans in self._present.items()
        }

    def _shared(self, spans: set[_Span], accumulate: Accumulate, threshold: int, own: _Own) -> list[_Span]:
        if accumulate is Accumulate.SINGLE:
            pairs = _common(own.visits, list(spans))
            return _union(pair for pair in pairs if pair.end - pair.start >= threshold)
        common = _common(own.covered, _union(spans) if len(spans) > 1 else list(spans))
        if len(common) == 1:
            return common if common[0].end - common[0].start >= threshold else []
        by_day: dict[int, int] = defaultdict(int)
        for span in common:
            by_day[local_day_of(span.start)] += span.end - span.start
        return [span for span in common if by_day[local_day_of(span.start)] >= threshold]


class _Crowd:
    """How many people besides the F0 were at a venue at once, never said too high."""

    def __init__(self, people: Collection[set[_Span]]) -> None:
        spans = [span for own in people for span in own]
        self._starts = sorted(span.start for span in spans)
        self._ends = sorted(span.end for span in spans)
        self._spare = len(spans) - len(people)  # somebody with two visits must not count as two people

    def holds(self, start: int, end: int, floor: int) -> bool:
        """True when at least `floor` people were there at some moment of [start, end)."""
        present = bisect_left(self._starts, end) - bisect_right(self._ends, start)
        return present - self._spare >= floor


def without(visits: Iterable[Stop], denied: Sequence[Stop]) -> list[Stop]:
    """The F0's visits less those that the interview found wrong: at that venue, at any moment of that period."""
    return [v for v in visits if not any(d.venue == v.venue and d.start < v.end and v.start < d.end for d in denied)]


class CoPresence(Protocol):
    """Who was at a venue: the log of visits, by venue."""

    def pages(self, wanted: Sequence[Lookup]) -> Iterator[tuple[str, Iterable[Presence]]]:
        """(venue, stays) for every look-up, in pages of any order and size; all look-ups are read at once."""
        ...
