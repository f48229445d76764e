"""Contacts of a case and of a unit: whom staff see, in which order, and what is masked."""

import pytest

from domain.tracing.codes import CaseCode
from tests.builders.base import KIM_LONG, SCHEME, VY_DA, a_unit
from tests.builders.people import a_person_id
from tests.runs import Play
from tests.unit.functions.trace.contact_calls import (
    an_outbreak,
    everybody,
    home,
    ids_of,
    listed,
    numbers,
    opened,
    records,
    three_cases,
    update,
)
from tests.unit.functions.trace.outbreak import (
    HOUR,
    MINUTE,
    NEIGHBOUR,
    TRACER,
    case_of,
    confirmed,
    market,
    person,
    refused,
    traced_case,
    were_there,
)

# A list of one case


def test_a_contact_in_the_list_is_masked(house):
    person(house, 2, full_name="Trần Văn Minh", phone="+84987654321", year_of_birth=1990)
    code = an_outbreak(house, wide=1)
    (row,) = listed(house, case_id=code)["contacts"]
    assert row == {
        "case_id": code,
        "person_id": str(a_person_id(2)),
        "level": "F1",
        "closeness": "VC",
        "status": "to_call",
        "attempts": 0,
        "revision": 0,
        "due_at": "2021-10-03T08:15:12+07:00",
        "overdue": False,
        "display_name": "T. V. Minh",
        "phone_masked": "0987•••321",
        "year_of_birth": 1990,
        "unit": {"scheme": SCHEME, "code": VY_DA.code, "name": "Phường Vỹ Dạ"},
        "first_exposure": "2021-10-01T18:15:12+07:00",
        "last_exposure": "2021-10-01T19:15:12+07:00",
        "minutes": 60.0,
        "evidence": [
            {
                "kind": "VC",
                "from": "2021-10-01T18:15:12+07:00",
                "to": "2021-10-01T19:15:12+07:00",
                "minutes": 60.0,
                "venue_id": "0000001p",
                "venue_name": "Tạp hóa Cô Ba 1",
                "category": "market",
                "assumed": True,
            }
        ],
        "told_at": "2021-10-02T08:15:12+07:00",
        "told_state": "issued",
        "told_since": "2021-10-02T08:15:12+07:00",
        "number_reaches": True,
    }
    assert {r.act for r in records(house)} == {"person-named", "case-confirmed"}, "a masked list opens nobody"
    assert {r.subject for r in records(house)} == {f"P#{a_person_id(1)}"}


def test_a_person_without_a_phone_is_in_the_list(house):
    person(house, 2, phone=None)
    code = an_outbreak(house, wide=1)
    (row,) = listed(house, case_id=code)["contacts"]
    assert row["phone_masked"] == ""


def test_close_contacts_come_first_and_their_clock_is_shorter(house):
    code = an_outbreak(house, wide=3, at_home=(20, 21))
    rows = listed(house, case_id=code, limit=4)["contacts"]
    first = rows[:2]
    assert {row["person_id"] for row in first} == numbers(20, 21)
    assert {(row["closeness"], row["due_at"]) for row in first} == {("HH", "2021-10-02T12:15:12+07:00")}
    house.clock.passes(4 * HOUR)
    assert not any(row["overdue"] for row in everybody(house, case_id=code))
    house.clock.passes(MINUTE)
    assert {row["person_id"] for row in everybody(house, case_id=code) if row["overdue"]} == numbers(20, 21)
    update(house, code, 20, outcome="answered")
    assert {row["person_id"] for row in everybody(house, case_id=code) if row["overdue"]} == numbers(21)


def test_a_contact_who_became_a_case_is_marked(house):
    code = an_outbreak(house, wide=2)
    other = confirmed(house, 2)
    rows = everybody(house, case_id=code)
    assert {row["person_id"]: row.get("became_case_id") for row in rows} == {
        str(a_person_id(2)): other,
        str(a_person_id(3)): None,
    }


def test_who_was_erased_since_is_left_out(house):
    code = an_outbreak(house, wide=3)
    del house.persons._persons[a_person_id(3)]
    assert {row["person_id"] for row in everybody(house, case_id=code)} == numbers(2, 4)
    assert opened(house, code, 3).code == "contact-unknown"


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_every_contact_stands_on_exactly_one_page(house, limit):
    code = an_outbreak(house, wide=9, at_home=(20, 21, 22))
    rows = everybody(house, case_id=code, limit=limit)
    assert len(ids_of(rows)) == len(set(ids_of(rows))) == 12
    assert {row["person_id"] for row in rows} == numbers(*range(2, 11), 20, 21, 22)


@pytest.mark.parametrize("limit", [1, 3, 100])
@pytest.mark.parametrize(
    ("filters", "people"),
    [
        ({"status": "to_call"}, (4, 5, 6, 7, 8, 9, 10, 21, 22)),
        ({"status": "reached"}, (2, 20)),
        ({"status": "closed"}, (3,)),
        ({"status": "open"}, (2, 4, 5, 6, 7, 8, 9, 10, 20, 21, 22)),
        ({"status": "quarantined"}, ()),
        ({"grade": "F2"}, (22,)),
        ({"grade": "F1", "status": "to_call"}, (4, 5, 6, 7, 8, 9, 10, 21)),
    ],
)
def test_filters_keep_what_they_name(house, filters, people, limit):
    for number in (20, 21, 22):
        person(house, number)
    close = {"kind": "met_close", "from": "2021-10-01T20:00:00+07:00", "to": "2021-10-01T21:00:00+07:00"}
    f2 = {**close, "people": [{"person_id": str(a_person_id(22))}], "of_person_id": str(a_person_id(20))}
    for number in range(1, 11):
        person(house, number)
    market(house)
    were_there(house, range(1, 11))
    code = traced_case(house, milestones=[home(20, 21), f2])
    for number in (2, 20):
        update(house, code, number)
    update(house, code, 3, status="closed")
    for query in ({"case_id": code}, {}):
        rows = everybody(house, limit=limit, **filters, **query)
        assert len(rows) == len(people)
        assert {row["person_id"] for row in rows} == numbers(*people)


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ({"case_id": "x"}, ("case_id", "case-id")),
        ({"cursor": "nonsense"}, ("cursor", "cursor")),
        ({"cursor": "first:-1"}, ("cursor", "cursor")),
        ({"cursor": "first:٣"}, ("cursor", "cursor")),
        ({"cursor": "rest:pfghnbvpram4x"}, ("cursor", "cursor")),
        ({"status": "cured"}, ("status", "choice")),
        ({"grade": "F3"}, ("grade", "choice")),
        ({"limit": "0"}, ("limit", "range")),
        ({"limit": "101"}, ("limit", "range")),
    ],
)
def test_a_list_asked_for_in_a_way_that_is_none(house, query, fault):
    code = an_outbreak(house, wide=1)
    reply = house.call("listContacts", token=TRACER, query={"case_id": code, **query})
    assert refused(reply, 422, "invalid", fault)


def test_a_list_of_an_unknown_or_foreign_case(house):
    code = an_outbreak(house, wide=1)
    unknown = {"case_id": CaseCode.from_random(7).shown}
    reply = house.call("listContacts", token=TRACER, query=unknown)
    assert refused(reply, 404, "case-unknown", ("case_id", "case-unknown"))
    reply = house.call("listContacts", token=NEIGHBOUR, query={"case_id": code})
    assert refused(reply, 403, "outside-jurisdiction")


@pytest.mark.parametrize("limit", [1, 2, 5, 13, 100])
def test_the_queue_holds_every_contact_of_every_open_case_once(house, limit):
    codes = three_cases(house)
    rows = everybody(house, limit=limit)
    wanted = {(codes[0], person_id) for person_id in numbers(*range(4, 16), 31)}
    wanted |= {(codes[1], person_id) for person_id in numbers(*range(12, 20), 32)}
    assert len(rows) == len(ids_of(rows))
    assert set(ids_of(rows)) == wanted
    assert [row["case_id"] for row in rows] == [codes[1]] * 9 + [codes[0]] * 13


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_a_case_confirmed_meanwhile_moves_nothing_in_the_queue(house, limit):
    three_cases(house)
    before = ids_of(everybody(house, limit=100))
    fresh = iter(range(50, 150))

    def another_case():
        number = next(fresh)
        person(house, number)
        person(house, number + 1_000)
        traced_case(house, number, milestones=[home(number + 1_000)], confirmed_at="2021-10-02T08:10:00+07:00")

    assert ids_of(everybody(house, limit=limit, between=another_case)) == before


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_a_case_retracted_meanwhile_leaves_the_queue_and_stops_nobody(house, limit):
    older, newer, _ = three_cases(house)
    rows = everybody(
        house,
        limit=limit,
        between=lambda: house.call("retractCase", {}, token=TRACER, case_id=newer),
    )
    assert [row["case_id"] for row in rows] == [newer] * limit + [older] * 13


def test_a_hand_over_taken_back_meanwhile_stops_nobody(house, monkeypatch):
    """The index that lists the cases of a commune follows a moment later."""
    person(house, 1)
    person(house, 2, unit=KIM_LONG)
    person(house, 3, unit=KIM_LONG)
    person(house, 4, unit=KIM_LONG)
    gone = traced_case(house, milestones=[home(2)])
    own = traced_case(house, 3, token=NEIGHBOUR, milestones=[home(4)], confirmed_at="2021-10-02T07:30:00+07:00")
    handed = house.contacts.handed_over
    monkeypatch.setattr(
        house.contacts, "handed_over", lambda code: [] if code == CaseCode.parse(gone) else handed(code)
    )
    assert [row["case_id"] for row in everybody(house, token=NEIGHBOUR)] == [own]


def test_a_queue_whose_filter_leaves_almost_nobody_comes_to_its_end(house):
    code = an_outbreak(house, wide=60)
    update(house, code, 50, status="closed")
    for query in ({"case_id": code}, {}):
        (row,) = everybody(house, limit=2, status="closed", **query)
        assert row["person_id"] == str(a_person_id(50))


def test_a_unit_with_many_quiet_cases_comes_to_its_end(house):
    code = an_outbreak(house, wide=1)
    for number in range(100, 165):
        person(house, number)
        confirmed(house, number, confirmed_at="2021-10-02T08:05:00+07:00")
    assert ids_of(everybody(house, limit=20)) == [(code, str(a_person_id(2)))]


@pytest.mark.parametrize(
    "cursor", ["x", "|", "x|first:0", "|rest:x", "9999999999#00000000|x|", "a|b|c|d", "|WE8V-SHVJ|first:0"]
)
def test_a_place_in_the_queue_that_is_none(house, cursor):
    an_outbreak(house, wide=1)
    reply = house.call("listContacts", token=TRACER, query={"cursor": cursor})
    assert reply.status in {200, 422}
    assert reply.status == 200 or refused(reply, 422, "invalid", ("cursor", "cursor"))


# While a run is under way


def test_contacts_are_seen_as_soon_as_they_are_found(house):
    person(house, 1)
    person(house, 2)
    code = confirmed(house, milestones=[home(2)])
    play = Play.of(house, CaseCode.parse(code), 1).to("HandOver")
    (row,) = everybody(house, case_id=code)
    assert "told_at" not in row
    assert case_of(house, code).status == "running"
    play.to_the_end()
    (row,) = everybody(house, case_id=code)
    assert row["told_at"] == "2021-10-02T08:15:12+07:00"
    assert a_unit().path == case_of(house, code).unit_path
