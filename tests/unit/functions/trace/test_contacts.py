"""Contacts of a case and of a unit: whom staff see, what is masked, what is on record, who follows up."""

import csv
import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from adapters.memory.faults import Fault
from domain.people.roles import Role
from domain.telling.reach import WordState
from domain.tracing.codes import CaseCode
from domain.tracing.contact import Closeness
from domain.tracing.follow_up import MOST_ENTRIES, FollowUpState
from functions.kit.sheets.made import workbook
from functions.trace.contact.table import CLOSENESS, STATES, WORD
from tests.builders.base import HAI_VAN, HUE, KIM_LONG, NOW, SCHEME, VY_DA, a_unit
from tests.builders.people import a_person_id
from tests.builders.presence import a_venue
from tests.builders.sheets import first_sheet
from tests.runs import Play, traced
from tests.unit.functions.trace.outbreak import (
    HOUR,
    MINUTE,
    NEIGHBOUR,
    SECOND,
    TRACER,
    case_of,
    confirmed,
    market,
    nothing_stored,
    person,
    refused,
    token_of,
    traced_case,
    were_there,
)

STATION = token_of(Role.HEALTH_STATION)
NEIGHBOURS_STATION = token_of(Role.HEALTH_STATION, KIM_LONG)
PROVINCE = token_of(unit=HUE)
STRANGER = token_of(unit=HAI_VAN)


def listed(house, *, token=TRACER, **query):
    reply = house.call("listContacts", token=token, query=query)
    assert reply.status == 200, reply.content
    return reply.json


def everybody(house, *, token=TRACER, limit=20, between=lambda: None, **query):
    """Rows of all pages; `between` happens after each."""
    rows, cursor, pages = [], "", 0
    while True:
        page = listed(house, token=token, limit=limit, cursor=cursor, **query)
        assert len(page["contacts"]) <= limit
        rows += page["contacts"]
        cursor = page.get("next_cursor", "")
        pages += 1
        assert pages < 100, "the pages never end"
        if not cursor:
            return rows
        between()


def ids_of(rows):
    return [(row["case_id"], row["person_id"]) for row in rows]


def numbers(*people):
    return {str(a_person_id(number)) for number in people}


def home(*people):
    return {"kind": "household", "people": [{"person_id": str(a_person_id(number))} for number in people]}


def opened(house, code, number, *, token=TRACER, **body):
    return house.call("getContact", body, token=token, case_id=code, person_id=a_person_id(number))


def update(house, code, number, *, token=TRACER, **body):
    if body.get("status") == "closed":
        body = {"close_reason": "term_over", **body}
    return house.call(
        "updateContact", {"status": "reached", **body}, token=token, case_id=code, person_id=a_person_id(number)
    )


def records(house):
    return [record for record, _ in house.audit.records.values()]


def an_outbreak(house, *, wide=5, first=2, f0=1, at_home=()):
    """An F0 at the market with `wide` others; some more at home."""
    for number in (f0, *range(first, first + wide), *at_home):
        if house.persons.by_id(a_person_id(number)) is None:
            person(house, number)
    if not house.venues.by_ids([]) and not house.venues._venues:
        market(house)
    were_there(house, (f0, *range(first, first + wide)))
    return traced_case(house, f0, milestones=[home(*at_home)] if at_home else [])


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


# The queue of a unit


def three_cases(house):
    """Newest confirmation first; contacts overlap, for one person may be a contact of several."""
    for number in range(1, 40):
        person(house, number)
    market(house)
    codes = []
    for f0, people in ((1, range(4, 16)), (2, range(12, 20)), (3, ())):
        at = NOW - timedelta(hours=30 - 8 * f0)
        were_there(house, (f0, *people), at=at)
        codes.append(
            traced_case(
                house,
                f0,
                milestones=[home(30 + f0)] if people else [],
                confirmed_at=f"2021-10-02T07:0{f0}:00+07:00",
            )
        )
    return codes


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


# Hand-over


def in_three_communes(house):
    """An F0 of Vỹ Dạ with contacts at home, in Kim Long (same province) and in Hải Vân (another province)."""
    person(house, 1)
    person(house, 2)
    person(house, 3, unit=KIM_LONG, full_name="Trần Văn Minh")
    person(house, 4, unit=HAI_VAN)
    return traced_case(house, milestones=[home(2, 3, 4)])


def test_everybody_is_seen_by_the_case_s_unit_and_each_by_where_they_live(house):
    code = in_three_communes(house)
    seen = {
        token: {row["person_id"]: row.get("handed_over", False) for row in everybody(house, token=token, case_id=code)}
        for token in (TRACER, NEIGHBOUR, STRANGER, PROVINCE)
    }
    two, three, four = (str(a_person_id(number)) for number in (2, 3, 4))
    assert seen[TRACER] == {two: False, three: True, four: True}
    assert seen[NEIGHBOUR] == {three: False}
    assert seen[STRANGER] == {four: False}
    assert seen[PROVINCE] == {two: False, three: False, four: True}


def test_a_commune_without_a_contact_sees_nothing_of_the_case(house):
    person(house, 1)
    person(house, 2)
    code = traced_case(house, milestones=[home(2)])
    with nothing_stored(house):
        for reply in (
            house.call("listContacts", token=NEIGHBOUR, query={"case_id": code}),
            opened(house, code, 2, token=NEIGHBOUR),
            opened(house, code, 9, token=NEIGHBOUR),
            update(house, code, 2, token=NEIGHBOUR),
        ):
            assert refused(reply, 403, "outside-jurisdiction")
    assert everybody(house, token=NEIGHBOUR) == []


def test_a_third_commune_does_not_open_who_lives_in_the_second(house):
    code = in_three_communes(house)
    assert opened(house, code, 3, token=STRANGER).code == "outside-jurisdiction"
    assert opened(house, code, 2, token=NEIGHBOUR).code == "outside-jurisdiction"
    assert opened(house, code, 3, token=NEIGHBOUR).json["full_name"] == "Trần Văn Minh"


def test_the_case_stands_in_the_list_of_the_commune_it_was_handed_to(house):
    code = in_three_communes(house)
    for token in (NEIGHBOUR, STRANGER):
        (row,) = house.call("listCases", token=token).json["cases"]
        assert row == {
            "case_id": code,
            "status": "published",
            "confirmed_at": "2021-10-02T08:00:00+07:00",
            "unit": {"scheme": SCHEME, "code": VY_DA.code, "name": "Phường Vỹ Dạ"},
            "f1": 0,
            "f2": 0,
            "handed_over": True,
            "handed_people": 1,
        }
        assert house.call("getCase", token=token, case_id=code).code == "outside-jurisdiction"
        assert house.call("getTrace", token=token, case_id=code).code == "outside-jurisdiction"


def test_the_queue_of_a_commune_holds_its_own_cases_and_those_handed_over(house):
    code = in_three_communes(house)
    person(house, 5, unit=KIM_LONG)
    person(house, 6, unit=KIM_LONG)
    own = traced_case(house, 5, token=NEIGHBOUR, milestones=[home(6)])
    rows = everybody(house, token=NEIGHBOUR, limit=1)
    assert set(ids_of(rows)) == {(code, str(a_person_id(3))), (own, str(a_person_id(6)))}


def test_who_lives_elsewhere_is_followed_up_there(house):
    code = in_three_communes(house)
    with nothing_stored(house):
        assert refused(update(house, code, 3), 403, "handed-over", ("person_id", "handed-over"))
    row = update(house, code, 3, token=NEIGHBOURS_STATION, outcome="answered").json
    assert (row["status"], row["attempts"], row["accepted_at"]) == ("reached", 1, "2021-10-02T08:15:12+07:00")
    house.clock.passes(48 * HOUR)
    assert update(house, code, 3).code == "handed-over", "taken over there: it stays there"
    seen = [row for row in everybody(house, case_id=code) if row["person_id"] == str(a_person_id(3))]
    assert [(row["status"], row["accepted_at"]) for row in seen] == [("reached", "2021-10-02T08:15:12+07:00")]


def test_whom_nobody_took_over_in_a_day_comes_back(house):
    code = in_three_communes(house)
    house.clock.passes(24 * HOUR)
    assert update(house, code, 3).code == "handed-over"
    house.clock.passes(timedelta(seconds=1))
    row = update(house, code, 3, outcome="no_answer", status="to_call").json
    assert (row["attempts"], row.get("accepted_at")) == (1, None)
    assert update(house, code, 3, token=NEIGHBOUR).json["accepted_at"] == "2021-10-03T08:15:13+07:00"
    assert update(house, code, 3).code == "handed-over"


def test_a_province_follows_up_in_all_its_wards(house):
    code = in_three_communes(house)
    assert update(house, code, 3, token=PROVINCE).status == 200
    assert update(house, code, 4, token=PROVINCE).code == "handed-over"


def test_a_contact_found_later_is_handed_over_by_the_next_run(house):
    code = in_three_communes(house)
    person(house, 7, unit=KIM_LONG)
    house.call("amendCase", {"milestones": [home(2, 3, 4, 7)]}, token=TRACER, case_id=code)
    traced(house, code)
    assert {row["person_id"] for row in everybody(house, token=NEIGHBOUR, case_id=code)} == numbers(3, 7)
    house.call("amendCase", {"milestones": [home(2, 4, 7)]}, token=TRACER, case_id=code)
    traced(house, code)
    assert {row["person_id"] for row in everybody(house, token=NEIGHBOUR, case_id=code)} == numbers(7)
    assert opened(house, code, 3, token=NEIGHBOUR).code == "outside-jurisdiction"


def test_a_retraction_takes_the_case_out_of_the_communes_lists(house):
    code = in_three_communes(house)
    house.call("retractCase", {}, token=TRACER, case_id=code)
    traced(house, code)
    assert house.call("listCases", token=NEIGHBOUR).json["cases"] == []
    assert house.contacts.handed_over(CaseCode.parse(code)) == []


# Opening


def test_an_opened_contact_has_name_and_number(house):
    person(house, 2, full_name="Trần Văn Minh", phone="+84987654321")
    code = an_outbreak(house, wide=1)
    (row,) = listed(house, case_id=code)["contacts"]
    shown = opened(house, code, 2).json
    assert shown == {**row, "full_name": "Trần Văn Minh", "phone": "+84987654321"}


@pytest.mark.parametrize(("query", "reason"), [({"reason": "gọi điện"}, "gọi điện"), ({}, "follow-up of a contact")])
def test_an_opening_is_on_record_before_it_is_shown(house, query, reason):
    code = an_outbreak(house, wide=1)
    house.audit.records.clear()
    assert opened(house, code, 2, token=STATION, **query).status == 200
    (record,) = records(house)
    assert (record.act, record.subject, record.actor, record.role, record.unit, record.reason, record.at) == (
        "contact-opened",
        f"P#{a_person_id(2)}",
        "S#staff-health_station",
        "health_station",
        str(VY_DA),
        reason,
        NOW,
    )


def test_nobody_is_opened_who_could_not_be_recorded(house):
    code = an_outbreak(house, wide=1)
    house.faults.plan("append", Fault.REFUSED)
    reply = opened(house, code, 2)
    assert (reply.status, reply.code) == (503, "busy")


def test_the_person_sees_that_she_was_opened(house):
    code = an_outbreak(house, wide=2)
    opened(house, code, 2, token=STATION, reason="gọi điện")
    house.clock.passes(MINUTE)
    opened(house, code, 2, token=SECOND)
    log = house.call("listAccessLog", token=house.device_token(a_person_id(2))).json["entries"]
    assert [(entry["act"], entry["role"], entry.get("reason", "")) for entry in log] == [
        ("contact-opened", "epidemiologist", ""),
        ("contact-opened", "health_station", "gọi điện"),
    ]
    assert "staff-" not in str(log)


def test_the_case_s_person_is_shown_no_phrase_of_the_platform_as_a_reason(house):
    code = an_outbreak(house, wide=1)
    house.call("getCase", token=TRACER, case_id=code)
    house.call("getTrace", token=TRACER, case_id=code)
    log = house.call("listAccessLog", token=house.device_token(a_person_id(1))).json["entries"]
    silent = [entry["act"] for entry in log if "reason" not in entry]
    assert sorted(silent) == ["case-confirmed", "case-read", "person-named", "trace-read"]


@pytest.mark.parametrize("operation", ["getContact", "updateContact"])
def test_who_is_no_contact_and_a_mistyped_id(house, operation):
    code = an_outbreak(house, wide=1)
    body = {"status": "reached"} if operation == "updateContact" else {}

    def ask(case_id, person_id, token=TRACER):
        return house.call(operation, body, token=token, case_id=case_id, person_id=person_id)

    with nothing_stored(house):
        assert refused(ask(code, a_person_id(9)), 404, "contact-unknown", ("person_id", "contact-unknown"))
        assert refused(ask(code, a_person_id(1)), 404, "contact-unknown", ("person_id", "contact-unknown"))
        assert refused(ask(code, "pfghnbvpram4x"), 422, "invalid", ("person_id", "person-id"))
        assert refused(ask("x", a_person_id(2)), 422, "invalid", ("case_id", "case-id"))
        unknown = CaseCode.from_random(7).shown
        assert refused(ask(unknown, a_person_id(2)), 404, "case-unknown", ("case_id", "case-unknown"))
        assert refused(ask(code, a_person_id(2), NEIGHBOUR), 403, "outside-jurisdiction")


# Following up


def test_each_step_of_a_follow_up_is_kept(house):
    code = an_outbreak(house, wide=1)
    update(house, code, 2, status="to_call", outcome="no_answer")
    house.clock.passes(HOUR)
    update(house, code, 2, outcome="answered", note="  ở nhà,   không sốt ", token=STATION)
    house.clock.passes(HOUR)
    row = update(house, code, 2, status="quarantined").json
    assert (row["status"], row["attempts"], row["revision"]) == ("quarantined", 2, 3)
    assert "notes" not in row
    assert opened(house, code, 2).json["notes"] == [
        {"at": "2021-10-02T10:15:12+07:00", "status": "quarantined"},
        {"at": "2021-10-02T09:15:12+07:00", "status": "reached", "outcome": "answered", "note": "ở nhà, không sốt"},
        {"at": "2021-10-02T08:15:12+07:00", "status": "to_call", "outcome": "no_answer"},
    ]


@pytest.mark.parametrize(
    ("steps", "wanted"),
    [(["quarantined"], "to_call"), (["closed"], "reached"), (["closed"], "quarantined")],
)
def test_a_move_that_is_none_names_the_status(house, steps, wanted):
    code = an_outbreak(house, wide=1)
    for status in steps:
        assert update(house, code, 2, status=status).status == 200
    with nothing_stored(house):
        reply = update(house, code, 2, status=wanted)
        assert refused(reply, 409, "illegal-move", ("status", "illegal-move"))
        assert reply.json["facts"] == {"was": steps[-1], "wanted": wanted}


def test_who_looks_at_an_old_page_changes_nothing(house):
    code = an_outbreak(house, wide=1)
    assert update(house, code, 2, revision=0).status == 200
    with nothing_stored(house):
        reply = update(house, code, 2, status="closed", revision=0, token=STATION)
        assert refused(reply, 409, "contact-changed", ("revision", "contact-changed"))
    assert update(house, code, 2, status="closed", revision=1, token=STATION).json["revision"] == 2


def test_who_was_a_moment_slower_changes_nothing(house, monkeypatch):
    code = an_outbreak(house, wide=1)
    real = house.contacts.follow_up

    def overtaken(follow_up):
        monkeypatch.setattr(house.contacts, "follow_up", real)
        update(house, code, 2, status="closed", token=STATION)
        real(follow_up)

    monkeypatch.setattr(house.contacts, "follow_up", overtaken)
    assert update(house, code, 2).code == "contact-changed"
    assert [note["status"] for note in opened(house, code, 2).json["notes"]] == ["closed"]


def test_the_same_step_sent_twice_is_one(house):
    code = an_outbreak(house, wide=1)
    house.faults.plan("follow_up", Fault.ANSWER_LOST)
    step = {"outcome": "answered", "note": "khỏe"}
    assert update(house, code, 2, **step).status == 503
    house.clock.passes(timedelta(seconds=30))
    row = update(house, code, 2, **step).json
    assert (row["attempts"], row["revision"]) == (1, 1)
    house.clock.passes(MINUTE)
    assert update(house, code, 2, **step).json["attempts"] == 2


def test_a_follow_up_is_on_record_and_only_then_made(house):
    code = an_outbreak(house, wide=1)
    house.audit.records.clear()
    update(house, code, 2, status="closed")
    (record,) = records(house)
    assert (record.act, record.subject) == ("contact-followed-up", f"P#{a_person_id(2)}")
    house.faults.plan("append", Fault.REFUSED)
    with nothing_stored(house):
        assert update(house, code, 2, status="to_call").status == 503


def test_no_run_erases_what_was_done(house):
    code = an_outbreak(house, wide=1)
    update(house, code, 2, outcome="answered", note="khỏe")
    early = {"isolated_at": "2021-10-01T12:00:00+07:00", "confirm_warnings": ["visits-after-isolation"]}
    assert house.call("amendCase", early, token=TRACER, case_id=code).status == 200
    traced(house, code)
    assert everybody(house, case_id=code) == []
    assert update(house, code, 2, status="closed").code == "contact-unknown"
    house.call("amendCase", {"isolated_at": "2021-10-02T08:10:00+07:00"}, token=TRACER, case_id=code)
    traced(house, code)
    assert [note["note"] for note in opened(house, code, 2).json["notes"]] == ["khỏe"]


def test_a_long_follow_up_keeps_its_newest_lines(house):
    code = an_outbreak(house, wide=1)
    for _ in range(MOST_ENTRIES + 5):
        house.clock.passes(HOUR)
        assert update(house, code, 2, status="to_call", outcome="no_answer").status == 200
    shown = opened(house, code, 2).json
    assert (shown["attempts"], shown["revision"], len(shown["notes"])) == (25, 25, 20)


# The file


def exported(house, code, *, token=TRACER, **body):
    reply = house.call("exportContacts", body, token=token, case_id=code)
    assert reply.status == 200, reply.content
    return reply, list(csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig")), delimiter=";"))


def test_the_file_holds_names_and_numbers(house):
    person(house, 2, full_name="Trần Văn Minh", phone="+84987654321", year_of_birth=1990)
    code = an_outbreak(house, wide=1)
    reply, rows = exported(house, code)
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert reply.headers["content-disposition"] == 'attachment; filename="nguoi-tiep-xuc.csv"'
    assert reply.headers["cache-control"] == "no-store"
    assert reply.content.startswith("\ufeffMã ca;".encode())
    assert rows == [
        {
            "Mã ca": code,
            "Diện tiếp xúc": "F1",
            "Họ và tên": "Trần Văn Minh",
            "Năm sinh": "1990",
            "Điện thoại": "0987 654 321",
            "Xã, phường nơi ở": "Phường Vỹ Dạ",
            "Tiếp xúc thế nào": "Cùng địa điểm",
            "Ở đâu": a_venue(1).name,
            "Tiếp xúc từ": "01/10/2021 18:15",
            "Đến": "01/10/2021 19:15",
            "Số phút": "60",
            "Tình trạng": "Cần gọi",
            "Số lần gọi": "0",
            "Hạn gọi": "03/10/2021 08:15",
            "Quá hạn": "",
            "Đã báo tin": "Đã lập thông báo",
            "Báo tin lúc": "02/10/2021 08:15",
            "Lượt đến còn phải xem xét": "",
            "Lượt đến trước khi đăng ký": "",
            "Đã thành F0, mã ca": "",
            "Mã người": str(a_person_id(2)),
        }
    ]


def test_a_workbook_keeps_numbers_text_and_moments_moments(house):
    person(house, 2, full_name="=Minh", phone="+84987654321")
    code = an_outbreak(house, wide=1)
    reply = house.call("exportContacts", {"format": "xlsx", "language": "en"}, token=TRACER, case_id=code)
    assert reply.headers["content-type"] == workbook.TYPE
    headings, row = first_sheet(load_workbook(io.BytesIO(reply.content))).iter_rows()
    told = {heading.value: cell for heading, cell in zip(headings, row, strict=True)}
    assert (told["Full name"].value, told["Full name"].data_type) == ("=Minh", "s")
    assert (told["Telephone"].value, told["Telephone"].number_format) == ("0987 654 321", "@")
    assert told["From"].value.isoformat() == "2021-10-01T18:15:00"
    assert (told["From"].number_format, told["Minutes"].value, told["Status"].value) == (
        "dd/mm/yyyy hh:mm",
        60,
        "To call",
    )


def test_every_state_and_class_has_its_words():
    assert set(CLOSENESS) == set(Closeness)
    assert set(STATES) == set(FollowUpState)
    assert set(WORD) == set(WordState)


@pytest.mark.parametrize("name", ["=1+1", "+84 912", "-2", "@SUM(A1)", "\t=1", '"=1",2', "=cmd|' /C calc'!A0"])
def test_no_cell_begins_a_formula(house, name):
    person(house, 2, full_name=name)
    code = an_outbreak(house, wide=1)
    _, (row,) = exported(house, code)
    assert row["Họ và tên"].strip("'") == name
    assert not row["Họ và tên"].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_everybody_in_the_file_can_see_that_it_was_made(house):
    code = an_outbreak(house, wide=4)
    house.audit.records.clear()
    exported(house, code, reason="họp giao ban")
    assert {record.subject for record in records(house)} == {f"P#{a_person_id(number)}" for number in range(2, 6)}
    assert {(record.act, record.actor, record.reason) for record in records(house)} == {
        ("contacts-exported", "S#staff-tracer", "họp giao ban")
    }
    assert len(records(house)) == 4


def test_no_file_is_made_of_whom_could_not_be_recorded(house):
    code = an_outbreak(house, wide=4)
    house.faults.plan("append", Fault.REFUSED)
    reply = house.call("exportContacts", {}, token=TRACER, case_id=code)
    assert (reply.status, reply.code) == (503, "busy")


def test_a_long_list_comes_in_files_of_five_hundred(house):
    person(house, 1)
    market(house)
    for number in range(2, 482):
        person(house, number)
    at_home = range(600, 650)
    for number in at_home:
        person(house, number)
    were_there(house, range(1, 482))
    code = traced_case(house, milestones=[home(*at_home)])
    house.audit.records.clear()
    reply, rows = exported(house, code)
    rest, more = exported(house, code, cursor=reply.headers["x-next-cursor"])
    assert (len(rows), len(more), "x-next-cursor" in rest.headers) == (500, 30, False)
    assert {row["Mã người"] for row in (*rows, *more)} == numbers(*range(2, 482), *at_home)
    assert len(records(house)) == 530


def test_a_commune_exports_those_who_live_there(house):
    code = in_three_communes(house)
    _, rows = exported(house, code, token=NEIGHBOUR)
    assert {row["Mã người"] for row in rows} == numbers(3)
    _, rows = exported(house, code)
    assert {(row["Mã người"], row["Xã, phường nơi ở"]) for row in rows} == {
        (str(a_person_id(2)), "Phường Vỹ Dạ"),
        (str(a_person_id(3)), "Phường Kim Long"),
        (str(a_person_id(4)), "Phường Hải Vân"),
    }


def test_an_export_from_nowhere(house):
    code = an_outbreak(house, wide=1)
    with nothing_stored(house):
        reply = house.call("exportContacts", {"cursor": "x"}, token=TRACER, case_id=code)
        assert refused(reply, 422, "invalid", ("cursor", "cursor"))


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
