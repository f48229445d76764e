"""Laws of what people are told: one version for each change (N1), and never more than policy allows (I17)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from domain.people.codes import PersonId
from domain.telling import exposure
from domain.telling.exposure import PLACES, ExposureNotice, Text, Told, Version
from domain.tracing.contact import Closeness, Edge, Grade, Piece, strongest
from domain.tracing.search.overlap import Bounds
from tests.builders.people import a_person_id
from tests.property.brute_force import covered, day_in_vietnam
from tests.property.laws import law
from tests.property.outbreaks import KINDS, SOON, WHOLE, Outbreak, Scan, traced
from tests.unit.domain.tracing.traces import F0, FAR, HOUR, POLICY, a_piece, an_edge, moment, second

# A table of two to seven people around the case, some of whom come, go and come again.

CROWD = tuple(str(a_person_id(number)) for number in range(2, 9))
_TIMES = [second(text) for text in ("2 23:30", "2 23:45", "3 0:00", "3 0:20", "3 0:40", "3 1:00")]
_PLACE = min(KINDS)


def _visits(who: str, spans: Sequence[tuple[int, int]], place: str) -> list[Scan]:
    return [Scan(place, who, min(span), max(span), is_open=False) for span in spans]


_SPANS = st.lists(st.tuples(st.sampled_from(_TIMES), st.sampled_from(_TIMES)), min_size=1, max_size=2)
_PLACES = st.sampled_from([_PLACE, _PLACE, _PLACE, sorted(KINDS)[1]])
_STAYS = st.lists(st.tuples(_SPANS, _PLACES), min_size=1, max_size=2)
CROWDS = st.builds(
    lambda own, others: Outbreak(
        tuple(
            scan
            for who, stays in [(F0, own), *others.items()]
            for spans, place in stays
            for scan in _visits(who, spans, place)
        ),
        WHOLE,
        SOON,
        POLICY,
        0,
    ),
    st.just([([(_TIMES[0], _TIMES[-1])], place) for place in sorted(KINDS)[:2]]) | _STAYS,
    st.dictionaries(st.sampled_from(CROWD), _STAYS, min_size=3, max_size=7),
)
_MET = st.none() | st.sampled_from([kind for kind in Closeness if kind is not Closeness.VENUE])


def people_there(outbreak: Outbreak, venue: str, span: Bounds) -> int:
    """Distinct people besides the case, counted over bits."""
    seconds = covered(*span)
    return len(
        {s.person for s in outbreak.living if s.venue == venue and s.person != F0 and covered(*s.span) & seconds}
    )


def words(text: Text) -> str:
    return f"{text.vi} {text.en}"


def names_nobody(text: Text, version: Version, edge: Edge) -> None:
    """P1: no name, hour, id or place; a kind of place and a single day only where the version gives them."""
    said = words(text)
    assert not re.search(r"\d{1,2}\s*(:|h|giờ|am|pm)\s*\d{0,2}\b", said)
    secrets = {edge.case.value, edge.case.shown, str(edge.person), F0, *KINDS, *(p.via for p in edge.pieces if p.via)}
    assert not any(secret in said for secret in secrets)
    kinds = {name for name, place in PLACES.items() if f"({place.vi})" in said or f"({place.en})" in said}
    assert kinds == ({version.category} if version.category else set())
    dates = set(re.findall(r"\d\d/\d\d(?:/\d{4})?", said))
    if version.category:
        assert dates == {f"{version.day:%d/%m/%Y}"}
    else:
        assert version.day.weekday() == 0
        assert len(dates) == 2  # the first and the last day of a week
        assert "ngày" not in text.vi.partition(".")[0]


@law(st.tuples(CROWDS, _MET), examples=200)
def a_place_is_told_only_where_five_others_were(history: tuple[Outbreak, Closeness | None]) -> None:  # I17, S41
    outbreak, met = history
    for who, pieces in traced(outbreak).items():
        more = [a_piece("3 9:00", "3 9:30", met)] if met else []
        edge = replace(an_edge(2, *strongest([*pieces, *more])), person=PersonId(who))
        notice = exposure.owed(edge, None, POLICY, now=moment("6 11:00"))
        assert notice
        version = notice.newest
        if version.category:
            assert not met
            there = [p for p in pieces if KINDS[p.venue] == version.category and day_in_vietnam(p.start) == version.day]
            assert any(people_there(outbreak, p.venue, Bounds(p.start, p.end)) >= 5 for p in there)
        names_nobody(exposure.text_of(version), version, edge)


_CROWDED = st.builds(
    lambda day, hour, minutes, category: a_piece(
        f"{day} {hour}:00", f"{day} {hour}:{minutes}", category=category, venue=category, crowded=True
    ),
    st.integers(2, 5),
    st.integers(0, 23),
    st.integers(15, 59),
    st.sampled_from(sorted(KINDS.values())),
)


@law(st.lists(_CROWDED, min_size=1, max_size=4), examples=60)
def the_day_and_the_kind_of_place_are_those_of_one_exposure(pieces: list[Piece]) -> None:  # I17
    notice = exposure.owed(an_edge(2, *strongest(pieces)), None, POLICY, now=moment("6 11:00"))
    assert notice
    assert (notice.newest.day, notice.newest.category) in {(day_in_vietnam(p.start), p.category) for p in pieces}


# Versions, for every way an edge may come, change and go.


_LIVES = st.lists(
    st.tuples(st.sampled_from(["F1", "F2", "gone"]), st.booleans(), st.booleans()), min_size=1, max_size=8
)


@law(_LIVES)
def every_change_that_stands_is_told_once(life: list[tuple[str, bool, bool]]) -> None:  # N1, S26, S27, S28
    told: ExposureNotice | None = None
    said: list[str] = []
    edge: Edge | None = None
    for hour, (state, other_evidence, is_told) in enumerate(life):
        pieces = (a_piece("9:00", "9:40"),) if other_evidence else (a_piece(),)
        if state == "gone":
            edge = replace(edge, active=False) if edge else None
        else:
            edge = an_edge(2, *pieces, grade=Grade(state))
        if edge is None or not is_told:
            continue
        now = moment("6 0:00") + hour * HOUR
        told = exposure.owed(edge, told, POLICY, now=now) or told
        assert exposure.owed(edge, told, POLICY, now=now) is None
        if (said or state != "gone") and (not said or said[-1] != state):
            said.append(state)
    names = {"F1": Told.F1, "F2": Told.F2, "gone": Told.CORRECTION}
    versions = told.versions if told else ()
    assert [version.told for version in versions] == [names[state] for state in said]
    assert [version.number for version in versions] == list(range(1, len(said) + 1))


@law(st.dates(date(2020, 1, 1), date(2030, 1, 1)), examples=50)
def a_week_is_told_by_its_monday_and_sunday(day: date) -> None:  # P2
    begin = second("1 0:00") + (day - date(2021, 10, 1)).days * 86_400 + 3_600
    edge = an_edge(2, Piece(Closeness.HOUSEHOLD, begin, begin + 900, FAR))
    notice = exposure.owed(edge, None, POLICY, now=moment("6 11:00"))
    assert notice
    assert notice.newest.day.isocalendar()[:2] == day.isocalendar()[:2]
    names_nobody(exposure.text_of(notice.newest), notice.newest, edge)


LAWS = (
    a_place_is_told_only_where_five_others_were,
    the_day_and_the_kind_of_place_are_those_of_one_exposure,
    every_change_that_stands_is_told_once,
    a_week_is_told_by_its_monday_and_sunday,
)
