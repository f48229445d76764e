"""Who met a case: overlaps of stays, meetings, second contacts, the gate, and the difference to what is stored.

Pure and exact. Moments are epoch seconds and people plain text here: one trace may read a hundred thousand stays.
Rules O1 to O8 and the run of the tracing contract; every interval is half-open.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from domain.case import Approval, Group, HeldGroup
from domain.contact import Closeness, Edge, Grade, Piece
from domain.meeting import Meeting
from domain.trace_policy import Accumulate, TracePolicy

_DAY = 86_400
_LOCAL_OFFSET = 7 * 3_600


class Presence(NamedTuple):
    """One visit by somebody at a venue; `end` is the default stay's end while it is open."""

    person: str
    start: int
    end: int
    is_open: bool = False


class Stop(NamedTuple):
    """The F0 at a venue: a visit, or a place named in the interview."""

    venue: str
    category: str
    start: int
    end: int
    is_open: bool
    expires: int


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


class VenueTrace:
    """Collects those present at one venue while the F0 was there. Feed it pages of stays in any order, any of them twice."""

    def __init__(self, stops: Sequence[Stop]) -> None:
        self._stops = stops
        self._own = sorted(_Span(s.start, s.end, s.is_open) for s in stops)
        self._f0 = _union(self._own)
        self._first, self._last = self._f0[0].start, self._f0[-1].end
        self._present: dict[str, set[_Span]] = {}

    def take(self, page: Iterable[Presence], *, besides: str, newer_than: int) -> None:
        """Keeps the stays that reach into the F0's time; not the F0's own, and none that has passed its retention."""
        first, last, present = self._first, self._last, self._present
        for person, start, end, is_open in page:
            if end > first and start < last and start > newer_than and person != besides and end > start:
                spans = present.get(person)
                if spans is None:
                    present[person] = {_Span(start, end, is_open)}
                else:
                    spans.add(_Span(start, end, is_open))

    def pieces(self, policy: TracePolicy) -> dict[str, list[Piece]]:
        """Person → exposure at this venue on the days on which it reaches the policy's minutes."""
        threshold = int(policy.min_overlap.total_seconds())
        crowd = _Crowd(self._present.values())
        category = self._stops[0].category
        own_expiry = min(stop.expires for stop in self._stops)
        kept = int(policy.facts_kept.total_seconds())
        found: dict[str, list[Piece]] = {}
        for person, spans in self._present.items():
            shared = self._shared(spans, policy.accumulate, threshold)
            if shared:
                expires = min(own_expiry, min(spans).start + kept)
                found[person] = [
                    Piece(
                        Closeness.VENUE,
                        start,
                        end,
                        expires,
                        self._stops[0].venue,
                        category,
                        assumed=assumed,
                        crowded=crowd.holds(start, end, policy.small_group),
                    )
                    for start, end, assumed in shared
                ]
        return found

    def _shared(self, spans: set[_Span], accumulate: Accumulate, threshold: int) -> list[_Span]:
        if accumulate is Accumulate.SINGLE:
            pairs = _common(self._own, list(spans))
            return _union(pair for pair in pairs if pair.end - pair.start >= threshold)
        common = _common(self._f0, _union(spans) if len(spans) > 1 else list(spans))
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


_EVERY_CLASS = frozenset(Closeness)


def met(
    meetings: Iterable[Meeting], window: Bounds, *, via: str = "", only: Collection[Closeness] = _EVERY_CLASS
) -> dict[str, list[Piece]]:
    """Person → pieces of the meetings of somebody that reach into the window; `only` of these classes."""
    found: dict[str, list[Piece]] = {}
    for m in meetings:
        start, end = max(m.start, window.start), min(m.end, window.end)
        if end > start and m.closeness in only and m.other != m.person:
            piece = Piece(m.closeness, start, end, m.expires, venue="", category="", via=via)
            found.setdefault(str(m.other), []).append(piece)
    return found


def so_far(meetings: Iterable[Meeting], *, now: int, settled: int) -> list[Meeting]:
    """Meetings that go on, as a household does, as far as they have come: a later run of the same day finds the same."""
    return [
        m if m.end <= now else m._replace(end=settled if m.start < settled <= now else max(now, m.start))
        for m in meetings
    ]


Evidence = dict[str, list[Piece]]


class Gated(NamedTuple):
    """Evidence that may go out, and the groups that may not yet."""

    evidence: Evidence
    held: tuple[HeldGroup, ...]
    held_people: int


def gate(
    evidence: Evidence, stored: Mapping[str, Edge], policy: TracePolicy, approvals: Mapping[Group, Approval]
) -> Gated:
    """Withholds venue groups above the policy's size, or all of them above the run's; what is out stays out."""
    groups: dict[Group, set[str]] = {}
    assumed: dict[Group, set[str]] = {}
    for person, pieces in evidence.items():
        for piece in pieces:
            if group := group_of(piece):
                groups.setdefault(group, set()).add(person)
                if piece.assumed:
                    assumed.setdefault(group, set()).add(person)
    open_groups = {g for g, people in groups.items() if _is_approved(approvals.get(g), len(people), policy)}
    waiting = {g: people for g, people in groups.items() if g not in open_groups}
    reach = len(set().union(*waiting.values())) if waiting else 0
    too_many = reach > policy.hold_run_above
    held = {g for g, people in waiting.items() if too_many or len(people) > policy.hold_group_above}
    if not held:
        return Gated(evidence, (), 0)
    return Gated(
        _without(evidence, stored, held),
        tuple(sorted(HeldGroup(g, len(groups[g]), len(assumed.get(g, ()))) for g in held)),
        len(set().union(*(groups[g] for g in held))),
    )


def group_of(piece: Piece) -> Group | None:
    """The group through which a piece reaches people; None for evidence that names single people."""
    return Group(piece.venue, local_day_of(piece.start)) if piece.closeness is Closeness.VENUE else None


def _is_approved(approval: Approval | None, people: int, policy: TracePolicy) -> bool:
    return approval is not None and people <= approval.people * (1 + policy.regrowth)


def _without(evidence: Evidence, stored: Mapping[str, Edge], held: set[Group]) -> Evidence:
    """Evidence minus the held groups, except for those who were told through the same group before."""
    left: Evidence = {}
    for person, pieces in evidence.items():
        edge = stored.get(person)
        out = {group_of(p) for p in edge.pieces} if edge and edge.active else set()
        kept = [p for p in pieces if (g := group_of(p)) is None or g not in held or g in out]
        if kept:
            left[person] = kept
    return left


def remembered(stored: Mapping[str, Edge], window: Bounds, *, now: int) -> Evidence:
    """Evidence whose facts have passed their retention: it stays as copied, so that forgetting corrects nobody.

    An empty window remembers nothing: what a retracted case caused is taken back, however old.
    """
    kept: Evidence = {}
    for person, edge in stored.items() if window.end > window.start else ():
        old = [p for p in edge.pieces if p.source_expires <= now and p.start < window.end and p.end > window.start]
        if edge.active and old:
            kept[person] = old
    return kept


class CloseContact(NamedTuple):
    """An F1 whose own contacts are traced: from the first exposure until isolation."""

    person: str
    window: Bounds


def close_contacts(evidence: Evidence, *, end: int, isolated: Mapping[str, int]) -> list[CloseContact]:
    """The F1 with a close class among their evidence, each with the time in which others may have met them."""
    found = []
    for person, pieces in evidence.items():
        if any(p.closeness in _CLOSE for p in pieces):
            first = min(p.start for p in pieces)
            found.append(CloseContact(person, Bounds(first, min(end, isolated.get(person, end)))))
    return sorted(found)


_CLOSE = frozenset({Closeness.HOUSEHOLD, Closeness.BLUETOOTH, Closeness.INTERVIEW_CLOSE})


def second_contacts(
    first: Evidence,
    close: Iterable[CloseContact],
    meetings: Mapping[str, Sequence[Meeting]],
    policy: TracePolicy,
    *,
    besides: str,
) -> Evidence:
    """F2: people who met a close F1 closely, after that F1's first exposure. Never the F0, never an F1."""
    found: Evidence = {}
    for contact in close:
        theirs = met(meetings.get(contact.person, ()), contact.window, via=contact.person, only=policy.f2_through)
        for person, pieces in theirs.items():
            if person != besides and person not in first:
                found.setdefault(person, []).extend(pieces)
    return found


def without(visits: Iterable[Stop], denied: Sequence[Stop]) -> list[Stop]:
    """The F0's visits less those that the interview found wrong: at that venue, at any moment of that period."""
    return [v for v in visits if not any(d.venue == v.venue and d.start < v.end and v.start < d.end for d in denied)]


class Graded(NamedTuple):
    """One person's grade and evidence before it is compared with what is stored."""

    grade: Grade
    pieces: Sequence[Piece]


def graded(first: Evidence, second: Evidence) -> dict[str, Graded]:
    """F1 outranks F2."""
    found = {person: Graded(Grade.F2, pieces) for person, pieces in second.items()}
    found |= {person: Graded(Grade.F1, pieces) for person, pieces in first.items()}
    return found


def changes(wanted: Mapping[str, Edge], stored: Mapping[str, Edge], *, revision: int) -> list[Edge]:
    """What must be written: edges that are new or say something else, and those to be withdrawn."""
    found = []
    for person, edge in wanted.items():
        known = stored.get(person)
        if known is not None and known.active:
            edge = replace(edge, found_at=known.found_at)  # noqa: PLW2901 - the clock of its follow-up runs on
        if known is None or not known.says_the_same(edge):
            found.append(edge)
    gone = (edge for person, edge in stored.items() if edge.active and person not in wanted)
    return found + [replace(edge, active=False, revision=revision) for edge in gone]


class CoPresence(Protocol):
    """Who was at a venue: the log of visits, by venue."""

    def pages(self, wanted: Sequence[Lookup]) -> Iterator[tuple[str, Iterable[Presence]]]:
        """(venue, stays) for every look-up, in pages of any order and size; all look-ups are read at once."""
        ...
