"""Who stands in which circle: F1 by presence and meetings, F2 through close contacts; and what changed since."""

from collections.abc import Collection, Iterable, Mapping, Sequence
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
    """An F1 whose own contacts are traced: from the first exposure until isolation."""

    person: str
    window: Bounds


def close_contacts(evidence: Evidence, *, end: int, isolated: Mapping[str, int]) -> list[CloseContact]:
    """The F1 with a close class among their evidence, each with the time in which others may have met them.

    An exposure in doubt makes nobody else a contact.
    """
    found = []
    for person, all_pieces in evidence.items():
        pieces = [p for p in all_pieces if not p.doubtful]
        if any(p.closeness in CLOSE for p in pieces):
            first = min(p.start for p in pieces)
            found.append(CloseContact(person, Bounds(first, min(end, isolated.get(person, end)))))
    return sorted(found)


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
                found.setdefault(person, []).extend(pieces)
    return found


class Graded(NamedTuple):
    """One person's grade and evidence before it is compared with what is stored."""

    grade: Grade
    pieces: Sequence[Piece]


def is_sure(evidence: Mapping[str, Sequence[Piece]], person: str) -> bool:
    """True for somebody there of whom not everything is in doubt."""
    return person in evidence and not in_doubt(evidence[person])


def graded(first: Evidence, second: Evidence) -> dict[str, Graded]:
    """F1 outranks F2. One in doubt does not: it stands beside the F2 that is sure."""
    found = {person: Graded(Grade.F1, pieces) for person, pieces in first.items()}
    found |= {
        person: Graded(Grade.F2, [*pieces, *first.get(person, ())])
        for person, pieces in second.items()
        if not is_sure(first, person)
    }
    return found
