"""What people type, paste or export is cleaned at the door, once, before any rule; what machines made is kept to the byte."""

import json

import pytest

from domain.base.errors import InvalidInput
from domain.base.period import shown
from domain.people.roles import Role
from functions.kit import bodies
from functions.kit.shapes import UnitRef
from functions.notify.schema import SaveSubscription
from tests.builders.base import NOW, SCHEME, VY_DA
from tests.builders.people import a_person
from tests.doors.sign_in import staff_token

TRACER, OFFICER = staff_token(Role.TRACER), staff_token(Role.COMMUNE_OFFICER)
LAN = {
    "full_name": "Nguyễn Thị Lan",
    "phone": "0912345678",
    "year_of_birth": 1987,
    "unit": {"scheme": SCHEME, "code": VY_DA.code},
}
SHOP = {
    "name": "Quán Hoà Bình",
    "category": "food",
    "unit": LAN["unit"],
    "address": "12 Lê Lợi",
    "contact_phone": "0905123456",
}


@pytest.mark.parametrize(
    "phone",
    [
        "\u202a0912345678\u202c",
        "\u2066+84 912 345 678\u2069",
        "０９１２３４５６７８",
        "0912\u2011345\u2013678",
        "0912\u00a0345\u202f678",
        "+84 (0)912 345 678",
        "0084912345678",
        "912345678",
    ],
)
def test_a_phone_is_the_same_however_it_was_copied(house, phone):
    house.citizen(1, phone="+84912345678")
    (found,) = house.call("findPersons", {"phone": phone}, token=TRACER).json["persons"]
    assert found["person_id"] == str(a_person(1).person_id)


@pytest.mark.parametrize("number", ["\u200e001093029317", "００１０９３０２９３１７", "001\u2011093\u2011029317\ufeff"])
def test_so_is_an_identity_number(house, number):
    house.citizen(1, identity="CCCD:001093029317")
    assert len(house.call("findPersons", {"identity_number": number}, token=TRACER).json["persons"]) == 1


def test_so_is_a_code_typed_scanned_or_in_an_address(house):
    _, token = house.citizen()
    place = house.venue()
    for code in (
        f"\u202a{place.code.shown}\u202c",
        place.code.shown.replace("-", "\u2011"),
        full_width(place.code.shown),
    ):
        assert house.call("checkIn", {"code": code, "at": shown(NOW)}, token=token).status in {200, 201}
        assert house.call("getVenue", venue=code).json["venue_id"] == str(place.venue_id)


def full_width(text):
    return "".join(chr(ord(c) + 0xFEE0) for c in text)


@pytest.mark.parametrize(
    "name", ["H\u2018Hen Niê", "H`Hen Niê", "H\u00b4Hen Niê", "H\u2019Hen\u00a0Niê", "\u200bH'Hen Niê"]
)
def test_a_name_is_stored_as_it_is_meant(house, name):
    token = house.call("registerPerson", {**LAN, "full_name": name}).json["device_token"]
    assert house.call("getMyProfile", token=token).json["full_name"] == "H'Hen Niê"


@pytest.mark.parametrize("words", ["\u202ahoà\u202c", "ＨＯＡ", "h\u200boa", "Hoa\u00a0b\u00ecnh"])
def test_words_are_found_however_they_were_copied(house, words):
    house.venue(1, name="Quán Hoà Bình")
    found = house.call("searchVenues", token=OFFICER, query={"q": words}).json["venues"]
    assert [venue["name"] for venue in found] == ["Quán Hoà Bình"]


def test_a_venue_may_be_called_kem_two_degrees_below_zero(house):
    reply = house.call("registerVenue", {**SHOP, "name": "Kem \u22122°"}, token=OFFICER)
    assert (reply.status, reply.json["name"]) == (201, "Kem -2°")


def test_cleaning_comes_before_rules_of_length_and_form(house):
    hidden = "\u200b" * 30
    assert house.call("findPersons", {"phone": f"{hidden}0912345678"}, token=TRACER).status == 200
    assert house.call("registerVenue", {**SHOP, "name": "\u200b"}, token=OFFICER).faults == {("name", "too-short")}
    _, token = house.citizen()
    wrong = house.call("verifyPhone", {"otp": "４０２８１７"}, token=token)
    assert wrong.code != "invalid"


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u2028"])
def test_a_control_character_is_refused_and_not_dropped(house, sign):
    reply = house.call("registerPerson", {**LAN, "full_name": f"Lan{sign} Anh"})
    assert reply.status in {201, 422}
    assert (reply.status == 201) == sign.isspace()


def test_damaged_text_is_called_damaged(house):
    reply = house.call("registerVenue", {**SHOP, "name": "Qu\ufffdn H\ufffda"}, token=OFFICER)
    assert reply.faults == {("name", "damaged")}
    assert "UTF-8" in reply.json["errors"][0]["text"]["vi"]


@pytest.mark.parametrize("escaped", [True, False])
def test_every_text_at_every_depth_is_cleaned_and_no_name_of_a_field(escaped):
    told = {"a": ["１\u200b", {"b": "H`Hen", "n": 1}], "ｃ": None, "d": True}
    raw = json.dumps(told, ensure_ascii=escaped).encode()
    assert bodies.clean(json.loads(raw)) == {"a": ["1", {"b": "H'Hen", "n": 1}], "ｃ": None, "d": True}
    unit = bodies.decoded(
        json.dumps({"scheme": "VN-２０２５H2", "code": "\u202a19777"}, ensure_ascii=escaped).encode(), UnitRef
    )
    assert (unit.scheme, unit.code) == (SCHEME, VY_DA.code)


def test_what_a_browser_made_is_kept_to_the_byte():
    told = {"endpoint": "https://fcm.googleapis.com/`x´\u200b", "keys": {"p256dh": "B`", "auth": "\u2011"}}
    kept = bodies.decoded(json.dumps(told).encode(), SaveSubscription)
    assert (kept.endpoint, kept.keys.p256dh, kept.keys.auth) == (told["endpoint"], "B`", "\u2011")


def test_a_number_that_no_reader_holds_is_out_of_range():
    with pytest.raises(InvalidInput) as refusal:
        bodies.decoded(b'{"scheme": 1e999999, "code": "1"}', UnitRef)
    assert [(fault.field, fault.rule) for fault in refusal.value.faults] == [("body", "range")]


def test_a_unit_as_it_was_answered_may_be_asked(house):
    token = house.call("registerPerson", LAN).json["device_token"]
    answered = house.call("getMyProfile", token=token).json["unit"]
    assert answered["name"] == "Phường Vỹ Dạ"
    assert house.call("registerPerson", {**LAN, "unit": answered}).status == 201
    assert house.call("registerVenue", {**SHOP, "unit": answered}, token=OFFICER).status == 201
    other = {**answered, "name": "Phường Kim Long"}
    told = house.call("registerVenue", {**SHOP, "unit": other, "address": "13 Lê Lợi"}, token=OFFICER)
    assert told.json["unit"] == answered
