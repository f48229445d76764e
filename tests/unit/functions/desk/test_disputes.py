"""Visits recorded for somebody: what an owner may record, how a wrong one is withdrawn, disputed and settled."""

from datetime import timedelta

import pytest

from adapters.memory.faults import Fault
from domain.base.period import shown
from domain.people.roles import Role
from domain.presence.visit import Flag
from tests.builders.base import HUE, KIM_LONG, NOW, VY_DA
from tests.builders.people import a_person_id
from tests.builders.presence import a_visit
from tests.doors.sign_in import staff_token

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
STATION = staff_token(Role.HEALTH_STATION)
TRACER = staff_token(Role.TRACER)


class Market:
    """An owner with a venue, and a guest with a card who was perhaps never there."""

    def __init__(self, house, *, proved=True):
        self.house = house
        self.owner, self.owner_token = house.citizen(1, phone_verified_at=NOW - DAY if proved else None)
        self.guest, self.guest_token = house.citizen(2)
        self.venue = house.venue(1, owner=str(self.owner.person_id))
        self.card = {"personal_code": self.guest.card.shown}

    def record(self, token, at=NOW, **more):
        body = {"venue_id": str(self.venue.venue_id), "person": self.card, "at": shown(at), **more}
        return self.house.call("recordVisitByStaff", body, token=token)

    def withdraw(self, token, visit_id, **changes):
        body = {"venue_id": str(self.venue.venue_id), "visit_id": visit_id, "person": self.card, **changes}
        return self.house.call("withdrawVisit", body, token=token)

    def dispute(self, visit_id, token=None, reason="tôi ở nhà"):
        return self.house.call("disputeVisit", {"reason": reason}, token=token or self.guest_token, visit_id=visit_id)

    def disputes(self, token=TRACER, **changes):
        body = {"venue_id": str(self.venue.venue_id), "person_id": str(self.guest.person_id), **changes}
        return self.house.call("listDisputes", body, token=token)

    def settle(self, visit_id, *, stands, token=TRACER, **changes):
        body = {"person_id": str(self.guest.person_id), "visit_id": visit_id, "stands": stands, "reason": "đã gọi"}
        return self.house.call("settleDispute", body | changes, token=token)

    def of_guest(self):
        return self.house.call("listMyVisits", token=self.guest_token).json["visits"]

    def acts(self):
        """What stands on record about the guest."""
        records = [record for record, _ in self.house.audit.records.values()]
        return [(r.act, r.actor, r.reason) for r in records if r.subject == f"P#{self.guest.person_id}"]


@pytest.fixture
def place(house):
    return Market(house)


# Recorded by an owner


@pytest.mark.parametrize(("minutes", "status"), [(0, 201), (-2, 201), (15, 201), (16, 422), (6 * 1440, 422)])
def test_an_owner_records_who_is_there_now(place, minutes, status):
    reply = place.record(place.owner_token, NOW - minutes * MINUTE)
    assert reply.status == status
    if status == 422:
        assert (reply.code, reply.faults) == ("recorded-too-late", {("at", "recorded-too-late")})
        assert place.acts() == []
        assert place.of_guest() == []


def test_staff_record_the_days_before_as_ever(place):
    assert place.record(STATION, NOW - 6 * DAY).status == 201


@pytest.mark.parametrize("proved", [True, False])
def test_behind_a_printed_code_stands_a_proved_phone_or_doubt(house, proved):
    place = Market(house, proved=proved)
    place.record(place.owner_token)
    (visit,) = place.of_guest()
    assert visit.get("flags", []) == ([] if proved else ["doubtful"])
    assert visit["recorded_by"] == "owner"


def test_staff_need_prove_nothing(house):
    place = Market(house, proved=False)
    place.record(STATION)
    (visit,) = place.of_guest()
    assert "flags" not in visit
    assert visit["recorded_by"] == "staff"


def test_the_persons_own_scan_names_no_recorder(place):
    place.house.call("checkIn", {"code": place.house.qr(place.venue), "at": shown(NOW)}, token=place.guest_token)
    assert "recorded_by" not in place.of_guest()[0]


def test_the_list_says_what_kind_of_hand_and_never_whose(place):
    place.record(place.owner_token)
    text = str(place.of_guest())
    assert str(place.owner.person_id) not in text
    assert "P#" not in text


def test_an_owner_learns_nothing_of_what_became_of_a_record(place):
    first = place.record(place.owner_token).json
    visit_id = first["visit_id"]
    place.dispute(visit_id)
    assert place.record(place.owner_token).json == first
    place.settle(visit_id, stands=False)
    again = place.record(place.owner_token)
    assert (again.status, again.json) == (200, first)


def test_an_owner_does_not_learn_when_a_guest_left(place):
    at = NOW.replace(microsecond=0)
    place.house.call("checkIn", {"code": place.house.qr(place.venue), "at": shown(at)}, token=place.guest_token)
    visit_id = place.of_guest()[0]["visit_id"]
    place.house.clock.passes(9 * MINUTE)
    place.house.call("checkOut", {"at": shown(NOW + 7 * MINUTE)}, token=place.guest_token, visit_id=visit_id)
    assert place.record(place.owner_token, at).json["until"] == shown(NOW + 30 * MINUTE)


# Withdrawn


def test_a_visit_of_the_wrong_person_is_withdrawn_and_counts_as_taken_back(place):
    made = place.record(STATION, NOW - 3 * DAY).json
    place.house.clock.passes(10 * MINUTE)
    gone = place.withdraw(STATION, made["visit_id"], reason="đọc nhầm thẻ")
    assert (gone.status, gone.json) == (200, {**made, "until": made["from"]})
    (visit,) = place.of_guest()
    assert (visit["flags"], visit.get("open", False)) == (["void"], False)
    place.house.clock.passes(40 * MINUTE)
    assert place.withdraw(STATION, made["visit_id"]).json == gone.json


def test_by_staff_of_the_unit_or_the_owner_who_recorded_it(place):
    other = staff_token(Role.COMMUNE_OFFICER, HUE)
    for recorder, token, at in (
        (place.owner_token, place.owner_token, NOW),
        (place.owner_token, other, NOW - MINUTE),
        (STATION, other, NOW - 2 * MINUTE),
    ):
        visit_id = place.record(recorder, at).json["visit_id"]
        assert place.withdraw(token, visit_id).status == 200


def test_an_owner_withdraws_the_own_records_alone(place):
    by_staff = place.record(STATION).json["visit_id"]
    place.house.call(
        "checkIn", {"code": place.house.qr(place.venue), "at": shown(NOW - MINUTE)}, token=place.guest_token
    )
    scanned = place.of_guest()[-1]["visit_id"]
    for visit_id in (by_staff, scanned):
        assert place.withdraw(place.owner_token, visit_id).code == "visit-unknown"
    assert place.withdraw(place.owner_token, by_staff, person={"phone": "0912345002"}).code == "not-allowed"
    assert place.withdraw(place.guest_token, by_staff).code == "not-allowed"
    assert [visit.get("flags") for visit in place.of_guest()] == [None, None]


def test_nobody_at_the_desk_takes_back_what_a_person_scanned(place):
    place.house.call("checkIn", {"code": place.house.qr(place.venue), "at": shown(NOW)}, token=place.guest_token)
    assert place.withdraw(STATION, place.of_guest()[0]["visit_id"]).code == "visit-unknown"


def test_withdrawing_too_late_elsewhere_or_what_is_not_there(place):
    visit_id = place.record(STATION).json["visit_id"]
    assert place.withdraw(staff_token(Role.HEALTH_STATION, KIM_LONG), visit_id).code == "outside-jurisdiction"
    elsewhere = place.house.venue(2)
    assert place.withdraw(STATION, visit_id, venue_id=str(elsewhere.venue_id)).code == "visit-unknown"
    assert place.withdraw(STATION, f"1633000000-{place.venue.venue_id}").code == "visit-unknown"
    place.house.clock.passes(11 * MINUTE)
    assert (place.withdraw(STATION, visit_id).status, place.withdraw(STATION, visit_id).code) == (
        409,
        "withdraw-too-late",
    )


def test_a_withdrawal_is_on_record_before_it_is_told(place):
    visit_id = place.record(STATION).json["visit_id"]
    place.house.faults.plan("withdraw", Fault.REFUSED)
    assert place.withdraw(STATION, visit_id, reason="nhầm người").status == 503
    assert place.acts()[-1] == ("visit-withdrawn", "S#staff-health_station", "nhầm người")
    place.house.faults.plan("append", Fault.REFUSED)
    assert place.withdraw(STATION, visit_id).status == 503
    assert "flags" not in place.of_guest()[0]
    assert place.withdraw(STATION, visit_id).status == 200
    assert place.acts()[-1][2] == "recorded visit withdrawn"


def test_a_withdrawal_whose_answer_was_lost_is_repeated(place):
    visit_id = place.record(place.owner_token).json["visit_id"]
    place.house.faults.plan("withdraw", Fault.ANSWER_LOST)
    assert place.withdraw(place.owner_token, visit_id).status == 503
    done = place.withdraw(place.owner_token, visit_id)
    assert (done.status, done.json["until"]) == (200, done.json["from"])


def test_its_person_has_ten_minutes_from_the_recording(place):
    made = place.record(STATION, NOW - 3 * DAY).json
    place.house.clock.passes(10 * MINUTE)
    reply = place.house.call("voidVisit", {}, token=place.guest_token, visit_id=made["visit_id"])
    assert (reply.status, reply.json["flags"]) == (200, ["void"])


# Disputed


def test_what_somebody_else_recorded_is_disputed_from_the_first_moment_to_the_last(place):
    first = place.record(place.owner_token).json["visit_id"]
    reply = place.dispute(first)
    assert (reply.status, reply.json["flags"]) == (200, ["disputed"])
    assert reply.json["until"] == shown(NOW + 30 * MINUTE), "it stands until a tracer has decided"
    assert place.dispute(first, reason="khác").json == reply.json
    second = place.record(STATION, NOW - 6 * DAY).json["visit_id"]
    place.house.clock.passes(24 * DAY - timedelta(seconds=1))
    assert place.dispute(second).status == 200
    place.house.clock.passes(timedelta(seconds=1))
    assert place.dispute(second).code == "visit-unknown"


def test_a_dispute_whose_answer_was_lost_is_repeated(place):
    visit_id = place.record(place.owner_token).json["visit_id"]
    place.house.faults.plan("dispute", Fault.ANSWER_LOST)
    assert place.dispute(visit_id).status == 503
    assert place.dispute(visit_id).json["flags"] == ["disputed"]


def test_an_own_scan_is_not_disputed(place):
    place.house.call("checkIn", {"code": place.house.qr(place.venue), "at": shown(NOW)}, token=place.guest_token)
    reply = place.dispute(place.of_guest()[0]["visit_id"])
    assert (reply.status, reply.code) == (409, "own-scan")
    assert "flags" not in place.of_guest()[0]


def test_nobody_disputes_for_another(place):
    visit_id = place.record(STATION).json["visit_id"]
    assert place.dispute(visit_id, token=place.owner_token).code == "visit-unknown"


# Settled


def test_a_tracer_sees_what_is_in_doubt_and_who_said_what(place):
    visit_id = place.record(place.owner_token).json["visit_id"]
    place.record(STATION, NOW - MINUTE)
    place.dispute(visit_id, reason="  tôi  ở nhà ")
    assert place.disputes(reason="gọi hỏi").json == {
        "visits": [
            {
                "visit_id": visit_id,
                "person_id": str(place.guest.person_id),
                "from": shown(NOW),
                "until": shown(NOW + 30 * MINUTE),
                "recorded_by": "owner",
                "recorded_at": shown(NOW),
                "flags": ["disputed"],
                "why": "tôi ở nhà",
            }
        ]
    }
    assert place.acts()[-1] == ("disputes-read", "S#staff-tracer", "gọi hỏi")


def test_what_is_in_doubt_is_on_record_before_it_is_seen(place):
    place.house.faults.plan("append", Fault.REFUSED)
    assert place.disputes().status == 503


@pytest.mark.parametrize("stands", [True, False])
def test_a_tracer_decides_once(place, stands):
    visit_id = place.record(place.owner_token).json["visit_id"]
    place.dispute(visit_id)
    done = place.settle(visit_id, stands=stands, reason="đã gọi hỏi")
    assert done.status == 200
    assert done.json["flags"] == (["settled"] if stands else ["settled", "void"])
    assert (done.json["until"] == done.json["from"]) is not stands
    assert place.settle(visit_id, stands=stands).json == done.json
    assert place.settle(visit_id, stands=not stands).code == "dispute-settled"
    assert place.dispute(visit_id).status == (409 if stands else 200)
    assert ("dispute-settled", "S#staff-tracer", "đã gọi hỏi") in place.acts()
    (shown_to_guest,) = place.of_guest()
    assert shown_to_guest["flags"] == done.json["flags"]
    (listed,) = place.disputes().json["visits"]
    assert listed == done.json


def test_what_staff_write_down_is_not_marked_however_new_the_person(house):
    place = Market(house)
    house.clock.passes(3 * DAY)
    late, token = house.citizen(3, registered_at=house.clock())
    station = staff_token(Role.HEALTH_STATION, exp=int((house.clock() + DAY).timestamp()))
    place.card = {"personal_code": late.card.shown}
    assert place.record(station, NOW).status == 201
    (visit,) = house.call("listMyVisits", token=token).json["visits"]
    assert "flags" not in visit


def test_an_own_scan_that_predates_the_registration_is_shown_and_settled(house):
    place = Market(house)
    visit = house.visits.record(a_visit(2, flags=(Flag.PREDATES_REGISTRATION,))).visit
    (seen,) = place.disputes().json["visits"]
    assert (seen["recorded_by"], seen["flags"]) == ("person", ["predates_registration"])
    assert place.settle(visit.visit_id, stands=True).json["flags"] == ["settled"]
    assert place.of_guest()[0]["flags"] == ["settled"]


def test_a_doubtful_record_is_settled_without_a_dispute(house):
    place = Market(house, proved=False)
    visit_id = place.record(place.owner_token).json["visit_id"]
    assert place.settle(visit_id, stands=True).json["flags"] == ["settled"]


def test_what_nobody_doubts_cannot_be_settled(place):
    visit_id = place.record(STATION).json["visit_id"]
    assert (place.settle(visit_id, stands=False).status, place.settle(visit_id, stands=False).code) == (
        409,
        "visit-not-disputed",
    )


def test_only_tracers_of_the_venues_unit_and_only_of_what_is_there(place):
    visit_id = place.record(place.owner_token).json["visit_id"]
    place.dispute(visit_id)
    neighbour = staff_token(Role.TRACER, KIM_LONG)
    assert place.settle(visit_id, stands=True, token=neighbour).code == "outside-jurisdiction"
    assert place.disputes(neighbour).code == "outside-jurisdiction"
    assert place.settle(visit_id, stands=True, token=STATION).code == "not-allowed"
    assert place.settle(visit_id, stands=True, token=staff_token(Role.EPIDEMIOLOGIST, VY_DA)).status == 200
    assert place.settle(f"1633000000-{place.venue.venue_id}", stands=True).code == "visit-unknown"
    nowhere = str(a_visit(venue=4_321).visit_id)
    assert place.settle(nowhere, stands=True).code == "venue-unknown"
    assert place.settle(visit_id, stands=True, person_id=str(a_person_id(99))).faults == {
        ("person_id", "person-unknown")
    }


def test_a_decision_is_on_record_before_it_stands_and_repeated_when_its_answer_was_lost(place):
    visit_id = place.record(place.owner_token).json["visit_id"]
    place.dispute(visit_id)
    place.house.faults.plan("append", Fault.REFUSED)
    assert place.settle(visit_id, stands=False).status == 503
    assert place.of_guest()[0]["flags"] == [Flag.DISPUTED]
    place.house.faults.plan("settle", Fault.ANSWER_LOST)
    assert place.settle(visit_id, stands=False).status == 503
    assert place.settle(visit_id, stands=False).json["flags"] == ["settled", "void"]
