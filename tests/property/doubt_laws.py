"""Laws of visits in doubt: they are seen, they change nothing that is sure, and nobody is told anything because of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import strategies as st

from domain.people.codes import PersonId
from domain.telling import exposure
from domain.telling.exposure import ExposureNotice, Told
from domain.tracing import contact
from domain.tracing.contact import Closeness, Edge, Grade, Piece
from domain.tracing.meeting import Meeting
from domain.tracing.search import circles
from tests.property.brute_force import all_of
from tests.property.laws import law
from tests.property.notice_laws import CROWDS
from tests.property.outbreaks import (
    KEPT,
    OTHERS,
    OUTBREAKS,
    SOON,
    WHOLE,
    Outbreak,
    claimed,
    doubted,
    few_scans,
    sure_of,
    traced,
    true_contacts,
    unclaimed,
)
from tests.property.tracing_laws import EXPOSURES, MEETINGS
from tests.unit.domain.tracing.traces import F0, HOUR, POLICY, a_piece, an_edge, moment

_CHOICE = st.lists(st.integers(0, 15), max_size=6)
HISTORIES = st.builds(claimed, st.builds(doubted, OUTBREAKS, _CHOICE), _CHOICE)
SMALL = st.builds(
    lambda outbreak, scans, places, early: claimed(doubted(replace(outbreak, scans=scans, now=SOON), places), early),
    OUTBREAKS,
    few_scans(),
    _CHOICE,
    _CHOICE,
)
CROWDED = st.builds(claimed, st.builds(doubted, CROWDS, _CHOICE), _CHOICE)


def _edges(evidence: Mapping[str, Sequence[Piece]]) -> dict[str, Edge]:
    return {who: replace(an_edge(2, *contact.strongest(p)), person=PersonId(who)) for who, p in evidence.items()}


def _sure(evidence: Mapping[str, Sequence[Piece]]) -> dict[str, list[Piece]]:
    """Person → what is not in doubt, where there is any."""
    found = {who: sorted(p for p in pieces if not p.doubtful) for who, pieces in evidence.items()}
    return {who: pieces for who, pieces in found.items() if pieces}


@law(HISTORIES | CROWDED, examples=300)
def what_is_sure_is_what_is_found_without_the_visits_in_doubt(outbreak: Outbreak) -> None:
    assert _sure(traced(outbreak)) == _sure(traced(sure_of(outbreak)))


@law(HISTORIES | CROWDED, examples=300)
def what_is_older_than_a_registration_changes_nothing_that_is_found_without_it(outbreak: Outbreak) -> None:
    """Neither what is sure nor what is in doubt for another reason."""
    found = {who: [p for p in edge.pieces if not p.predates] for who, edge in _edges(traced(outbreak)).items()}
    without = {who: list(edge.pieces) for who, edge in _edges(traced(unclaimed(outbreak))).items()}
    assert {who: pieces for who, pieces in found.items() if pieces} == without


@law(SMALL, examples=300)
def with_what_is_in_doubt_everybody_is_seen(outbreak: Outbreak) -> None:
    """To the second, and each second once."""
    found = {}
    for who, edge in _edges(traced(outbreak)).items():
        for venue in {piece.venue for piece in edge.pieces}:
            spans = [(piece.start, piece.end) for piece in edge.pieces if piece.venue == venue]
            assert sum(end - start for start, end in spans) == all_of(spans).bit_count()
            found[who, venue] = all_of(spans)
    true = true_contacts(outbreak)
    assert found == {(who, venue): all_of(spans) for who, venues in true.items() for venue, spans in venues.items()}


@law(HISTORIES | CROWDED, examples=200)
def what_is_told_is_what_is_told_without_the_visits_in_doubt(outbreak: Outbreak) -> None:
    now = moment("6 11:00")
    told = {who: exposure.owed(edge, None, POLICY, now=now) for who, edge in _edges(traced(outbreak)).items()}
    sure = {who: exposure.owed(edge, None, POLICY, now=now) for who, edge in _edges(traced(sure_of(outbreak))).items()}
    assert {who: notice for who, notice in told.items() if notice} == sure


@law(st.tuples(SMALL, st.lists(st.integers(0, 9), min_size=1, max_size=3)), examples=200)
def forgetting_visits_puts_nobody_in_doubt_and_takes_nobody_out_of_it(history: tuple[Outbreak, list[int]]) -> None:
    outbreak, expired = history
    stored = _edges(traced(outbreak))
    first = {who: edge.is_doubtful for who, edge in stored.items()}
    for now in sorted(outbreak.scans[place % len(outbreak.scans)].start + KEPT for place in expired):
        evidence = traced(replace(outbreak, now=now))
        for who, pieces in circles.remembered(stored, outbreak.window, now=now).items():
            evidence.setdefault(who, []).extend(pieces)
        later = _edges(evidence)
        assert {who: edge.is_doubtful for who, edge in later.items()} == first
        assert {who: edge.minutes for who, edge in later.items()} == {who: edge.minutes for who, edge in stored.items()}
        stored = later


# Whom an F1 met, with some of what makes it an F1 in doubt.

_MARKED = st.dictionaries(
    st.sampled_from(OTHERS),
    st.lists(
        st.tuples(EXPOSURES, st.booleans()).map(lambda drawn: drawn[0]._replace(doubtful=drawn[1])),
        min_size=1,
        max_size=3,
    ),
    max_size=3,
)


def _circles(first: dict[str, list[Piece]], meetings: Sequence[Meeting]) -> dict[str, Edge]:
    on_record = {who: [m for m in meetings if str(m.person) == who] for who in OTHERS}
    close = circles.close_contacts(first, end=WHOLE.end, isolated={})
    second = circles.second_contacts(first, close, on_record, POLICY, besides=F0)
    return {
        who: replace(an_edge(2, *contact.strongest(found.pieces), grade=found.grade), person=PersonId(who))
        for who, found in circles.graded(first, second).items()
    }


@law(st.tuples(_MARKED, MEETINGS), examples=300)
def doubt_takes_nobody_out_of_a_circle_and_brings_nobody_surely_into_one(
    history: tuple[dict[str, list[Piece]], list[Meeting]],
) -> None:
    marked, meetings = history
    plain = {who: [piece._replace(doubtful=False) for piece in pieces] for who, pieces in marked.items()}
    sure = {who: left for who, pieces in marked.items() if (left := [p for p in pieces if not p.doubtful])}
    found = _circles(marked, meetings)
    assert found.keys() == _circles(plain, meetings).keys()
    without = _circles(sure, meetings)
    assert {who: edge.grade for who, edge in found.items() if not edge.is_doubtful} == {
        who: edge.grade for who, edge in without.items()
    }
    for who, edge in without.items():
        assert _bits(found[who].pieces) == _bits(edge.pieces)


def _bits(pieces: Sequence[Piece]) -> dict[tuple[str, str], int]:
    """The seconds of what is sure, by class and by whom."""
    kept = [piece for piece in pieces if not piece.doubtful]
    return {
        (key.closeness, key.via): all_of(
            (p.start, p.end) for p in kept if (p.closeness, p.via) == (key.closeness, key.via)
        )
        for key in kept
    }


# What is told as evidence comes, goes and falls into doubt. One state: what is sure, and whether an F1 is in doubt.

_STATES = st.lists(st.tuples(st.sampled_from(["F1", "F2", ""]), st.booleans()), min_size=1, max_size=8)


def _edge(sure: str, before: Edge | None, *, in_doubt: bool) -> Edge | None:
    """The edge as a run makes it; withdrawn where nothing is left."""
    who = "x"
    first = [a_piece()] if sure == Grade.F1 else []
    first += [a_piece("9:30", "9:50", doubtful=True)] if in_doubt else []
    second = {who: [a_piece("12:00", "13:00", Closeness.HOUSEHOLD, via="y")]} if sure == Grade.F2 else {}
    found = circles.graded({who: first} if first else {}, second)
    if who not in found:
        return replace(before, active=False) if before else None
    return an_edge(2, *contact.strongest(found[who].pieces), grade=found[who].grade)


@law(_STATES, examples=300)
def doubt_alone_tells_nothing_and_takes_nothing_back(life: list[tuple[str, bool]]) -> None:
    names = {"F1": Told.F1, "F2": Told.F2}
    told: ExposureNotice | None = None
    said: list[Told] = []
    edge: Edge | None = None
    for hour, (sure, in_doubt) in enumerate(life):
        edge = _edge(sure, edge, in_doubt=in_doubt)
        if edge is None:
            continue
        told = exposure.owed(edge, told, POLICY, now=moment("6 0:00") + hour * HOUR) or told
        waits = in_doubt and (not sure or (sure == "F2" and said[-1:] == [Told.F1]))
        wanted = names.get(sure, Told.CORRECTION)
        if not waits and said[-1:] != [wanted] and (said or sure):
            said.append(wanted)
        assert [version.told for version in (told.versions if told is not None else ())] == said


LAWS = (
    what_is_sure_is_what_is_found_without_the_visits_in_doubt,
    what_is_older_than_a_registration_changes_nothing_that_is_found_without_it,
    with_what_is_in_doubt_everybody_is_seen,
    what_is_told_is_what_is_told_without_the_visits_in_doubt,
    forgetting_visits_puts_nobody_in_doubt_and_takes_nobody_out_of_it,
    doubt_takes_nobody_out_of_a_circle_and_brings_nobody_surely_into_one,
    doubt_alone_tells_nothing_and_takes_nothing_back,
)
