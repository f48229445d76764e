"""Laws of finding contacts: I2, I3, I5, I6, I14 and I16 of the tracing contract."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from domain.people.codes import PersonId
from domain.tracing import contact
from domain.tracing.contact import CLOSE, Closeness, Edge, Piece
from domain.tracing.meeting import Meeting
from domain.tracing.search import circles, overlap
from domain.tracing.search.overlap import Presence, Stop
from tests.builders.people import a_person_id
from tests.property.brute_force import all_of, covered, spans_of
from tests.property.laws import law
from tests.property.outbreaks import (
    KEPT,
    MOMENTS,
    OTHERS,
    OUTBREAKS,
    SOON,
    WHOLE,
    Outbreak,
    Scan,
    by_venue,
    few_scans,
    swapped,
    traced,
    true_contacts,
)
from tests.unit.domain.tracing.traces import F0, FAR, MARKET, POLICY, an_edge, moment, second


@law(OUTBREAKS, examples=300)
def contacts_are_those_of_brute_force(outbreak: Outbreak) -> None:  # I2, I3
    assert by_venue(traced(outbreak)) == true_contacts(outbreak)


@law(OUTBREAKS, examples=100)
def the_order_and_number_of_pages_do_not_matter(outbreak: Outbreak) -> None:  # I2
    one, other = traced(outbreak), traced(replace(outbreak, deal=outbreak.deal + 1))
    assert {p: sorted(pieces) for p, pieces in one.items()} == {p: sorted(pieces) for p, pieces in other.items()}


@law(st.tuples(OUTBREAKS, st.sampled_from(OTHERS)), examples=150)
def exposure_is_the_same_seen_from_either_side(history: tuple[Outbreak, str]) -> None:  # I6, O5
    outbreak, other = history
    here, there = by_venue(traced(outbreak)), by_venue(traced(swapped(outbreak, other)))
    assert here.get(other) == there.get(other)
    assert F0 not in here


@law(OUTBREAKS, examples=100)
def what_rests_on_a_default_end_is_said_to(outbreak: Outbreak) -> None:  # O8
    for person, pieces in traced(outbreak).items():
        for piece in pieces:
            there = [s for s in outbreak.living if s.venue == piece.venue and s.person in {F0, person}]
            touching = [s for s in there if s.start < piece.end and s.end > piece.start]
            for who in (F0, person):
                if all(s.is_open for s in touching if s.person == who):
                    assert piece.assumed
            if not any(s.is_open for s in there):
                assert not piece.assumed


# Boundaries: one stay each, their ends a second around the threshold.

_EDGES = st.tuples(st.integers(60, 3_600), st.integers(-2, 2), st.booleans(), st.integers(1, 3_600))


@law(_EDGES)
def the_threshold_itself_is_enough_and_less_is_not(history: tuple[int, int, bool, int]) -> None:  # I16
    threshold, more, comes_first, rest = history
    policy = replace(POLICY, min_overlap=timedelta(seconds=threshold))
    begin = second("2 9:00")
    stop = Stop(MARKET, "market", begin, begin + threshold + rest, assumed=False, expires=FAR)
    end = begin + threshold + more
    stay = (
        Presence(OTHERS[0], begin - rest, end)
        if comes_first
        else Presence(OTHERS[0], stop.end - threshold - more, stop.end)
    )
    trace = overlap.VenueTrace([stop])
    trace.take([stay], besides=F0, newer_than=0)
    assert (trace.pieces(policy) != {}) == (more >= 0)


@law(st.tuples(MOMENTS, st.integers(1, 7_200), st.integers(0, 7_200), st.sampled_from(["before", "after", "reversed"])))
def stays_that_only_touch_have_no_length_or_are_reversed_meet_nobody(history: tuple[int, int, int, str]) -> None:  # I16
    begin, length, other, how = history
    stop = Stop(MARKET, "market", begin, begin + length, assumed=False, expires=FAR)
    stay = {
        "before": Presence(OTHERS[0], begin - other, begin),
        "after": Presence(OTHERS[0], stop.end, stop.end + other),
        "reversed": Presence(OTHERS[0], begin + length, begin + length - other),
    }[how]
    trace = overlap.VenueTrace([stop])
    trace.take([stay], besides=F0, newer_than=0)
    assert trace.pieces(replace(POLICY, min_overlap=timedelta(seconds=60))) == {}


# Forgetting: what was found stays found when the visits behind it pass their retention, one after another.


def _edges(evidence: Mapping[str, Sequence[Piece]]) -> dict[str, Edge]:
    return {who: replace(an_edge(2, *contact.strongest(p)), person=PersonId(who)) for who, p in evidence.items()}


def _applied(stored: Mapping[str, Edge], written: Iterable[Edge]) -> dict[str, Edge]:
    return {**stored, **{str(edge.person): edge for edge in written}}


def _traced_again(outbreak: Outbreak, stored: Mapping[str, Edge]) -> dict[str, Edge]:
    """The edges after one more run over what is left of the facts."""
    evidence = traced(outbreak)
    for person, pieces in circles.remembered(stored, outbreak.window, now=outbreak.now).items():
        evidence.setdefault(person, []).extend(pieces)
    return _applied(stored, circles.changes(_edges(evidence), stored, revision=2))


def _exposure(edges: Mapping[str, Edge]) -> dict[str, tuple[float, list[tuple[str, int]]]]:
    """Minutes of each active edge, and the seconds at each venue as bits."""
    found = {}
    for person, edge in edges.items():
        if edge.active:
            venues = sorted({piece.venue for piece in edge.pieces})
            at = [(v, all_of((p.start, p.end) for p in edge.pieces if p.venue == v)) for v in venues]
            found[person] = (edge.minutes, at)
    return found


_EXPIRED = st.lists(st.integers(0, 9), min_size=1, max_size=3)


@law(st.tuples(OUTBREAKS, few_scans(), _EXPIRED), examples=200)
def forgetting_visits_corrects_nobody(history: tuple[Outbreak, tuple[Scan, ...], list[int]]) -> None:  # I3, S46
    outbreak = replace(history[0], scans=history[1], now=SOON)
    edges = _traced_again(outbreak, {})
    for now in sorted(outbreak.scans[place % len(outbreak.scans)].start + KEPT for place in history[2]):
        later = _traced_again(replace(outbreak, now=now), edges)
        assert _exposure(later) == _exposure(edges)
        edges = later


# The difference: what is stored becomes what is wanted, and then there is none.

_PIECES = st.builds(
    lambda kind, hour, minutes: Piece(
        kind, second("2 9:00") + 3600 * hour, second("2 9:00") + 3600 * hour + minutes, FAR
    ),
    st.sampled_from([Closeness.VENUE, Closeness.HOUSEHOLD]),
    st.integers(0, 2),
    st.sampled_from([900, 1200]),
)
_EVIDENCE = st.dictionaries(st.sampled_from(OTHERS), st.lists(_PIECES, min_size=1, max_size=3), max_size=4)


@law(st.lists(_EVIDENCE, min_size=1, max_size=5))
def tracing_twice_is_tracing_once(runs: list[dict[str, list[Piece]]]) -> None:  # I5
    stored: dict[str, Edge] = {}
    for revision, evidence in enumerate(runs, 1):
        wanted = {who: replace(edge, revision=revision) for who, edge in _edges(evidence).items()}
        written = circles.changes(wanted, stored, revision=revision)
        assert len({edge.person for edge in written}) == len(written)
        stored = _applied(stored, written)
        assert {who: edge.pieces for who, edge in stored.items() if edge.active} == {
            who: contact.strongest(pieces) for who, pieces in evidence.items()
        }
        again = {who: replace(edge, revision=revision + 1) for who, edge in wanted.items()}
        assert circles.changes(again, stored, revision=revision + 1) == []


# Second contacts, counted over bits: the F1's time between exposure and isolation, and the meeting.

_SPANS = st.builds(lambda start, length: (start, start + length), MOMENTS, st.sampled_from([300, 3600, 20_000, 0, -60]))
EXPOSURES = st.builds(
    lambda kind, span: Piece(kind, span[0], span[1], FAR), st.sampled_from(list(Closeness)), _SPANS
).filter(lambda piece: piece.seconds > 0)
_FIRST = st.dictionaries(
    st.sampled_from(OTHERS),
    st.lists(
        EXPOSURES,
        min_size=1,
        max_size=3,
    ),
    max_size=3,
)
MEETINGS = st.lists(
    st.builds(
        lambda one, other, kind, span: Meeting(PersonId(one), PersonId(other), kind, span[0], span[1], FAR),
        st.sampled_from(OTHERS),
        st.sampled_from([F0, *OTHERS, *(str(a_person_id(n)) for n in (7, 8, 9))]),
        st.sampled_from([kind for kind in Closeness if kind is not Closeness.VENUE]),
        _SPANS,
    ),
    max_size=8,
)
_ISOLATED = st.dictionaries(st.sampled_from(OTHERS), MOMENTS, max_size=2)


@law(st.tuples(_FIRST, MEETINGS, _ISOLATED), examples=200)
def second_contacts_met_a_close_first_contact_closely_in_time(
    history: tuple[dict[str, list[Piece]], list[Meeting], dict[str, int]],
) -> None:  # I14, S30, S31
    first, meetings, isolated = history
    both_ways = [*meetings, *(m.reversed for m in meetings)]
    on_record = {who: [m for m in both_ways if str(m.person) == who] for who in OTHERS}
    close = circles.close_contacts(first, end=WHOLE.end, isolated=isolated)
    found = circles.second_contacts(first, close, on_record, POLICY, besides=F0)
    expected: dict[str, set[tuple[str, str, int, int]]] = {}
    for m in both_ways:
        way, who = str(m.person), str(m.other)
        is_close = any(piece.closeness in CLOSE for piece in first.get(way, ()))
        if is_close and m.closeness in CLOSE and who not in {F0, *first}:
            exposed = min(piece.start for piece in first[way])
            infectious = covered(exposed, min(WHOLE.end, isolated.get(way, WHOLE.end)))
            for span in spans_of(infectious & covered(m.start, m.end)):
                expected.setdefault(who, set()).add((way, m.closeness, *span))
    assert {who: {(p.via, p.closeness, p.start, p.end) for p in pieces} for who, pieces in found.items()} == expected


# A follow-up is beside the edge: no run touches it, nor the moment from which its clock runs.


@law(st.lists(_EVIDENCE, min_size=1, max_size=5))
def the_clock_of_a_follow_up_runs_on_while_its_contact_stands(
    runs: list[dict[str, list[Piece]]],
) -> None:  # I19
    stored: dict[str, Edge] = {}
    for number, evidence in enumerate(runs):
        found_at = moment(f"{number + 6} 9:00")
        wanted = {who: replace(edge, found_at=found_at) for who, edge in _edges(evidence).items()}
        after = _applied(stored, circles.changes(wanted, stored, revision=number + 1))
        for who in wanted:
            stood = who in stored and stored[who].active
            assert after[who].found_at == (stored[who].found_at if stood else found_at)
        stored = after


LAWS = (
    contacts_are_those_of_brute_force,
    the_order_and_number_of_pages_do_not_matter,
    exposure_is_the_same_seen_from_either_side,
    what_rests_on_a_default_end_is_said_to,
    the_threshold_itself_is_enough_and_less_is_not,
    stays_that_only_touch_have_no_length_or_are_reversed_meet_nobody,
    forgetting_visits_corrects_nobody,
    tracing_twice_is_tracing_once,
    second_contacts_met_a_close_first_contact_closely_in_time,
    the_clock_of_a_follow_up_runs_on_while_its_contact_stands,
)
