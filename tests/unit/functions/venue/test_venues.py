"""The venue register through the HTTP door."""

from datetime import timedelta

import pytest

from domain.base.period import shown
from domain.base.secret import Purpose
from domain.people.roles import VENUE_KEEPERS, VENUE_READERS, Role
from tests.builders.base import HAI_VAN, HUE, KIM_LONG, NOW, OLD_TRUC_BACH, SCHEME, VY_DA
from tests.builders.people import a_person
from tests.builders.presence import a_venue_id
from tests.doors.sign_in import staff_token
from tests.doors.venue import SITE_URL

SHOP = {
    "name": "Tạp hóa Cô Ba",
    "category": "grocery",
    "unit": {"scheme": SCHEME, "code": VY_DA.code},
    "address": "12 Lê Lợi",
    "contact_phone": "0905123456",
    "capacity": 20,
}
PUBLIC = {
    "venue_id",
    "code",
    "name",
    "category",
    "unit",
    "address",
    "status",
    "default_stay_minutes",
    "max_stay_minutes",
}
OWNERS = {"check_in_url", "contact_phone", "capacity", "registered_at", "revision"}


@pytest.fixture
def owner(house):
    _, token = house.citizen()
    return token


def test_an_owner_registers_a_venue_and_gets_code_and_address(house, owner):
    reply = house.call("registerVenue", SHOP, token=owner)
    assert reply.status == 201
    assert set(reply.json) == PUBLIC | OWNERS
    assert reply.json["unit"] == {"scheme": SCHEME, "code": "19777", "name": "Phường Vỹ Dạ"}
    assert reply.json["check_in_url"].startswith(f"{SITE_URL.upper()}/C#{reply.json['code'].replace('-', '')}")
    assert (reply.json["status"], reply.json["default_stay_minutes"]) == ("ACTIVE", 30)
    assert reply.json["contact_phone"] == "+84905123456"


def test_the_address_in_the_answer_checks_somebody_in(house, owner):
    url = house.call("registerVenue", SHOP, token=owner).json["check_in_url"]
    assert house.call("checkIn", {"code": url, "at": shown(NOW)}, token=owner).status == 201


def test_the_same_venue_again_by_the_same_owner_is_the_same_answer(house, owner):
    first = house.call("registerVenue", SHOP, token=owner)
    again = house.call("registerVenue", {**SHOP, "name": "TẠP HOÁ  CÔ BA"}, token=owner)
    assert (first.status, again.status) == (201, 200)
    assert again.json == first.json


def test_the_same_venue_by_another_citizen_is_refused(house, owner):
    house.call("registerVenue", SHOP, token=owner)
    _, other = house.citizen(2)
    before = house.stored()
    reply = house.call("registerVenue", SHOP, token=other)
    assert (reply.status, reply.code) == (409, "venue-exists")
    assert house.stored() == before


def test_staff_who_register_what_an_owner_registered_find_it(house, owner):
    mine = house.call("registerVenue", SHOP, token=owner)
    theirs = house.call("registerVenue", SHOP, token=staff_token(Role.VOLUNTEER))
    assert (theirs.status, theirs.json["venue_id"]) == (200, mine.json["venue_id"])


@pytest.mark.parametrize("role", sorted(VENUE_KEEPERS))
def test_staff_register_on_somebodys_behalf_in_their_unit(house, role):
    assert house.call("registerVenue", SHOP, token=staff_token(role)).status == 201
    elsewhere = {**SHOP, "unit": {"scheme": SCHEME, "code": HAI_VAN.code}}
    assert house.call("registerVenue", elsewhere, token=staff_token(role)).code == "outside-jurisdiction"


def test_a_provinces_officer_registers_in_every_commune_of_it(house):
    token = staff_token(Role.PROVINCE_OFFICER, HUE)
    assert house.call("registerVenue", SHOP, token=token).status == 201


def test_a_stay_may_be_shorter_or_longer_than_the_kinds_up_to_its_cap(house, owner):
    reply = house.call("registerVenue", {**SHOP, "default_stay_minutes": 120}, token=owner)
    assert reply.json["default_stay_minutes"] == 120
    too_long = {**SHOP, "name": "Khác", "default_stay_minutes": 121}
    assert house.call("registerVenue", too_long, token=owner).faults == {("default_stay_minutes", "stay")}


def test_a_stall_names_the_market_it_stands_in(house, owner):
    market = house.call("registerVenue", {**SHOP, "category": "market"}, token=owner).json
    stall = {**SHOP, "name": "Sạp 4", "parent_venue_id": market["venue_id"]}
    assert house.call("registerVenue", stall, token=owner).json["parent_venue_id"] == market["venue_id"]


def test_an_unknown_market_is_refused(house, owner):
    before = house.stored()
    reply = house.call("registerVenue", {**SHOP, "parent_venue_id": str(a_venue_id(77))}, token=owner)
    assert (reply.status, reply.faults) == (422, {("parent_venue_id", "venue-id")})
    assert house.stored() == before


def test_every_broken_rule_of_a_venue_is_named_at_once(house, owner):
    wrong = {
        **SHOP, "name": "☕", "category": "pub", "unit": {"scheme": SCHEME, "code": "99999"}, "address": "--",
        "contact_phone": "123", "parent_venue_id": "x",
    }  # fmt: skip
    assert house.call("registerVenue", wrong, token=owner).faults == {
        ("name", "symbols"),
        ("category", "category"),
        ("unit.code", "unit"),
        ("address", "no-letters"),
        ("contact_phone", "venue-phone"),
        ("parent_venue_id", "venue-id"),
    }


def test_a_venue_stands_in_a_commune_not_in_a_province(house, owner):
    province = {**SHOP, "unit": {"scheme": SCHEME, "code": HUE.code}}
    assert house.call("registerVenue", province, token=owner).faults == {("unit.code", "unit-commune")}


def test_no_venue_stands_in_a_commune_that_is_no_more(house, owner):
    gone = {**SHOP, "unit": {"scheme": OLD_TRUC_BACH.scheme, "code": OLD_TRUC_BACH.code}}
    assert house.call("registerVenue", gone, token=owner).faults == {("unit.code", "unit")}


def test_markup_in_a_name_is_stored_and_answered_as_text(house, owner):
    name = "<script>alert('x')</script> & Cà phê\"; DROP TABLE venues; --"
    made = house.call("registerVenue", {**SHOP, "name": name}, token=owner)
    assert made.json["name"] == name
    svg = house.call("getVenuePoster", token=owner, venue=made.json["venue_id"], query={"format": "svg"})
    assert b"<script>" not in svg.content


def test_anybody_sees_the_public_face_and_caches_may_keep_it(house):
    place = house.venue(capacity=10)
    reply = house.call("getVenue", venue=place.code.shown)
    assert set(reply.json) == PUBLIC
    assert reply.headers["cache-control"] == "public, max-age=300"


@pytest.mark.parametrize("by", ["venue_id", "code", "qr"])
def test_a_venue_is_found_by_id_code_and_token(house, by):
    place = house.venue()
    text = {"venue_id": str(place.venue_id), "code": place.code.shown, "qr": house.qr(place)}[by]
    assert house.call("getVenue", venue=text).json["venue_id"] == str(place.venue_id)


def test_the_owner_sees_everything_and_no_cache_keeps_it(house, owner):
    place = house.venue(owner=str(a_person().person_id), capacity=10)
    reply = house.call("getVenue", token=owner, venue=place.venue_id)
    assert set(reply.json) == PUBLIC | OWNERS
    assert reply.headers["cache-control"] == "no-store"


def test_another_citizen_sees_the_public_face_which_is_not_cached_with_a_sign_in(house, owner):
    reply = house.call("getVenue", token=owner, venue=house.venue(capacity=10).venue_id)
    assert set(reply.json) == PUBLIC
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("role", sorted(Role))
@pytest.mark.parametrize("unit", [VY_DA, KIM_LONG, HUE])
def test_staff_who_work_with_venues_see_everything_in_their_unit(house, role, unit):
    place = house.venue(capacity=10)
    shown_fields = set(house.call("getVenue", token=staff_token(role, unit), venue=place.venue_id).json)
    everything = role in VENUE_READERS and unit in (VY_DA, HUE)
    assert shown_fields == (PUBLIC | OWNERS if everything else PUBLIC)


def test_an_unknown_venue_a_mistyped_code_and_a_forgery_are_told_apart(house):
    assert house.call("getVenue", venue=a_venue_id(77)).code == "venue-unknown"
    assert house.call("getVenue", venue=f"{a_venue_id(77)}"[:-1] + "z").faults == {("venue", "venue-code")}
    token = house.qr(house.venue())
    assert house.call("getVenue", venue=token[:-1] + ("0" if token[-1] != "0" else "1")).code == "venue-code-forged"


@pytest.mark.parametrize("operation", ["deactivateVenue", "reactivateVenue"])
def test_changing_the_state_twice_changes_it_once(house, operation):
    place = house.venue()
    token = staff_token(Role.COMMUNE_OFFICER)
    first = house.call(operation, {"reason": "đóng cửa"}, token=token, venue=place.venue_id)
    again = house.call(operation, {"reason": "đóng cửa"}, token=token, venue=place.venue_id)
    assert (first.status, again.status) == (200, 200)
    assert first.json == again.json


def test_a_venue_is_deactivated_and_reactivated_with_the_same_code(house):
    place, token = house.venue(), staff_token(Role.COMMUNE_OFFICER)
    assert house.call("deactivateVenue", {}, token=token, venue=place.venue_id).json["status"] == "DEACTIVATED"
    back = house.call("reactivateVenue", {}, token=token, venue=place.venue_id).json
    assert (back["status"], back["code"]) == ("ACTIVE", place.code.shown)


def test_a_new_code_replaces_the_old_one_and_the_venue_id_stays(house, owner):
    place = house.venue(owner=str(a_person().person_id))
    old = house.qr(place)
    reply = house.call("reissueVenueCode", {"reason": "bị dán đè"}, token=owner, venue=place.venue_id)
    assert reply.status == 200
    assert reply.json["venue_id"] == str(place.venue_id)
    assert reply.json["code"] != place.code.shown
    assert house.call("checkIn", {"code": old, "at": shown(NOW)}, token=owner).code == "venue-code-retired"
    assert house.call("checkIn", {"code": reply.json["check_in_url"], "at": shown(NOW)}, token=owner).status == 201


def test_the_owner_may_name_the_venue_by_its_retired_code(house, owner):
    place = house.venue(owner=str(a_person().person_id))
    house.call("reissueVenueCode", {}, token=owner, venue=place.venue_id)
    assert house.call("getVenue", venue=place.code.shown).json["venue_id"] == str(place.venue_id)


def test_a_poster_of_before_a_key_rotation_still_checks_in(house, owner):
    place = house.venue()
    old = house.qr(place)
    house.clock.passes(timedelta(days=366))
    house.keys.rotate(Purpose.VENUE, now=house.clock())
    assert house.qr(place) != old
    assert house.call("checkIn", {"code": old, "at": shown(house.clock())}, token=owner).status == 201


@pytest.mark.parametrize("operation", ["deactivateVenue", "reactivateVenue", "reissueVenueCode"])
def test_a_neighbours_officer_may_not_touch_a_venue(house, operation):
    place = house.venue()
    before = house.stored()
    reply = house.call(operation, {}, token=staff_token(Role.COMMUNE_OFFICER, KIM_LONG), venue=place.venue_id)
    assert (reply.status, reply.code) == (403, "outside-jurisdiction")
    assert house.stored() == before


@pytest.mark.parametrize("operation", ["deactivateVenue", "reactivateVenue", "reissueVenueCode"])
def test_a_citizen_who_is_not_the_owner_may_not_touch_a_venue(house, owner, operation):
    place = house.venue()
    reply = house.call(operation, {}, token=owner, venue=place.venue_id)
    assert (reply.status, reply.code) == (403, "not-allowed")


def test_an_owner_lists_the_own_venues(house, owner):
    mine = house.venue(1, owner=str(a_person().person_id))
    house.venue(2)
    listed = house.call("listMyVenues", token=owner).json["venues"]
    assert [venue["venue_id"] for venue in listed] == [str(mine.venue_id)]


def search(house, area=VY_DA, **query):
    return house.call("searchVenues", token=staff_token(Role.COMMUNE_OFFICER, area), query=query)


def names(reply):
    return [venue["name"] for venue in reply.json["venues"]]


@pytest.fixture
def places(house):
    house.venue(1, name="Quán Hoà Bình", category="food")
    house.venue(2, name="Chợ Vỹ Dạ", category="market")
    house.venue(3, name="Tạp hóa Đức", address="5 Nguyễn Sinh Cung")
    house.venue(4, name="Quán Kim Long", unit_path="VN-2025H2/46/19774")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("hoa binh", ["Quán Hoà Bình"]),
        ("HÒA", ["Quán Hoà Bình", "Tạp hóa Đức"]),
        ("duc", ["Tạp hóa Đức"]),
        ("cung tap", ["Tạp hóa Đức"]),
        ("le loi quan", ["Quán Hoà Bình"]),
        ("không có", []),
        ("%", []),
    ],
)
@pytest.mark.usefixtures("places")
def test_words_are_found_without_diacritics_in_any_order(house, words, found):
    assert names(search(house, q=words)) == found


@pytest.mark.usefixtures("places")
def test_without_words_a_unit_lists_its_venues_by_name(house):
    assert names(search(house)) == ["Chợ Vỹ Dạ", "Quán Hoà Bình", "Tạp hóa Đức"]


@pytest.mark.usefixtures("places")
def test_a_kind_may_be_chosen(house):
    assert names(search(house, category="market")) == ["Chợ Vỹ Dạ"]


@pytest.mark.usefixtures("places")
def test_a_province_sees_all_its_communes_and_may_choose_one(house):
    assert len(names(search(house, HUE))) == 4
    assert names(search(house, HUE, unit=KIM_LONG.code)) == ["Quán Kim Long"]


@pytest.mark.usefixtures("places")
def test_a_commune_does_not_see_its_neighbour(house):
    reply = search(house, VY_DA, unit=KIM_LONG.code)
    assert (reply.status, reply.code) == (403, "outside-jurisdiction")
    assert search(house, VY_DA, unit="99999").faults == {("unit", "unit")}


@pytest.mark.usefixtures("places")
def test_pages_follow_each_other_without_gap_or_repeat(house):
    seen, cursor = [], None
    while cursor != "":
        reply = search(house, limit=1, **({"cursor": cursor} if cursor else {}))
        seen += names(reply)
        cursor = reply.json.get("next_cursor", "")
    assert seen == ["Chợ Vỹ Dạ", "Quán Hoà Bình", "Tạp hóa Đức"]


def test_an_invented_cursor_is_refused(house):
    assert search(house, cursor="x").faults == {("cursor", "cursor")}


@pytest.mark.timeout(60)  # the first PDF loads the library that draws it
@pytest.mark.parametrize(("form", "starts"), [("pdf", b"%PDF-"), ("png", b"\x89PNG"), ("svg", b"<svg")])
@pytest.mark.parametrize("size", ["A4", "A5"])
def test_a_poster_comes_in_three_formats_and_two_sizes(house, owner, form, starts, size):
    place = house.venue(owner=str(a_person().person_id))
    reply = house.call("getVenuePoster", token=owner, venue=place.venue_id, query={"format": form, "size": size})
    assert reply.status == 200
    assert reply.content.startswith(starts)
    assert f"poster-{place.code.shown}-{size}.{form}" in reply.headers["content-disposition"]


@pytest.mark.parametrize(("query", "fault"), [({"format": "exe"}, "format"), ({"size": "A0"}, "size")])
def test_an_unknown_format_is_refused(house, owner, query, fault):
    place = house.venue(owner=str(a_person().person_id))
    assert house.call("getVenuePoster", token=owner, venue=place.venue_id, query=query).faults == {(fault, "choice")}
