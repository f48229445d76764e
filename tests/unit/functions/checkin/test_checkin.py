"""A citizen's visits through the HTTP door: the scenarios of the tracing contract that concern one visit."""

from datetime import timedelta

import pytest

from adapters.memory.faults import Fault
from domain.base.period import shown
from domain.presence.codes import VenueCode
from domain.presence.policy import CATEGORIES_2021
from domain.presence.venue import VenueState
from tests.builders.base import NOW

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def lan(house):
    _, token = house.citizen()
    return token


def check_in(house, token, place, at=NOW, **more):
    return house.call("checkIn", {"code": house.qr(place), "at": shown(at), **more}, token=token)


def test_one_scan_is_one_visit_with_a_receipt(house, lan):
    place = house.venue()
    reply = check_in(house, lan, place)
    assert reply.status == 201
    assert reply.json == {
        "visit_id": f"1633137312-{place.venue_id}",
        "from": "2021-10-02T08:15:12+07:00",
        "until": "2021-10-02T08:45:12+07:00",
        "open": True,
        "source": "PERSON_SCAN",
        "venue": {
            "venue_id": str(place.venue_id),
            "code": place.code.shown,
            "name": place.name,
            "category": "grocery",
            "address": "12 Lê Lợi",
        },
        "leave_until": "2021-10-02T10:15:12+07:00",
        "received_at": shown(NOW),
    }


def test_the_same_scan_again_is_the_same_visit(house, lan):
    place = house.venue()
    first, again = check_in(house, lan, place), check_in(house, lan, place)
    assert (first.status, again.status) == (201, 200)
    assert first.json == again.json


def test_the_same_instant_in_another_offset_is_the_same_scan(house, lan):
    place = house.venue()
    first = check_in(house, lan, place)
    again = house.call("checkIn", {"code": house.qr(place), "at": "2021-10-02T01:15:12.400Z"}, token=lan)
    assert again.status == 200
    assert again.json == first.json


def test_a_check_in_whose_answer_was_lost_is_found_by_its_repeat(house, lan):
    place = house.venue()
    house.faults.plan("record", Fault.ANSWER_LOST)
    assert check_in(house, lan, place).status == 503
    assert check_in(house, lan, place).status == 200
    assert len(house.visits._visits) == 1


def test_a_retry_long_after_the_scan_keeps_the_first_moment(house, lan):
    place = house.venue()
    skewed = NOW + 3 * HOUR
    first = check_in(house, lan, place, skewed, client_now=shown(skewed), age_ms=0)
    house.clock.passes(2 * HOUR)
    again = check_in(house, lan, place, skewed, client_now=shown(skewed + 2 * HOUR + 60 * MINUTE), age_ms=7_200_000)
    assert again.json["from"] == first.json["from"] == shown(NOW)


def test_re_entry_is_a_second_visit(house, lan):
    place = house.venue()
    check_in(house, lan, place)
    house.clock.passes(20 * MINUTE)
    assert check_in(house, lan, place, NOW + 20 * MINUTE).status == 201
    assert len(house.visits._visits) == 2


def test_the_typed_code_checks_in_and_the_visit_says_so(house, lan):
    place = house.venue()
    reply = house.call("checkIn", {"code": place.code.shown, "at": shown(NOW)}, token=lan)
    assert (reply.status, reply.json["flags"]) == (201, ["code_typed"])


def test_the_whole_address_of_the_qr_checks_in(house, lan):
    place = house.venue()
    url = f"HTTPS://VUNGXANH.EXAMPLE/C#{house.qr(place)}"
    assert house.call("checkIn", {"code": url, "at": shown(NOW)}, token=lan).status == 201


@pytest.mark.parametrize("category", sorted(CATEGORIES_2021))
def test_the_default_end_is_that_of_the_kind_of_venue(house, lan, category):
    reply = check_in(house, lan, house.venue(category=category))
    assert reply.json["until"] == shown(NOW + CATEGORIES_2021[category].stay.default)


def test_an_offline_scan_of_six_days_ago_arrives_with_its_own_moment(house, lan):
    at = NOW - 6 * DAY
    reply = check_in(house, lan, house.venue(), at, client_now=shown(NOW), age_ms=6 * 86_400_000)
    assert (reply.status, reply.json["from"]) == (201, shown(at))


def test_a_scan_of_eight_days_ago_is_refused(house, lan):
    before = house.stored()
    reply = check_in(house, lan, house.venue(), NOW - 8 * DAY, client_now=shown(NOW))
    assert (reply.status, reply.code) == (422, "visit-too-old")
    assert house.stored()["visits"] == before["visits"]


def test_a_phone_three_hours_ahead_is_corrected(house, lan):
    reply = check_in(house, lan, house.venue(), NOW + 3 * HOUR, client_now=shown(NOW + 3 * HOUR), age_ms=0)
    assert (reply.json["from"], reply.json["flags"]) == (shown(NOW), ["clock_shifted"])


@pytest.mark.parametrize("reset", ["1970-01-01T07:00:10+07:00", "1970-01-01T00:00:10+07:00"])
def test_a_phone_at_1970_checks_in_and_leaves(house, lan, reset):
    reply = house.call(
        "checkIn",
        {"code": house.qr(house.venue()), "at": reset, "client_now": reset, "age_ms": 60_000},
        token=lan,
    )
    assert (reply.status, reply.json["from"], reply.json["flags"]) == (201, shown(NOW - MINUTE), ["clock_shifted"])
    done = house.call("checkOut", {"at": shown(NOW)}, token=lan, visit_id=reply.json["visit_id"])
    assert (done.status, done.json["until"]) == (200, shown(NOW))


def test_a_future_scan_of_a_device_that_hides_its_clock_is_refused(house, lan):
    reply = check_in(house, lan, house.venue(), NOW + 3 * MINUTE)
    assert (reply.status, reply.code) == (422, "visit-in-future")
    assert not house.visits._visits


def test_leaving_ends_the_visit(house, lan):
    visit = check_in(house, lan, house.venue()).json
    house.clock.passes(10 * MINUTE)
    done = house.call("checkOut", {"at": shown(NOW + 10 * MINUTE)}, token=lan, visit_id=visit["visit_id"])
    assert done.status == 200
    assert (done.json["until"], done.json["open"]) == (shown(NOW + 10 * MINUTE), False)


def test_leaving_twice_returns_the_stored_end(house, lan):
    visit = check_in(house, lan, house.venue()).json
    house.clock.passes(HOUR)
    first = house.call("checkOut", {"at": shown(NOW + 10 * MINUTE)}, token=lan, visit_id=visit["visit_id"])
    again = house.call("checkOut", {"at": shown(NOW + 20 * MINUTE)}, token=lan, visit_id=visit["visit_id"])
    assert again.json == first.json


def test_leaving_beyond_the_cap_is_clipped_and_flagged(house, lan):
    visit = check_in(house, lan, house.venue()).json
    house.clock.passes(5 * HOUR)
    done = house.call("checkOut", {"at": shown(NOW + 5 * HOUR)}, token=lan, visit_id=visit["visit_id"])
    assert (done.json["until"], done.json["flags"]) == (shown(NOW + 2 * HOUR), ["capped"])


def test_leaving_before_arriving_is_refused_and_the_visit_stays_open(house, lan):
    visit = check_in(house, lan, house.venue()).json
    reply = house.call("checkOut", {"at": shown(NOW - MINUTE)}, token=lan, visit_id=visit["visit_id"])
    assert (reply.status, reply.code) == (422, "left-before-arriving")
    assert house.call("listMyVisits", token=lan).json["visits"][0]["open"] is True


def test_leaving_in_the_future_is_refused(house, lan):
    visit = check_in(house, lan, house.venue()).json
    reply = house.call("checkOut", {"at": shown(NOW + HOUR)}, token=lan, visit_id=visit["visit_id"])
    assert (reply.status, reply.faults) == (422, {("at", "future")})


@pytest.mark.parametrize("skew", [3 * HOUR, -3 * HOUR])
def test_a_phone_whose_clock_is_wrong_leaves_at_the_true_moment(house, lan, skew):
    visit = check_in(house, lan, house.venue(), NOW + skew, client_now=shown(NOW + skew)).json
    house.clock.passes(10 * MINUTE)
    told = {"at": shown(NOW + skew + 8 * MINUTE), "client_now": shown(NOW + skew + 10 * MINUTE)}
    done = house.call("checkOut", told, token=lan, visit_id=visit["visit_id"])
    assert (done.status, done.json["from"], done.json["until"]) == (200, shown(NOW), shown(NOW + 8 * MINUTE))


def test_leaving_before_the_check_in_has_arrived_asks_for_the_whole_visit(house, lan):  # S8
    place = house.venue()
    house.clock.passes(HOUR)
    early = house.call("checkOut", {"at": shown(NOW + 9 * MINUTE)}, token=lan, visit_id=f"1633137312-{place.venue_id}")
    assert early.code == "visit-unknown"
    whole = check_in(house, lan, place, out_at=shown(NOW + 9 * MINUTE))
    assert (whole.status, whole.json["until"], whole.json["open"]) == (201, shown(NOW + 9 * MINUTE), False)


@pytest.mark.parametrize("stay", [9 * MINUTE, 100 * MINUTE, 5 * HOUR])
def test_in_then_out_the_whole_and_both_give_the_same_visit(house, lan, stay):  # V3
    first, second, third = house.venue(1), house.venue(2), house.venue(3)
    house.clock.passes(6 * HOUR)
    out = shown(NOW + stay)
    stepwise = check_in(house, lan, first).json
    stepwise = house.call("checkOut", {"at": out}, token=lan, visit_id=stepwise["visit_id"]).json
    whole = check_in(house, lan, second, out_at=out).json
    check_in(house, lan, third)
    both = check_in(house, lan, third, out_at=out).json
    told = [{name: v.get(name) for name in ("from", "until", "open", "flags")} for v in (stepwise, whole, both)]
    assert told[0] == told[1] == told[2]


def test_a_whole_visit_that_ends_before_it_begins_stores_nothing(house, lan):
    reply = check_in(house, lan, house.venue(), out_at=shown(NOW - MINUTE))
    assert (reply.status, reply.code) == (422, "left-before-arriving")
    assert not house.visits._visits


def test_a_whole_visit_that_ends_in_the_future_stores_nothing(house, lan):
    reply = check_in(house, lan, house.venue(), out_at=shown(NOW + HOUR))
    assert (reply.status, reply.faults) == (422, {("out_at", "future")})
    assert not house.visits._visits


def test_the_next_check_in_ends_the_visit_before(house, lan):  # S14
    shop, market = house.venue(1), house.venue(2, category="market")
    first = check_in(house, lan, shop).json
    house.clock.passes(10 * MINUTE)
    reply = check_in(house, lan, market, NOW + 10 * MINUTE, leaves={"visit_id": first["visit_id"]})
    assert reply.json["left"] == {"visit_id": first["visit_id"], "until": shown(NOW + 10 * MINUTE)}


def test_the_next_check_in_never_extends_the_visit_before(house, lan):
    first = check_in(house, lan, house.venue(1)).json
    house.clock.passes(HOUR)
    reply = check_in(house, lan, house.venue(2), NOW + HOUR, leaves={"visit_id": first["visit_id"]})
    assert reply.json["left"]["until"] == first["until"]


def test_a_stall_does_not_end_the_visit_to_its_market(house, lan):  # S13
    market = house.venue(1, category="market")
    stall = house.venue(2, parent=market.venue_id)
    first = check_in(house, lan, market).json
    house.clock.passes(5 * MINUTE)
    reply = check_in(house, lan, stall, NOW + 5 * MINUTE, leaves={"visit_id": first["visit_id"]})
    assert "left" not in reply.json
    assert {visit["open"] for visit in house.call("listMyVisits", token=lan).json["visits"]} == {True}


def test_a_leaving_with_its_own_moment_ends_even_the_parent(house, lan):
    market = house.venue(1, category="market")
    stall = house.venue(2, parent=market.venue_id)
    first = check_in(house, lan, market).json
    house.clock.passes(9 * MINUTE)
    leaves = {"visit_id": first["visit_id"], "at": shown(NOW + 3 * MINUTE)}
    reply = check_in(house, lan, stall, NOW + 5 * MINUTE, leaves=leaves)
    assert reply.json["left"]["until"] == shown(NOW + 3 * MINUTE)


@pytest.mark.parametrize(
    "leaves",
    [
        {"visit_id": "1633137000-0000001p"},  # of nobody
        {"visit_id": "1633137312-0000001p", "at": "2021-10-01T08:00:00+07:00"},
    ],
)
def test_a_visit_that_cannot_be_ended_does_not_cost_the_new_one(house, lan, leaves):
    check_in(house, lan, house.venue(1))
    reply = check_in(house, lan, house.venue(2), leaves=leaves)
    assert reply.status == 201
    assert "left" not in reply.json


def test_the_next_check_in_repeated_gives_the_same_answer(house, lan):
    first = check_in(house, lan, house.venue(1)).json
    house.clock.passes(10 * MINUTE)
    more = {"leaves": {"visit_id": first["visit_id"]}}
    place = house.venue(2)
    one, two = (check_in(house, lan, place, NOW + 10 * MINUTE, **more) for _ in range(2))
    assert (one.status, two.status) == (201, 200)
    assert one.json == two.json


def test_a_wrong_scan_is_taken_back(house, lan):
    visit = check_in(house, lan, house.venue()).json
    house.clock.passes(10 * MINUTE)
    reply = house.call("voidVisit", {}, token=lan, visit_id=visit["visit_id"])
    assert (reply.status, reply.json["until"], reply.json["flags"]) == (200, visit["from"], ["void"])
    assert house.call("voidVisit", {}, token=lan, visit_id=visit["visit_id"]).json == reply.json


def test_after_ten_minutes_a_scan_stands(house, lan):
    visit = check_in(house, lan, house.venue()).json
    house.clock.passes(10 * MINUTE + timedelta(seconds=1))
    reply = house.call("voidVisit", {}, token=lan, visit_id=visit["visit_id"])
    assert (reply.status, reply.code) == (409, "void-too-late")


def test_what_nobody_told_of_a_leaving_is_said_to_be_assumed(house, lan):
    """Somewhere else two hours later: the half hour of a grocery is a guess, and stays marked as one."""
    first, second = house.venue(1), house.venue(2)
    visit_id = check_in(house, lan, first).json["visit_id"]
    house.clock.passes(120 * MINUTE)
    reply = check_in(house, lan, second, NOW + 120 * MINUTE, leaves={"visit_id": visit_id})
    assert reply.json["left"]["until"] == shown(NOW + 30 * MINUTE)
    visits = {visit["visit_id"]: visit for visit in house.call("listMyVisits", token=lan).json["visits"]}
    assert visits[visit_id]["flags"] == ["end_assumed"]


def test_a_citizen_sees_the_own_visits_alone_newest_first(house, lan):
    _, minh = house.citizen(2)
    for number in (1, 2):
        check_in(house, lan, house.venue(number), NOW - number * MINUTE)
    check_in(house, minh, house.venue(3))
    seen = house.call("listMyVisits", token=lan).json["visits"]
    assert [visit["venue"]["name"] for visit in seen] == ["Tạp hóa Cô Ba 1", "Tạp hóa Cô Ba 2"]


def test_nothing_past_its_retention_is_shown(house, lan):
    check_in(house, lan, house.venue())
    house.clock.passes(30 * DAY)
    assert house.call("listMyVisits", token=lan).json == {"visits": []}


def test_somebody_elses_visit_can_be_neither_ended_nor_taken_back(house, lan):
    visit = check_in(house, lan, house.venue()).json
    _, minh = house.citizen(2)
    for operation, body in (("checkOut", {"at": shown(NOW)}), ("voidVisit", {})):
        assert house.call(operation, body, token=minh, visit_id=visit["visit_id"]).code == "visit-unknown"
    assert house.call("listMyVisits", token=lan).json["visits"][0]["open"] is True


def test_a_deactivated_venue_takes_no_visit_but_lets_people_leave(house, lan):
    place = house.venue()
    visit = check_in(house, lan, place).json
    deactivate(house, place)
    assert check_in(house, lan, place, NOW + MINUTE).code == "venue-deactivated"
    done = house.call("checkOut", {"at": shown(NOW + MINUTE)}, token=lan, visit_id=visit["visit_id"])
    assert done.status == 200


def deactivate(house, place):
    from dataclasses import replace

    house.venues.replace(replace(place, state=VenueState.DEACTIVATED, revision=2), now=NOW)


def test_a_retired_code_is_refused_with_advice(house, lan):
    from dataclasses import replace

    place = house.venue()
    old = house.qr(place)
    house.venues.replace(replace(place, code=VenueCode.from_random(77), revision=2), now=NOW)
    reply = house.call("checkIn", {"code": old, "at": shown(NOW)}, token=lan)
    assert (reply.status, reply.code) == (410, "venue-code-retired")
    assert "mã mới" in reply.json["text"]["vi"]
    assert not house.visits._visits


def test_the_venue_id_is_not_a_code_to_check_in_with(house, lan):
    reply = house.call("checkIn", {"code": str(house.venue().venue_id), "at": shown(NOW)}, token=lan)
    assert reply.code == "venue-unknown"


# Visits that predate the registration


def newcomer(house, number=7, since=NOW):
    person, _ = house.citizen(number)
    return house.device_token(person.person_id, "d7", registered_at=since)


def test_a_scan_sent_for_a_time_before_the_registration_is_marked_and_taken_in_one_write(house):
    token, place = newcomer(house), house.venue()
    reply = check_in(house, token, place, NOW - 25 * HOUR, out_at=shown(NOW - 24 * HOUR))
    assert (reply.status, reply.json["flags"]) == (201, ["predates_registration"])
    assert check_in(house, token, place, NOW - 25 * HOUR).json["flags"] == ["predates_registration"], "a repeat too"
    (visit,) = house.visits._visits.values()
    assert visit.is_doubtful


def test_the_first_scan_of_somebody_without_network_is_like_any_other(house):
    token, place = newcomer(house), house.venue()
    assert "flags" not in check_in(house, token, place, NOW - 20 * HOUR).json


def test_a_token_that_does_not_say_since_when_marks_nothing(house):
    token, place = newcomer(house, since=None), house.venue()
    assert "flags" not in check_in(house, token, place, NOW - 5 * DAY).json


def test_a_wrong_clock_marks_nothing(house):
    """Judged by the corrected moment: the device stood two days behind."""
    token, place = newcomer(house), house.venue()
    behind = NOW - 2 * DAY
    reply = check_in(house, token, place, behind, client_now=shown(behind), age_ms=0)
    assert "predates_registration" not in reply.json["flags"]
    assert reply.json["from"] == shown(NOW)
