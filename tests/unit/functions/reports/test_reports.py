"""Counters: from stream records to the figures an officer reads."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from adapters.dynamo.venue.item import item_from_venue
from adapters.dynamo.visit.item import item_from_visit
from adapters.memory.secret.secrets import PlainSealer
from domain.base.errors import InvalidInput
from domain.figures.statistics import Metric
from domain.people.roles import FIGURE_READERS, Role
from domain.presence.dispute import disputed, settled, withdrawn
from domain.presence.visit import Flag
from functions.reports import reconcile, stream, wiring
from functions.reports.service import figures as service
from tests.builders.base import HUE, KIM_LONG, NOW, VY_DA
from tests.builders.presence import POLICY, a_venue, a_visit
from tests.doors.sign_in import staff_token

TODAY = date(2021, 10, 2)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def book(house, monkeypatch):
    parts = wiring.BookParts(house.book, house.clock)
    monkeypatch.setattr(wiring, "book_parts", lambda: parts)
    return house.book


def change(item, name="INSERT"):
    return {"eventName": name, "dynamodb": {"NewImage": item}}


def visits(*made):
    return [change(item_from_visit(visit)) for visit in made]


def feed(*records):
    return stream.handler({"Records": list(records)}, None)


def figures(house, role=Role.COMMUNE_OFFICER, area=VY_DA, **query):
    return house.call("getStatistics", token=staff_token(role, area), query=query)


def today(house):
    reply = figures(house, **{"from": "2021-10-02", "to": "2021-10-02"}).json
    (day,) = reply["days"]
    return day


def test_check_ins_and_new_venues_are_counted_by_day_and_kind(house):
    feed(
        *visits(a_visit(1), a_visit(2), a_visit(3, category="market")),
        change(item_from_venue(a_venue(), PlainSealer())),
    )
    assert today(house) == {
        "date": "2021-10-02",
        "venues_created": 0,
        "check_ins": 3,
        "check_ins_by_category": {"grocery": 2, "market": 1},
        "venues_created_by_category": {},
    }
    venue_day = figures(house).json["days"][-3]
    assert (venue_day["date"], venue_day["venues_created_by_category"]) == ("2021-09-30", {"grocery": 1})


def test_any_repetition_order_and_cutting_of_batches_counts_the_same(house):
    records = visits(*(a_visit(n, at=NOW + timedelta(minutes=n)) for n in range(30)))
    dice = random.Random(7)  # noqa: S311 - repeatable
    for _ in range(12):
        batch = dice.sample(records, k=dice.randint(1, 20))
        feed(*batch, *batch[:3])
    feed(*records)
    assert today(house)["check_ins"] == 30


def test_a_check_out_is_no_second_check_in(house):
    visit = a_visit()
    feed(*visits(visit))
    feed(change(item_from_visit(replace(visit, is_open=False)), "MODIFY"))
    assert today(house)["check_ins"] == 1


def test_a_visit_taken_back_is_not_counted_whatever_arrives_first(house):
    visit = a_visit()
    void = change(item_from_visit(replace(visit, flags=(Flag.CODE_TYPED, Flag.VOID))), "MODIFY")
    feed(void)
    feed(*visits(visit))
    assert today(house)["check_ins"] == 0


STANDS, FALLS = {"stands": True}, {"stands": False}


@pytest.mark.parametrize(
    ("done", "counted"),
    [
        ([lambda v: disputed(v, why="")], 1),
        ([lambda v: disputed(v, why=""), lambda v: settled(v, **STANDS)], 1),
        ([lambda v: disputed(v, why=""), lambda v: settled(v, **FALLS)], 0),
        ([lambda v: withdrawn(v, by=None, policy=POLICY, now=NOW)], 0),
        ([lambda v: disputed(v, why=""), lambda v: withdrawn(v, by=None, policy=POLICY, now=NOW)], 0),
    ],
)
def test_a_visit_counts_until_it_is_void_by_whomever(house, book, done, counted):
    """Also in another order, twice, and counted anew."""
    visit = a_visit(recorded_by="P#owner", recorded_at=NOW)
    records = visits(visit)
    for change_of in done:
        visit = change_of(visit)
        records.append(change(item_from_visit(visit), "MODIFY"))
    feed(*records, *visits(a_visit(2)))
    assert today(house)["check_ins"] == counted + 1
    for record in reversed(records):
        feed(record)
    book.recount(Metric.CHECK_IN, visit.unit_path, "20211002", now=NOW)
    assert today(house)["check_ins"] == counted + 1


def test_a_visit_deleted_by_its_retention_stays_counted(house):
    feed(*visits(a_visit()))
    feed({"eventName": "REMOVE", "dynamodb": {"OldImage": item_from_visit(a_visit())}})
    assert today(house)["check_ins"] == 1


def test_a_late_arrival_counts_on_its_own_day(house):
    feed(*visits(a_visit(at=NOW - 3 * DAY)))
    days = {day["date"]: day["check_ins"] for day in figures(house).json["days"]}
    assert (days["2021-09-29"], days["2021-10-02"]) == (1, 0)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2021, 10, 1, 16, 59, 59, tzinfo=UTC), "2021-10-01"),
        (datetime(2021, 10, 1, 17, 0, 0, tzinfo=UTC), "2021-10-02"),
    ],
)
def test_a_day_begins_at_local_midnight(house, moment, day):
    feed(*visits(a_visit(at=moment)))
    assert {d["date"] for d in figures(house).json["days"] if d["check_ins"]} == {day}


def poisoned():
    good = item_from_visit(a_visit(9))
    return [
        {},
        {"eventName": "INSERT"},
        {"eventName": "INSERT", "dynamodb": {}},
        change({}),
        change({"pk": {"S": "P#x"}, "sk": {"S": "V#x"}}),
        change({**good, "i": {"N": "x"}}),
        change({**good, "i": {"N": "9" * 30}}),
        change({**good, "i": {"S": "1"}}),
        change({**good, "f": {"L": [{"S": "unheard-of"}]}}),
        change({**good, "s": {"S": "?"}}),
        change({"pk": None, "sk": None}),
    ]


@pytest.mark.parametrize("record", poisoned(), ids=str)
def test_a_record_that_cannot_be_read_does_not_block_its_neighbours(house, record):
    feed(*visits(a_visit(1)), record, *visits(a_visit(2)))
    assert today(house)["check_ins"] == 2


def test_what_is_neither_visit_nor_venue_states_no_fact(house):
    feed(change({"pk": {"S": "c#mhjy4aa8"}, "sk": {"S": "META"}, "vid": {"S": "0wjp7457"}}))
    assert not any(day["check_ins"] or day["venues_created"] for day in figures(house).json["days"])


def test_a_crash_between_noting_and_counting_is_made_good(house, monkeypatch):
    def crash(*_, **__):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(house.book, "recount", crash)
        with pytest.raises(RuntimeError):
            feed(*visits(a_visit()))
    assert house.book.marked()
    assert reconcile.handler({}, None) == {"days": 1}
    assert today(house)["check_ins"] == 1
    assert reconcile.handler({}, None) == {"days": 0}


def test_a_province_adds_up_its_communes_and_names_each(house):
    feed(*visits(a_visit(1), a_visit(2, unit_path="VN-2025H2/46/19774"), a_visit(3, unit_path="VN-2025H2/46/19774")))
    reply = figures(house, Role.PROVINCE_OFFICER, HUE).json
    assert reply["days"][-1]["check_ins"] == 3
    assert [(unit["unit"]["name"], unit["check_ins"]) for unit in reply["units"]] == [
        ("Phường Kim Long", 2),
        ("Phường Vỹ Dạ", 1),
    ]


@pytest.mark.parametrize("role", sorted(FIGURE_READERS))
def test_every_reader_of_figures_reads_those_of_the_own_unit_alone(house, role):
    assert figures(house, role, VY_DA, unit=VY_DA.code).status == 200
    assert figures(house, role, HUE, unit=VY_DA.code).status == 200
    assert figures(house, role, VY_DA, unit=KIM_LONG.code).code == "outside-jurisdiction"
    assert figures(house, role, VY_DA, unit=HUE.code).code == "outside-jurisdiction"


def test_without_dates_the_last_fourteen_days_are_shown(house):
    reply = figures(house).json
    assert (reply["from"], reply["to"], len(reply["days"])) == ("2021-09-19", "2021-10-02", 14)
    assert reply["updated_at"] == "2021-10-02T08:15:12+07:00"


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ({"from": "2021-10-02", "to": "2021-10-01"}, ("from", "period")),
        ({"from": "2021-01-01", "to": "2021-10-01"}, ("from", "period")),
        ({"from": "0001-01-01"}, ("from", "period")),
        ({"to": "0001-01-01"}, ("to", "period")),
        ({"to": "9999-12-31"}, ("to", "period")),
        ({"from": "2021-13-01"}, ("from", "date")),
        ({"to": "hôm nay"}, ("to", "date")),
        ({"unit": "99999"}, ("unit", "unit")),
        ({"scheme": "VN-1999"}, ("unit", "unit")),
        ({"days": "3"}, ("days", "unknown-field")),
    ],
)
def test_an_impossible_span_or_unit_is_refused(house, query, fault):
    reply = figures(house, **query)
    assert (reply.status, reply.faults) == (422, {fault})


@pytest.mark.parametrize("days", [1, 92])
def test_a_span_of_up_to_ninety_two_days_is_shown(days):
    span = service.span(TODAY - timedelta(days=days - 1), TODAY, today=TODAY)
    assert len(span.days) == days


def test_a_day_more_is_too_long():
    with pytest.raises(InvalidInput):
        service.span(TODAY - timedelta(days=92), TODAY, today=TODAY)


def test_health_says_that_the_door_opens(house):
    assert house.call("getHealth").json == {"status": "ok"}


def test_the_contract_is_served_as_it_was_built(house, monkeypatch, tmp_path):
    from functions.reports import api

    built = tmp_path / "openapi.json"
    built.write_text('{"openapi": "3.1.0"}')
    monkeypatch.setattr(api, "_CONTRACT", built)
    reply = house.call("getOpenApi")
    assert reply.json == {"openapi": "3.1.0"}
    assert reply.headers["content-type"].startswith("application/json")
