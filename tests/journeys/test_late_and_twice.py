"""Submissions as real phones send them: again, in the wrong order, days late, with a wrong clock."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from domain.base.period import LOCAL, shown
from tests.journeys.actors.citizen import Citizen, Venue
from tests.journeys.actors.names import ago, now
from tests.journeys.actors.town import Commune, Town
from tests.journeys.actors.wire import Reply

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def commune(town: Town) -> Commune:
    """One for the stories that count nothing that happens in it: a province has about a hundred."""
    return town.commune()


@pytest.fixture
def cafe(commune: Commune) -> Venue:
    """90 minutes by default, four hours at most."""
    return commune.volunteer.registers_venue("food")


@pytest.fixture
def lan(commune: Commune) -> Citizen:
    return commune.citizen()


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_the_same_scan_again_is_the_same_visit(lan: Citizen, cafe: Venue) -> None:
    at = ago(minutes=5)
    first = lan.scans(cafe, at).ok(201)

    again = [lan.scans(cafe, at).ok(200) for _ in range(3)]
    by_typing = lan.wire.post("/visits", {"code": cafe.code, "at": shown(at)}).ok(200)

    assert [each["visit_id"] for each in [*again, by_typing]] == [first["visit_id"]] * 4
    assert len(lan.visits()) == 1


def test_leaving_twice_keeps_the_first_leaving(lan: Citizen, cafe: Venue) -> None:
    left = ago(minutes=30)
    visit = lan.checks_in(cafe, left - timedelta(minutes=30))
    first = lan.leaves(visit["visit_id"], left).ok(200)

    again = lan.leaves(visit["visit_id"], ago(minutes=10)).ok(200)

    assert (first["open"], again["until"]) == (False, first["until"])
    assert moment(first["until"]) == moment(visit["from"]) + timedelta(minutes=30)


@pytest.mark.parametrize("order", ["in-then-out", "whole", "whole-then-in", "in-then-whole"])
def test_however_it_arrives_the_stored_visit_is_the_same(lan: Citizen, cafe: Venue, order: str) -> None:
    at, out = ago(hours=2), ago(hours=1)
    whole = {"out_at": shown(out)}
    visit_id = f"{int(at.timestamp())}-{cafe.venue_id}"
    sent: dict[str, list[Callable[[], Reply]]] = {
        "in-then-out": [lambda: lan.scans(cafe, at), lambda: lan.leaves(visit_id, out)],
        "whole": [lambda: lan.scans(cafe, at, **whole)],
        "whole-then-in": [lambda: lan.scans(cafe, at, **whole), lambda: lan.scans(cafe, at)],
        "in-then-whole": [lambda: lan.scans(cafe, at), lambda: lan.scans(cafe, at, **whole)],
    }
    for send in sent[order]:
        send().ok(200, 201)

    (visit,) = lan.visits()
    assert (visit["visit_id"], visit["open"]) == (visit_id, False)
    assert (moment(visit["from"]), moment(visit["until"])) == (at, out)


def test_leaving_before_the_arrival_is_known_is_refused_and_can_be_sent_again(lan: Citizen, cafe: Venue) -> None:
    at, out = ago(minutes=50), ago(minutes=20)
    visit_id = f"{int(at.timestamp())}-{cafe.venue_id}"

    lan.leaves(visit_id, out).refused(404, "visit-unknown")
    lan.checks_in(cafe, at)
    lan.leaves(visit_id, out).ok(200)

    (visit,) = lan.visits()
    assert moment(visit["until"]) == out


def test_a_visit_nobody_ends_has_its_usual_length(lan: Citizen, cafe: Venue) -> None:
    visit = lan.checks_in(cafe, ago(hours=6))

    assert moment(visit["until"]) - moment(visit["from"]) == timedelta(minutes=90)
    capped = lan.leaves(visit["visit_id"], now()).ok(200)
    assert moment(capped["until"]) - moment(capped["from"]) == timedelta(minutes=240)
    assert capped["flags"] == ["capped"]


def test_coming_back_is_a_second_visit(lan: Citizen, cafe: Venue) -> None:
    lan.checks_in(cafe, ago(hours=5), out_at=shown(ago(hours=4)))
    lan.checks_in(cafe, ago(hours=1))

    assert [visit["open"] for visit in lan.visits()] == [True, False]


def test_the_next_check_in_ends_the_one_before_but_not_the_market_around_the_stall(
    commune: Commune, lan: Citizen
) -> None:
    market = commune.volunteer.registers_venue("market")
    stall = commune.volunteer.registers_venue("shop", parent_venue_id=market.venue_id)
    bank = commune.volunteer.registers_venue("essential")

    outside = lan.checks_in(market, ago(minutes=30))
    inside = lan.checks_in(stall, ago(minutes=20), leaves={"visit_id": outside["visit_id"]})
    assert "left" not in inside
    gone = lan.checks_in(bank, ago(minutes=10), leaves={"visit_id": outside["visit_id"]})

    assert gone["left"]["visit_id"] == outside["visit_id"]
    assert gone["left"]["until"] == gone["from"]


def test_a_scan_of_six_days_ago_arrives_and_one_of_eight_does_not(lan: Citizen, cafe: Venue) -> None:
    late = lan.checks_in(cafe, ago(days=6, hours=23), client_now=shown(now()))

    assert moment(late["from"]) < ago(days=6, hours=22)
    lan.scans(cafe, ago(days=8), client_now=shown(now())).refused(422, "visit-too-old")
    lan.scans(cafe, ago(days=8)).refused(422, "visit-too-old")
    lan.scans(cafe, now() + timedelta(minutes=10)).refused(422, "visit-in-future")
    assert len(lan.visits()) == 1


@pytest.mark.parametrize(
    ("clock_is_off_by", "flags"),
    [(timedelta(seconds=60), []), (timedelta(hours=3), ["clock_shifted"]), (timedelta(days=-400), ["clock_shifted"])],
)
def test_a_phone_with_a_wrong_clock_was_there_when_it_was_there(
    lan: Citizen, cafe: Venue, clock_is_off_by: timedelta, flags: list[str]
) -> None:
    quarter, before = timedelta(minutes=15), now()
    its_now = before + clock_is_off_by
    body = {"client_now": shown(its_now), "age_ms": 15 * 60_000}

    first = lan.scans(cafe, its_now - quarter, **body).ok(201)
    after = now()
    again = lan.scans(cafe, its_now - quarter, **body).ok(200)

    trusted = abs(clock_is_off_by) if not flags else timedelta(0)
    assert before - quarter - trusted <= moment(first["from"]) <= after - quarter + trusted
    assert first.get("flags", []) == flags
    assert (again["visit_id"], again["from"]) == (first["visit_id"], first["from"])


def test_a_wrong_scan_is_taken_back_for_ten_minutes(lan: Citizen, cafe: Venue) -> None:
    fresh, old = lan.checks_in(cafe, ago(minutes=3)), lan.checks_in(cafe, ago(minutes=30))

    void = lan.takes_back(fresh["visit_id"]).ok(200)

    assert (void["flags"], void["until"]) == (["void"], void["from"])
    assert lan.takes_back(fresh["visit_id"]).ok(200) == void
    lan.takes_back(old["visit_id"]).refused(409, "void-too-late")


def test_a_visit_across_midnight_is_one_visit_of_its_first_day(town: Town) -> None:
    commune = town.commune()  # its figures are looked at
    lan, inn = commune.citizen(), commune.volunteer.registers_venue("lodging")
    midnight = ago(days=1).astimezone(LOCAL).replace(hour=0, minute=0, second=0)
    evening, morning = midnight - timedelta(minutes=30), midnight + timedelta(hours=7)

    visit = lan.checks_in(inn, evening, out_at=shown(morning))

    assert (moment(visit["from"]), moment(visit["until"])) == (evening, morning)
    commune.officer.sees({(evening.date().isoformat(), "lodging"): 1}, venues=1)
