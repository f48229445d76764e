"""People exposed to a case (F1, F2), and on what evidence.

An edge is computed and replaced whole; the human follow-up of the same person is a separate record (follow_up.py), so
that no recomputation can erase work. Moments inside evidence are epoch seconds: a trace reads tens of thousands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.base.period import at_epoch
from domain.people.codes import PersonId
from domain.tracing.codes import CaseCode
from domain.tracing.follow_up import FollowUp


class Closeness(StrEnum):
    """Class of a piece of evidence, strongest first."""

    HOUSEHOLD = "HH"
    BLUETOOTH = "BC"
    INTERVIEW_CLOSE = "IC"
    INTERVIEW_CASUAL = "IL"
    GATEWAY = "BG"
    VENUE = "VC"


STRENGTH: Mapping[str, int] = {kind.value: place for place, kind in enumerate(Closeness)}
CLOSE = frozenset({Closeness.HOUSEHOLD, Closeness.BLUETOOTH, Closeness.INTERVIEW_CLOSE})
MOST_PIECES = 8


class Grade(StrEnum):
    """Distance from the case: F1 met the F0, F2 met a close F1."""

    F1 = "F1"
    F2 = "F2"


class Piece(NamedTuple):
    """One stretch of exposure, [start, end) in epoch seconds.

    `assumed`: a default stay, or the longest one, stands in for a check-out. `crowded`: enough other people were there
    at the time for the kind of place to be named to the person. `source_expires`: when the first fact behind it passes
    its retention. `doubtful`: without a visit that is in doubt, of either side, it would not be there. `predates`: in
    doubt because this person's visits predate the registration, and for nothing else.
    """

    closeness: Closeness
    start: int
    end: int
    source_expires: int
    venue: str = ""
    category: str = ""
    via: str = ""
    assumed: bool = False
    crowded: bool = False
    doubtful: bool = False
    predates: bool = False

    @property
    def seconds(self) -> int:
        return self.end - self.start


def strongest(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces an edge keeps, in an order that depends on nothing but them; what two sources tell alike, once.

    Those in doubt come last, so that however many there are they leave out nothing that is sure; of these, again, those
    that predate the registration.
    """
    ordered = sorted(_joined(pieces), key=lambda p: (p.doubtful, p.predates, STRENGTH[p.closeness], p.start - p.end, p))
    return tuple(ordered[:MOST_PIECES])


def _joined(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Pieces of one source that overlap made one; of those in doubt, what is not sure anyway, and so on.

    Two may state one meeting, and the copy of a piece outlives some of the facts that are read anew.
    """
    if len(pieces) == 1:
        return pieces
    joined: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (*_source(p), p)):
        last = joined[-1] if joined else None
        if last is not None and _source(last) == _source(piece) and piece.start <= last.end:
            joined[-1] = last._replace(
                end=max(last.end, piece.end),
                source_expires=min(last.source_expires, piece.source_expires),
                assumed=last.assumed or piece.assumed,
                crowded=last.crowded or piece.crowded,
            )
        else:
            joined.append(piece)
    if not any(piece.doubtful for piece in joined):
        return joined
    kept = [piece for piece in joined if not piece.doubtful]
    for predates in (False, True):
        worse = [piece for piece in joined if piece.doubtful and piece.predates is predates]
        kept += [left for piece in worse for left in _besides(piece, kept)]
    return kept


def _besides(piece: Piece, better: Iterable[Piece]) -> Iterator[Piece]:
    """What is left of a piece in doubt beside the better ones of its place, which are apart."""
    start, place = piece.start, _source(piece)[:3]
    for own in sorted((own.start, own.end) for own in better if _source(own)[:3] == place):
        if own[1] > start and own[0] < piece.end:
            if own[0] > start:
                yield piece._replace(start=start, end=own[0])
            start = own[1]
    if start < piece.end:
        yield piece._replace(start=start)


def _source(piece: Piece) -> tuple[str, str, str, bool, bool]:
    return piece.closeness, piece.venue, piece.via, piece.doubtful, piece.predates


def in_doubt(pieces: Iterable[Piece]) -> bool:
    """True where nothing among them is sure."""
    return all(piece.doubtful for piece in pieces)


@dataclass(frozen=True, slots=True)
class Edge:
    """Why one person is a contact in one case (EvidenceEdge). Inactive: it was once, and is no longer.

    `covered_by`: while two records are one human, the edge of the one that speaks stands for this one too.
    """

    case: CaseCode
    person: PersonId
    grade: Grade
    pieces: tuple[Piece, ...]
    rule_version: str
    policy_version: str
    found_at: datetime
    expires_at: datetime
    revision: int
    active: bool = True
    covered_by: PersonId | None = None

    @property
    def closeness(self) -> Closeness:
        """The strongest class among the evidence, of what is sure if there is any."""
        return self.pieces[0].closeness

    @property
    def is_close(self) -> bool:
        return self.closeness in CLOSE

    @property
    def is_doubtful(self) -> bool:
        """True where all of it rests on visits in doubt: shown to staff, told to nobody."""
        return in_doubt(self.pieces)

    @property
    def predates(self) -> bool:
        """True where nothing but visits that predate the registration makes this person a contact."""
        return all(piece.predates for piece in self.pieces)

    @property
    def first(self) -> datetime:
        """Start of the first exposure."""
        return at_epoch(min(piece.start for piece in self.pieces))

    @property
    def last(self) -> datetime:
        """End of the last exposure."""
        return at_epoch(max(piece.end for piece in self.pieces))

    @property
    def minutes(self) -> float:
        """Minutes of all evidence kept, one decimal."""
        return round(sum(piece.seconds for piece in self.pieces) / 60, 1)

    def says_the_same(self, other: "Edge") -> bool:
        """True when replacing one by the other would change nothing but the run that found it."""
        return (
            self.grade is other.grade
            and self.active == other.active
            and self.covered_by == other.covered_by
            and self.pieces == other.pieces
            and self.rule_version == other.rule_version
            and self.policy_version == other.policy_version
        )


class ContactsOfCase(NamedTuple):
    """Everything stored about a case's contacts; edges include the inactive ones."""

    edges: Mapping[PersonId, Edge]
    follow_ups: Mapping[PersonId, FollowUp]


class ContactPage(NamedTuple):
    """Active edges with their follow-ups, in an order that never changes; `cursor` None: no more."""

    edges: Sequence[Edge]
    follow_ups: Mapping[PersonId, FollowUp]
    cursor: str | None


class ContactGlance(NamedTuple):
    """Active edges and what was done, in any order; `is_whole` False: there are more contacts than were read."""

    edges: Sequence[Edge]
    follow_ups: Mapping[PersonId, FollowUp]
    is_whole: bool


class HandOver(NamedTuple):
    """People of a case who live in a commune outside the unit that works the case."""

    case: CaseCode
    unit_path: str
    people: tuple[PersonId, ...]


class ContactBook(Protocol):
    """Edges, follow-ups and hand-overs of cases."""

    def of_case(self, case: CaseCode, *, now: datetime) -> ContactsOfCase:
        """All of them, consistent; a fixed number of partitions read in parallel."""
        ...

    def page(self, case: CaseCode, *, limit: int, cursor: str | None, now: datetime) -> ContactPage:
        """At most `limit` active edges; what is read does not grow with the number of contacts.

        Raises InvalidInput (`cursor`).
        """
        ...

    def glance(self, case: CaseCode, *, now: datetime) -> ContactGlance:
        """Contacts of a case for whoever counts them: one bounded read of each partition, all at once."""
        ...

    def some(self, case: CaseCode, people: Sequence[PersonId], *, now: datetime) -> ContactPage:
        """The active edges of these people, in their order, without those who have none."""
        ...

    def follow_ups(self, case: CaseCode, people: Sequence[PersonId], *, now: datetime) -> Mapping[PersonId, FollowUp]:
        """What was done for these people, whether they are contacts still or not."""
        ...

    def save(self, edges: Sequence[Edge]) -> None:
        """Stores each edge in place of the one before. Only the run that holds the case may call it."""
        ...

    def follow_up(self, follow_up: FollowUp) -> None:
        """Stores it if its revision is one above the stored one; raises ContactChanged."""
        ...

    def hand_over(self, hand_over: HandOver, *, confirmed_at: datetime, expires_at: datetime) -> None:
        """Stores who of a case lives in a commune, in place of what was said before; nobody left removes it."""
        ...

    def handed_over(self, case: CaseCode) -> Sequence[HandOver]:
        """Every hand-over of a case."""
        ...
