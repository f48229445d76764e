"""Venues are corrected: what is not given stays, what was said is kept, and who looks alike is asked about."""

from datetime import timedelta

import pytest

from adapters.memory.faults import Fault
from domain.base.period import epoch, shown
from domain.people.roles import VENUE_KEEPERS, Role
from tests.builders.base import HUE, KIM_LONG, NOW, SCHEME, VY_DA
from tests.builders.people import a_person
from tests.doors.sign_in import staff_token

OFFICER = staff_token(Role.COMMUNE_OFFICER, exp=epoch(NOW + timedelta(days=1)))
SHOP = {
    "name": "Quán Cô Ba",
    "category": "food",
    "unit": {"scheme": SCHEME, "code": VY_DA.code},
    "address": "12 Lê Lợi",
    "contact_phone": "0905123456",
}


@pytest.fixture
def owner(house):
    _, token = house.citizen()
    return token


@pytest.fixture
def mine(house):
    return house.venue(owner=str(a_person().person_id), capacity=10)


def update(house, place, token=OFFICER, **body):
    return house.call("updateVenue", body, token=token, venue=getattr(place, "venue_id", place))


def seen(house, place, token=OFFICER):
    return house.call("getVenue", token=token, venue=place.venue_id).json


def test_what_is_given_is_changed_and_the_rest_stays(house, mine, owner):
    before = seen(house, mine, owner)
    given = {"category": "food", "contact_phone": "0234 3823 456", "capacity": 40, "reason": "bán thêm cà phê"}
    reply = update(house, mine, owner, **given)
    assert reply.status == 200
    changed = {
        "category": "food",
        "contact_phone": "+842343823456",
        "capacity": 40,
        "default_stay_minutes": 90,
        "max_stay_minutes": 240,
        "revision": 2,
    }
    assert reply.json == {**before, **changed}


def test_the_same_again_changes_nothing(house, mine, owner):
    given = {"name": "Tạp hóa Cô Tư", "revision": 1}
    first = update(house, mine, owner, **given)
    before = house.stored()
    again = update(house, mine, owner, **given)
    assert (first.status, again.status) == (200, 200)
    assert first.json == again.json
    assert house.stored() == before


def test_nothing_given_changes_nothing(house, mine, owner):
    before = house.stored()
    assert update(house, mine, owner).json["revision"] == 1
    assert update(house, mine, owner, category="grocery", default_stay_minutes=30).json["revision"] == 1
    assert house.stored() == before


def test_a_change_whose_answer_was_lost_is_found_by_its_repeat(house, mine, owner):
    house.faults.plan("replace", Fault.ANSWER_LOST)
    assert update(house, mine, owner, name="Khác").status == 503
    assert update(house, mine, owner, name="Khác").json["revision"] == 2


def test_who_saw_an_older_revision_is_told_that_somebody_was_faster(house, mine, owner):
    update(house, mine, owner, name="Khác")
    before = house.stored()
    reply = update(house, mine, owner, name="Lại khác", revision=1)
    assert (reply.status, reply.code) == (409, "venue-changed")
    assert house.stored() == before
    assert update(house, mine, owner, name="Lại khác", revision=2).status == 200


def test_another_kind_brings_its_stay_unless_one_is_given(house, mine, owner):
    assert update(house, mine, owner, default_stay_minutes=20).json["default_stay_minutes"] == 20
    assert update(house, mine, owner, category="office").json["default_stay_minutes"] == 600
    reply = update(house, mine, owner, category="market", default_stay_minutes=240)
    assert reply.json["default_stay_minutes"] == 240
    assert update(house, mine, owner, default_stay_minutes=241).faults == {("default_stay_minutes", "stay")}


def test_every_broken_rule_is_named_at_once(house, mine, owner):
    before = house.stored()
    wrong = {"name": "☕", "address": "--", "category": "pub", "contact_phone": "123"}
    assert update(house, mine, owner, **wrong).faults == {
        ("name", "symbols"),
        ("address", "no-letters"),
        ("category", "category"),
        ("contact_phone", "venue-phone"),
    }
    assert update(house, mine, owner, name="Khác", reason="a\x00").faults == {("reason", "control-characters")}
    assert house.stored() == before


def test_a_name_that_another_venue_bears_is_refused_and_the_name_given_up_is_free(house, mine):
    other = house.venue(2, name="Quán Hoà", address=mine.address)
    before = house.stored()
    reply = update(house, mine, name="QUÁN HÒA")
    assert (reply.status, reply.code) == (409, "venue-exists")
    assert house.stored() == before
    assert update(house, other, name="Quán Mới").status == 200
    assert update(house, mine, name="QUÁN HÒA").status == 200


def test_a_renamed_venue_is_found_by_its_new_name(house, mine):
    update(house, mine, name="Quán Mới")
    found = house.call("searchVenues", token=OFFICER, query={"q": "quan moi"}).json["venues"]
    assert [venue["venue_id"] for venue in found] == [str(mine.venue_id)]


@pytest.mark.parametrize("role", sorted(VENUE_KEEPERS))
def test_keepers_of_the_unit_change_it_and_those_of_elsewhere_do_not(house, mine, role):
    assert update(house, mine, staff_token(role, KIM_LONG), name="Khác").code == "outside-jurisdiction"
    assert update(house, mine, staff_token(role, HUE), name="Khác").status == 200


def test_another_citizen_may_not_change_it(house, mine):
    _, stranger = house.citizen(2)
    assert update(house, mine, stranger, name="Khác").code == "not-allowed"


def test_keepers_read_what_was_changed_by_whom_and_why_newest_first(house, mine, owner):
    update(house, mine, owner, name="Tạp hóa Cô Tư", contact_phone="0905999999", reason="đổi chủ")
    house.clock.passes(timedelta(hours=1))
    house.call("deactivateVenue", {"reason": "hết hàng"}, token=OFFICER, venue=mine.venue_id)
    code = seen(house, mine)["code"]
    house.call("reactivateVenue", {}, token=OFFICER, venue=mine.venue_id)
    house.call("reissueVenueCode", {"reason": "bị dán đè"}, token=owner, venue=mine.venue_id)
    told = seen(house, mine, owner)["changes"]
    later = shown(NOW + timedelta(hours=1))
    assert told == [
        {"revision": 5, "act": "code_reissued", "by": "me", "at": later, "reason": "bị dán đè", "was": {"code": code}},
        {"revision": 4, "act": "reactivated", "by": "staff", "at": later, "was": {"status": "DEACTIVATED"}},
        {
            "revision": 3,
            "act": "deactivated",
            "by": "staff",
            "at": later,
            "reason": "hết hàng",
            "was": {"status": "ACTIVE"},
        },
        {
            "revision": 2,
            "act": "updated",
            "by": "me",
            "at": shown(NOW),
            "reason": "đổi chủ",
            "was": {"name": mine.name, "contact_phone": "+84905123456"},
        },
    ]
    assert [change["by"] for change in seen(house, mine)["changes"]] == ["owner", "me", "me", "owner"]


def test_nobody_else_reads_changes_or_numbers(house, mine):
    update(house, mine, contact_phone="0905999999", reason="đổi chủ")
    _, stranger = house.citizen(2)
    for token in (None, stranger, staff_token(Role.COMMUNE_OFFICER, KIM_LONG)):
        public = seen(house, mine, token)
        assert not {"changes", "contact_phone", "revision"} & set(public)
    assert "changes" not in house.call("searchVenues", token=OFFICER).json["venues"][0]


def test_the_newest_ten_changes_are_shown(house, mine):
    for number in range(12):
        update(house, mine, capacity=100 + number)
    assert [change["revision"] for change in seen(house, mine)["changes"]] == list(range(13, 3, -1))


def test_two_stalls_whose_names_differ_in_a_mark_are_two_venues_and_the_answer_asks(house, owner):
    first = house.call("registerVenue", SHOP, token=owner).json
    _, other = house.citizen(2)
    reply = house.call("registerVenue", {**SHOP, "name": "Quán Cô Bà", "contact_phone": "0905000001"}, token=other)
    assert reply.status == 201
    assert reply.json["venue_id"] != first["venue_id"]
    assert reply.json["contact_phone"] == "+84905000001"
    public = {name: first[name] for name in ("venue_id", "code", "name", "category", "address")}
    assert reply.json["alike"] == [public]
    assert "alike" not in first


def test_the_repeat_of_a_registration_gives_the_same_answer(house, owner):
    house.call("registerVenue", SHOP, token=owner)
    look_alike = {**SHOP, "name": "Quán Cô Bà"}
    first, again = (
        house.call("registerVenue", look_alike, token=owner),
        house.call("registerVenue", look_alike, token=owner),
    )
    assert (first.status, again.status) == (201, 200)
    assert first.json == again.json


def test_an_update_asks_about_look_alikes_too(house, mine):
    house.venue(2, name="Quán Cô Bà", address="12 Lê Lợi")
    reply = update(house, mine, name="Quán Cô Ba")
    assert [other["name"] for other in reply.json["alike"]] == ["Quán Cô Bà"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [("02043823456", "+842043823456"), ("1900 636 467", "1900636467"), ("0912345678", "+84912345678")],
)
def test_a_venue_is_called_by_landline_or_service_number(house, owner, said, kept):
    reply = house.call("registerVenue", {**SHOP, "contact_phone": said}, token=owner)
    assert (reply.status, reply.json["contact_phone"]) == (201, kept)
