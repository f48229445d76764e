"""The outbreak before it is told: repeatable, whole, and with a truth that owes nothing to the product."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from domain.base.period import LOCAL
from domain.tracing.policy import trace_policy
from tools import demo
from tools.demo_story import report
from tools.demo_story.days import Heard, Stay, day_of, of_scans
from tools.demo_story.fair import visitors
from tools.demo_story.measured import LONGER, SHORTER, UNRECORDED, UNTOLD, measured
from tools.demo_story.noted import CaseTold, Held, Noted, noted
from tools.demo_story.outbreak import DAYS, Outbreak, Rules
from tools.demo_story.quarter import COMMUTERS, Quarter
from tools.demo_story.truth import Nearness, Period, exposed, near, spread
from tools.seed.town import Town

RULES = Rules(2, timedelta(minutes=15))
NOON = datetime(2021, 10, 2, 12, tzinfo=LOCAL)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def quarter() -> Quarter:
    return Quarter(Town(demo.SEED, "commune"))


def outbreak_of(quarter: Quarter, now: datetime) -> Outbreak:
    stays: list[Stay] = []
    for back in range(DAYS, 0, -1):
        day = now.date() - timedelta(days=back)
        stays += day_of(quarter, day) + of_scans(quarter.town.scans_here(day))
    return Outbreak(quarter, now.date(), stays, RULES)


def stay(person: str, place: str, start: datetime, minutes: float, heard: Heard = Heard.SCANNED) -> Stay:
    return Stay(person, place, start, start + timedelta(minutes=minutes), heard)


# -- what happened ------------------------------------------------------------------------------------------------


def test_a_day_is_told_from_its_date_alone(quarter: Quarter) -> None:
    again = Quarter(Town(demo.SEED, "commune"))

    assert day_of(quarter, NOON.date()) == day_of(again, NOON.date())
    assert day_of(quarter, NOON.date()) != day_of(quarter, NOON.date() + timedelta(days=7))


@pytest.mark.parametrize("day", [date(2021, 10, 1) + timedelta(days=n) for n in range(7)])
def test_everybody_is_somewhere_all_day_and_nowhere_twice(quarter: Quarter, day: date) -> None:
    midnight = datetime.combine(day, datetime.min.time(), LOCAL)
    for resident in quarter.residents:
        own = sorted((s for s in day_of(quarter, day) if s.person == resident.key), key=lambda s: s.start)
        assert own[0].start == midnight
        assert own[-1].end >= midnight + timedelta(days=1)
        assert all(before.end == after.start for before, after in pairwise(own))


def test_some_do_not_scan_some_forget_to_leave_and_some_have_no_phone(quarter: Quarter) -> None:
    week = [s for n in range(7) for s in day_of(quarter, NOON.date() + timedelta(days=n))]
    out = [s for s in week if not s.place.startswith("home/")]

    assert {s.heard for s in out} == set(Heard)
    assert {s.left for s in out if s.heard is not Heard.NOT} == {True, False}
    assert all(s.heard is Heard.NOT for s in week if s.place.startswith("home/"))
    by_desk = {s.person for s in out if s.heard is Heard.WRITTEN_DOWN}
    assert by_desk
    assert all(quarter.resident[person].person.assisted for person in by_desk)
    assert {r.person.unit.code for r in quarter.residents} == {demo.COMMUNE.code, demo.NEIGHBOUR.code}
    assert {r.person.household for r in quarter.residents if r.lives_next_door} == COMMUTERS


# -- the truth ----------------------------------------------------------------------------------------------------


def test_near_is_counted_by_place_and_day_and_only_while_contagious() -> None:
    evening = NOON.replace(hour=23, minute=50)
    stays = [
        stay("f0", "cafe", NOON, 60), stay("f0", "bus", NOON + 2 * HOUR, 20), stay("f0", "bar", evening, 60),
        stay("enough", "cafe", NOON + timedelta(minutes=45), 60),
        stay("short", "cafe", NOON + timedelta(minutes=46), 60),
        stay("twice", "bus", NOON + 2 * HOUR, 8), stay("twice", "bus", NOON + 2 * HOUR + timedelta(minutes=10), 8),
        stay("elsewhere", "park", NOON, 60),
        stay("early", "cafe", NOON - HOUR, 60),
        stay("late", "bar", evening + timedelta(minutes=45), 60),
    ]  # fmt: skip
    window = Period(NOON, evening + timedelta(minutes=50))

    found = exposed(near("f0", stays, window), RULES.least)

    assert set(found) == {"enough", "twice"}
    assert sum((each.length for each in found["twice"]), timedelta()) == timedelta(minutes=16)


def test_the_virus_goes_only_where_people_met_and_later_is_later(quarter: Quarter) -> None:
    outbreak = outbreak_of(quarter, NOON)
    first = next(outbreak.casts()).first
    window = first.contagious(RULES)

    steps = spread(first.who.key, outbreak.stays, window, (), dice_of="test")

    assert steps
    assert len({step.person for step in steps} | {first.who.key}) == len(steps) + 1
    for step in steps:
        assert window.start <= step.at < window.end
        assert step.person in {each.theirs.person for each in near(step.source, outbreak.stays, window)}


@pytest.mark.parametrize("scale", ["commune", "small"])
@pytest.mark.parametrize("days", [0, 1, 5, 40])
def test_every_day_has_a_story_with_other_people(scale: str, days: int) -> None:
    quarter = Quarter(Town(demo.SEED, scale))
    outbreak = outbreak_of(quarter, NOON + timedelta(days=days))

    cast = next(outbreak.casts())

    first, second, third = cast.first, cast.seconds[0], cast.thirds[0]
    assert cast.is_rich
    assert second.who.key in outbreak.exposed_to(first)
    assert len({patient.who.home for patient in (first, second, third)}) == 3
    for patient in (first, second, third):
        assert patient.specimen_at < patient.isolated_at < NOON + timedelta(days=days)
        assert patient.onset_at is None or patient.onset_at <= patient.specimen_at
        assert quarter.has_own_phone(patient.who)
    said = outbreak.interview(first)
    assert said[0].kind == "household"
    assert all(each.people or each.venue for each in said)
    assert outbreak.interview(first) == said
    assert next(outbreak_of(quarter, NOON + timedelta(days=days)).casts()).first == first


def test_nobody_falls_ill_twice(quarter: Quarter) -> None:
    today = next(outbreak_of(quarter, NOON).casts())
    ill = {today.first.who.key, today.seconds[0].who.key}

    told = outbreak_of(quarter, NOON)
    again = Outbreak(quarter, NOON.date(), told.stays, RULES, ill)

    for cast in again.casts():
        players = {patient.who.key for patient in (cast.first, *cast.seconds, *cast.thirds)}
        assert not players & ill
        assert not {step.person for step in cast.infections} & ill


def test_the_fair_is_too_crowded_for_one_person_and_its_numbers_are_nobody_elses(quarter: Quarter) -> None:
    crowd = visitors(quarter.seed)
    others = [r.person for r in quarter.residents] + list(quarter.town.people)

    assert len(crowd) > trace_policy(NOON.date()).hold_group_above + 1
    assert len({person.phone for person in crowd}) == len(crowd)
    assert not {person.phone for person in crowd} & {person.phone for person in others}
    assert len({person.registration_id(quarter.seed) for person in crowd}) == len(crowd)
    assert {person.unit for person in crowd} == {demo.COMMUNE, demo.NEIGHBOUR}


# -- figures ------------------------------------------------------------------------------------------------------


def test_misses_are_told_apart() -> None:
    def met(person: str, place: str, mine: Heard, theirs: Heard) -> list[Nearness]:
        both = stay("f0", place, NOON, 60, mine), stay(person, place, NOON, 60, theirs)
        return [Nearness(*both, NOON, NOON + HOUR)]

    scanned, silent = Heard.SCANNED, Heard.NOT
    really = {
        "found": met("found", "cafe", scanned, scanned),
        "silent": met("silent", "cafe", scanned, silent),
        "cut": met("cut", "cafe", scanned, Heard.WRITTEN_DOWN),
        "guest": met("guest", "home/1", silent, silent),
    }

    result = measured({"found", "stranger"}, really)

    assert (result.real, result.right) == (4, 1)
    assert result.missed == {UNRECORDED: 1, SHORTER: 1, UNTOLD: 1}
    assert result.added == {LONGER: 1}


def test_a_note_is_of_its_day_and_of_no_other(tmp_path) -> None:
    file = tmp_path / "outbreak.json"
    assert noted(file, "2021-10-02") == Noted("2021-10-02")
    told = Noted("2021-10-02", cases={"A": CaseTold("WE8V-SHVJ", "0/0", f1=3, missed={"x": 1})}, done=True)
    told.held = Held("WE8V-SHVJ", 519, 0)
    told.save(file)

    assert noted(file, "2021-10-02") == told
    assert noted(file, "2021-10-03") == Noted("2021-10-03", earlier={"0/0": "WE8V-SHVJ"})
    file.write_text("{}")
    assert noted(file, "2021-10-02") == Noted("2021-10-02")


def test_the_table_says_what_was_measured() -> None:
    case = CaseTold("WE8V-SHVJ", "0/0", f1=3, really_exposed=4, rightly_traced=3, missed={UNRECORDED: 1})
    told = Noted("2021-10-02", cases={"A": case}, readers=3, exactly_once=3, done=True)
    told.held = Held("74K2-7N66", 519, 0)
    endpoints = {"web": "http://127.0.0.1:8080", "api": "http://127.0.0.1:8080/api", "staff": []}

    lines = list(report.lines(told, endpoints, is_new=True))

    assert any(line.endswith("75 %") and "recall" in line for line in lines)
    assert any(line.endswith("100 %") and "precision" in line for line in lines)
    assert any(UNRECORDED in line and line.endswith("1") for line in lines)
    assert any("http://127.0.0.1:8080/tracer/case#WE8V-SHVJ" in line for line in lines)
    assert any(line.endswith("519") and "held" in line for line in lines)
    assert not any("/as#" in line for line in lines), "nobody was told"
    told.reader = "ey.token"
    assert any(
        line.endswith("http://127.0.0.1:8080/as#ey.token") for line in report.lines(told, endpoints, is_new=True)
    )
    again = list(report.lines(told, endpoints, is_new=False))
    assert any("told before" in line for line in again)
