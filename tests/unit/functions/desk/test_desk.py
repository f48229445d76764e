"""The staff desk: look somebody up, and record the visit of somebody without a phone."""

from datetime import timedelta

import pytest

from adapters.memory.faults import Fault
from domain.base.period import shown
from domain.people.roles import Role
from tests.builders.base import HUE, KIM_LONG, NOW, VY_DA
from tests.builders.people import a_person, a_person_id
from tests.doors.sign_in import staff_token

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
TRACER = staff_token(Role.TRACER)
STATION = staff_token(Role.HEALTH_STATION)


def records(house):
    return [record for record, _ in house.audit.records.values()]


def acts_on_record(house):
    """Numbers of people, and what was done with their data."""
    numbers = {f"P#{a_person_id(number)}": number for number in range(1, 4)}
    return {(numbers[record.subject], record.act) for record in records(house)}


@pytest.mark.parametrize(
    "by",
    [
        {"phone": "0912 345 001"},
        {"phone": "+84912345001"},
        {"person_id": str(a_person_id(1))},
        {"personal_code": a_person(1).card.shown},
        {"personal_code": f"vxp:{a_person(1).card}"},
        {"personal_code": f"VXP:{str(a_person(1).card).upper()}"},
        {"identity_number": "001 093 029 317"},
    ],
)
def test_a_person_is_found_by_any_of_four_ways(house, by):
    person, _ = house.citizen(1, identity="CCCD:001093029317")
    reply = house.call("findPersons", {**by, "reason": "quên thẻ"}, token=TRACER)
    assert reply.json == {
        "persons": [
            {
                "person_id": str(person.person_id),
                "display_name": "Nguyễn Thị Lan",
                "year_of_birth": 1987,
                "unit": {"scheme": "VN-2025H2", "code": "19777", "name": "Phường Vỹ Dạ"},
                "phone_verified": False,
            }
        ]
    }


def test_every_finding_is_in_the_audit_log_with_who_what_whom_why_and_when(house):
    people = [house.citizen(n, phone="+84912345678")[0] for n in (1, 2)]
    house.call("findPersons", {"phone": "0912345678", "reason": "quên thẻ"}, token=TRACER)
    assert {record.subject for record in records(house)} == {f"P#{person.person_id}" for person in people}
    assert {(r.actor, r.role, r.unit, r.act, r.reason, r.at) for r in records(house)} == {
        ("S#staff-tracer", "tracer", str(VY_DA), "person-looked-up", "quên thẻ", NOW)
    }


def test_nobody_is_shown_who_could_not_be_recorded(house):
    house.citizen()
    house.faults.plan("append", Fault.REFUSED)
    reply = house.call("findPersons", {"person_id": str(a_person_id(1))}, token=TRACER)
    assert (reply.status, reply.code) == (503, "busy")


def test_outside_the_own_unit_a_name_is_cut_to_initials(house):
    house.citizen()
    token = staff_token(Role.TRACER, KIM_LONG)
    (found,) = house.call("findPersons", {"person_id": str(a_person_id(1))}, token=token).json["persons"]
    assert found["display_name"] == "N. T. Lan"


def test_whom_nobody_knows_is_an_empty_list_and_no_record(house):
    assert house.call("findPersons", {"phone": "0987654321"}, token=TRACER).json == {"persons": []}
    assert records(house) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({}, ("body", "exactly-one")),
        ({"phone": "0912345678", "person_id": str(a_person_id(1))}, ("body", "exactly-one")),
        ({"phone": "12"}, ("phone", "phone")),
        ({"person_id": "x"}, ("person_id", "person-id")),
        ({"personal_code": "36J3-X7CW-HNQX"}, ("personal_code", "personal-code")),
        ({"identity_number": "1"}, ("identity_number", "identity-number")),
    ],
)
def test_a_look_up_that_names_nobody_is_refused(house, body, fault):
    assert house.call("findPersons", body, token=TRACER).faults == {fault}


def record(house, person, *, place=None, at=NOW, token=STATION, **more):
    place = place or house.venue()
    body = {"venue_id": str(place.venue_id), "person": person, "at": shown(at), **more}
    return house.call("recordVisitByStaff", body, token=token)


@pytest.mark.parametrize(
    ("by", "source"),
    [
        ({"personal_code": a_person(1).card.shown}, "CARD"),
        ({"phone": "0912345001"}, "PHONE"),
        ({"identity_number": "001093029317"}, "IDENTITY_NUMBER"),
        ({"person_id": str(a_person_id(1))}, "STAFF_SCAN"),
    ],
)
def test_a_person_without_a_phone_at_hand_is_recorded(house, by, source):
    person, token = house.citizen(1, identity="CCCD:001093029317")
    place = house.venue()
    reply = record(house, by, place=place)
    assert reply.status == 201
    assert reply.json["person_id"] == str(person.person_id)
    assert (reply.json["from"], reply.json["until"]) == (shown(NOW), shown(NOW + 30 * MINUTE))
    (visit,) = house.call("listMyVisits", token=token).json["visits"]
    assert (visit["visit_id"], visit["source"]) == (reply.json["visit_id"], source)
    (stored,) = house.visits._visits.values()
    assert stored.recorded_by == "S#staff-health_station"


def test_the_record_stands_in_the_audit_log_before_the_visit(house):
    house.citizen()
    house.faults.plan("record", Fault.REFUSED)
    assert record(house, {"phone": "0912345001"}).status == 503
    assert [(r.act, r.reason) for r in records(house)] == [("visit-recorded", "visit recorded at the venue")]


def test_a_visit_that_could_not_be_audited_is_not_stored(house):
    house.citizen()
    house.faults.plan("append", Fault.REFUSED)
    assert record(house, {"phone": "0912345001"}).status == 503
    assert not house.visits._visits


def test_the_same_record_again_is_the_same_visit(house):
    house.citizen()
    place = house.venue()
    first, again = (record(house, {"phone": "0912345001"}, place=place) for _ in range(2))
    assert (first.status, again.status) == (201, 200)
    assert first.json == again.json


def test_a_visit_may_be_recorded_with_its_end(house):
    house.citizen()
    house.clock.passes(50 * MINUTE)
    reply = record(house, {"phone": "0912345001"}, until=shown(NOW + 45 * MINUTE))
    assert reply.json["until"] == shown(NOW + 45 * MINUTE)


@pytest.mark.parametrize(
    ("more", "status", "code", "fault"),
    [
        ({"at": NOW + 3 * MINUTE}, 422, "visit-in-future", ("at", "visit-in-future")),
        ({"at": NOW - 8 * DAY}, 422, "visit-too-old", ("at", "visit-too-old")),
        ({"until": shown(NOW - MINUTE)}, 422, "left-before-arriving", ("until", "left-before-arriving")),
        ({"until": shown(NOW + 60 * MINUTE)}, 422, "invalid", ("until", "future")),
    ],
)
def test_impossible_times_are_refused_and_nothing_is_stored(house, more, status, code, fault):
    house.citizen()
    reply = record(house, {"phone": "0912345001"}, **more)
    assert (reply.status, reply.code) == (status, code)
    assert reply.faults == {fault}
    assert not house.visits._visits
    assert records(house) == []


@pytest.mark.parametrize(
    ("named", "said_in"),
    [
        ({"phone": "0987654321"}, "person.phone"),
        ({"person_id": str(a_person_id(99))}, "person.person_id"),
        ({"personal_code": a_person(99).card.shown}, "person.personal_code"),
        ({"identity_number": "001093029317"}, "person.identity_number"),
    ],
)
def test_whom_nobody_knows_is_refused_at_the_field_that_named_them(house, named, said_in):
    reply = record(house, named)
    assert (reply.status, reply.faults) == (404, {(said_in, "person-unknown")})


def test_a_phone_that_changed_its_owner_records_a_visit_of_nobody(house):
    for number, proved in ((1, NOW), (2, NOW - 400 * DAY)):
        house.citizen(number, phone="+84912345678", phone_verified_at=proved)
    reply = record(house, {"phone": "0912345678"})
    assert (reply.status, reply.code) == (409, "phone-changed-owner")
    assert reply.faults == {("person.phone", "phone-changed-owner")}
    assert not house.visits._visits
    assert acts_on_record(house) == {(1, "person-named"), (2, "person-named")}, "the answer tells that both had it"


def test_somebody_unknown_and_a_shared_phone_are_told_apart(house):
    house.citizen(1, phone="+84912345678")
    house.citizen(2, phone="+84912345678")
    place = house.venue()
    assert record(house, {"phone": "0987654321"}, place=place).code == "person-unknown"
    assert records(house) == []
    assert record(house, {"phone": "0912345678"}, place=place).code == "person-ambiguous"
    assert acts_on_record(house) == {(1, "person-named"), (2, "person-named")}
    assert record(house, {"person_id": str(a_person_id(2))}, place=place).status == 201
    assert acts_on_record(house) == {(1, "person-named"), (2, "person-named"), (2, "visit-recorded")}


def test_a_shared_phone_is_not_told_of_before_it_is_on_record(house):
    house.citizen(1, phone="+84912345678")
    house.citizen(2, phone="+84912345678")
    house.faults.plan("append", Fault.REFUSED)
    assert record(house, {"phone": "0912345678"}).status == 503


def test_the_venue_must_be_known_active_and_of_the_own_unit(house):
    house.citizen()
    place = house.venue()
    person = {"phone": "0912345001"}
    neighbour = staff_token(Role.HEALTH_STATION, KIM_LONG)
    assert record(house, person, place=place, token=neighbour).code == "outside-jurisdiction"
    assert record(house, person, place=place, token=staff_token(Role.HEALTH_STATION, HUE)).status == 201
    house.call("deactivateVenue", {}, token=staff_token(Role.COMMUNE_OFFICER), venue=place.venue_id)
    assert record(house, person, place=place, at=NOW - MINUTE).code == "venue-deactivated"
    unknown = {"venue_id": str(a_unknown_venue()), "person": person, "at": shown(NOW)}
    assert house.call("recordVisitByStaff", unknown, token=STATION).code == "venue-unknown"
    mistyped = {**unknown, "venue_id": "x"}
    assert house.call("recordVisitByStaff", mistyped, token=STATION).faults == {("venue_id", "venue-id")}


def a_unknown_venue():
    from domain.presence.codes import VenueId

    return VenueId.from_random(4_321)


def test_an_owner_records_at_the_own_venue_by_card_alone(house):
    owner, token = house.citizen(1)
    guest, _ = house.citizen(2)
    mine = house.venue(1, owner=str(owner.person_id))
    assert record(house, {"personal_code": guest.card.shown}, place=mine, token=token).status == 201
    assert records(house)[0].role == "venue_owner"
    for other in ({"phone": "0912345002"}, {"person_id": str(guest.person_id)}):
        assert record(house, other, place=mine, token=token).code == "not-allowed"
    assert record(house, {"personal_code": guest.card.shown}, place=house.venue(2), token=token).code == "not-allowed"


@pytest.mark.parametrize("person", [{}, {"phone": "0912345001", "person_id": str(a_person_id(1))}])
def test_a_record_names_a_person_in_exactly_one_way(house, person):
    assert record(house, person).faults == {("person", "exactly-one")}


def test_both_sides_of_one_arrival_are_two_visits_of_one_person(house):  # S15
    _, token = house.citizen()
    place = house.venue()
    record(house, {"phone": "0912345001"}, place=place)
    at = shown(NOW + timedelta(seconds=20))
    house.clock.passes(MINUTE)
    assert house.call("checkIn", {"code": house.qr(place), "at": at}, token=token).status == 201
    assert len(house.call("listMyVisits", token=token).json["visits"]) == 2
