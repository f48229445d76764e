"""Who stands in which circle: F1 by presence and meetings, F2 through close contacts; and what changed since."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from domain.tracing.contact import CLOSE, Closeness, Edge, Grade, Piece, in_doubt
from domain.tracing.meeting import Meeting
from domain.tracing.policy import TracePolicy
from domain.tracing.search.overlap import Bounds

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
    """An F1 whose own contacts are traced: from the first exposure until isolation.

    Whom the F1 met before `doubted_until` is exposed only if an exposure that is in doubt was one.
    """

    person: str
    window: Bounds
    doubted_until: int = 0


def close_contacts(evidence: Evidence, *, end: int, isolated: Mapping[str, int]) -> list[CloseContact]:
    """The F1 with a close class among their evidence, each with the time in which others may have met them."""
    found = []
    for person, pieces in evidence.items():
        if any(p.closeness in CLOSE for p in pieces):
            first = min(p.start for p in pieces)
            window = Bounds(first, min(end, isolated.get(person, end)))
            found.append(CloseContact(person, window, _doubted_until(pieces, window)))
    return sorted(found)


def _doubted_until(pieces: Sequence[Piece], window: Bounds) -> int:
    sure = [p for p in pieces if not p.doubtful]
    if not any(p.closeness in CLOSE for p in sure):
        return window.end
    first = min(p.start for p in sure)
    return first if first > window.start else 0


def second_contacts(
    first: Evidence,
    close: Iterable[CloseContact],
    meetings: Mapping[str, Sequence[Meeting]],
    policy: TracePolicy,
    *,
    besides: str,
) -> Evidence:
    """F2: people who met a close F1 closely, after that F1's first exposure. Never the F0, never one who is surely an F1."""
    found: Evidence = {}
    for contact in close:
        theirs = met(meetings.get(contact.person, ()), contact.window, via=contact.person, only=policy.f2_through)
        for person, pieces in theirs.items():
            if person != besides and not is_sure(first, person):
                found.setdefault(person, []).extend(_marked(pieces, contact.doubted_until))
    return found


def _marked(pieces: Iterable[Piece], doubted_until: int) -> list[Piece]:
    """What lies before that moment is in doubt, and parted from the rest."""
    before = [p._replace(end=min(p.end, doubted_until), doubtful=True) for p in pieces if p.start < doubted_until]
    after = [p._replace(start=max(p.start, doubted_until)) for p in pieces if p.end > doubted_until]
    return before + after


class Graded(NamedTuple):
    """One person's grade and evidence before it is compared with what is stored."""

    grade: Grade
    pieces: Sequence[Piece]


def is_sure(evidence: Mapping[str, Sequence[Piece]], person: str) -> bool:
    """True for somebody there of whom not everything is in doubt."""
    return person in evidence and not in_doubt(evidence[person])


def graded(first: Evidence, second: Evidence) -> dict[str, Graded]:
    """F1 outranks F2. One in doubt does not outrank an F2 that is sure: it stands beside it."""
    found = {person: Graded(Grade.F2, [*pieces, *first.get(person, ())]) for person, pieces in second.items()}
    found |= {
        person: Graded(Grade.F1, pieces)
        for person, pieces in first.items()
        if is_sure(first, person) or not is_sure(second, person)
    }
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
