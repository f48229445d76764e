"""Whom to call: set by a unit's staff, told to everybody, the nearest of each kind first."""

from datetime import timedelta

import pytest

from domain.people.roles import Role
from tests.builders.base import HAI_VAN, HUE, KIM_LONG, SCHEME, VY_DA
from tests.doors.sign_in import staff_token

OFFICER = staff_token(Role.COMMUNE_OFFICER, VY_DA)
PROVINCE = staff_token(Role.PROVINCE_OFFICER, HUE)
STATION = {"kind": "station", "name": "Trạm y tế phường Vỹ Dạ", "phone": "0234 3823 456", "hours": "7:00–17:00"}
CDC = {"kind": "cdc", "name": "CDC Huế", "phone": "0234.3822.470"}


def says(house, what, *, unit=VY_DA, token=OFFICER, **more):
    sent = {"unit": {"scheme": SCHEME, "code": unit.code}, **what, **more}
    return house.call("setUnitContact", sent, token=token)


def told(house, unit=VY_DA, scheme=SCHEME):
    reply = house.call("getUnitContacts", query={"scheme": scheme, "unit": unit.code})
    return {contact["kind"]: contact for contact in reply.json["contacts"]}


def book(house, token=OFFICER, **query):
    return house.call("listUnitContactChanges", token=token, query=query).json


def test_what_an_officer_says_is_told_to_everybody(house):
    assert says(house, STATION).status == 200
    station = told(house)["station"]
    assert (station["name"], station["phone"], station["phone_shown"]) == (
        STATION["name"],
        "+842343823456",
        "0234 3823 456",
    )
    assert (station["hours"], station["unit"]["name"]) == ("7:00-17:00", "Phường Vỹ Dạ")


def test_what_a_unit_does_not_list_is_told_of_what_it_lies_in(house):
    says(house, CDC, unit=HUE, token=PROVINCE)
    says(house, STATION)
    assert list(told(house)) == ["station", "cdc", "hotline", "emergency"]
    assert told(house)["cdc"]["unit"] == {"scheme": SCHEME, "code": "46", "name": "Thành phố Huế"}
    assert "station" not in told(house, KIM_LONG)
    assert "cdc" not in told(house, HAI_VAN)


def test_a_nearer_hotline_stands_before_the_nations(house):
    assert told(house)["hotline"]["phone"] == "19009095"
    says(house, {"kind": "hotline", "name": "Tổng đài 1022", "phone": "1022"}, unit=HUE, token=PROVINCE)
    assert told(house)["hotline"]["phone_shown"] == "1022"
    says(house, {"kind": "hotline", "name": "Đường dây nóng phường", "phone": "0912345678"})
    assert told(house)["hotline"]["phone_shown"] == "0912 345 678"
    assert told(house, KIM_LONG)["hotline"]["phone"] == "1022"


@pytest.mark.parametrize("query", [{}, {"scheme": "VN-2025H1", "unit": "00004"}])
def test_nobody_is_left_without_a_number(house, query):
    reply = house.call("getUnitContacts", query=query)
    nations = [(c["kind"], c["phone_shown"]) for c in reply.json["contacts"]]
    assert nations == [("hotline", "1900 9095"), ("emergency", "115")]
    assert "khó thở" in reply.json["contacts"][1]["when"]["vi"]
    assert reply.headers["cache-control"] == "public, max-age=300"


def test_three_levels_are_one_read(house, monkeypatch):
    asked = []
    read = house.unit_contacts.of_units

    def counted(units):
        asked.append([str(unit) for unit in units])
        return read(units)

    monkeypatch.setattr(house.unit_contacts, "of_units", counted)
    house.call("getUnitContacts", query={"scheme": "VN-2025H1", "unit": "00004"})
    assert asked == [["VN-2025H1/00004", "VN-2025H1/001", "VN-2025H1/01"]]


def test_the_same_again_changes_nothing(house):
    assert says(house, STATION).json["revision"] == 1
    house.clock.passes(timedelta(minutes=5))
    assert says(house, STATION, revision=0).json["revision"] == 1
    assert len(book(house)["changes"]) == 1


def test_who_was_slower_is_told(house):
    says(house, STATION, revision=0)
    assert says(house, STATION, revision=1, phone="0234 3999 999").json["revision"] == 2
    refused = says(house, STATION, revision=1, phone="0234 3888 888")
    assert (refused.status, refused.code) == (409, "unit-contact-changed")
    assert told(house)["station"]["phone_shown"] == "0234 3999 999"


def test_what_was_said_before_is_kept(house):
    says(house, STATION)
    house.clock.passes(timedelta(minutes=30))
    says(house, STATION, phone="0234 3999 999")
    newest, before = book(house)["changes"]
    assert (newest["revision"], newest["phone_shown"]) == (2, "0234 3999 999")
    assert (before["revision"], before["phone_shown"]) == (1, "0234 3823 456")
    assert before["since"] < newest["since"]


def test_a_number_that_is_taken_off_is_told_no_more(house):
    says(house, {"kind": "hotline", "name": "Tổng đài 1022", "phone": "1022"}, unit=HUE, token=PROVINCE)
    says(house, {"kind": "hotline", "name": "Phường", "phone": "0912345678"})
    says(house, {"kind": "hotline", "name": "Phường", "phone": "0912345678"}, listed=False)
    assert told(house)["hotline"]["phone"] == "1022"
    assert [contact["listed"] for contact in book(house)["contacts"]] == [False]


def test_whoever_serves_elsewhere_is_refused(house):
    for unit in (KIM_LONG, HUE, HAI_VAN):
        refused = says(house, STATION, unit=unit)
        assert (refused.status, refused.code) == (403, "outside-jurisdiction")
    assert says(house, STATION, token=staff_token(Role.HEALTH_STATION, KIM_LONG)).status == 403
    assert says(house, STATION, token=staff_token(Role.HEALTH_STATION, VY_DA)).status == 200
    assert says(house, CDC, token=PROVINCE).status == 200


def test_it_is_on_record_as_an_act_on_the_unit(house):
    says(house, STATION)
    says(house, STATION)
    says(house, STATION, unit=KIM_LONG)
    (record,) = house.audit.of_subject(f"U#{VY_DA}", limit=10, cursor=None, now=house.clock()).records
    assert (record.act, record.role, record.unit) == ("unit-contact-set", "commune_officer", str(VY_DA))
    assert record.reason == "contact of the unit: station"


def test_every_fault_is_named_at_once(house):
    refused = says(house, {"kind": "station", "name": "👍", "phone": "12", "hours": "\x1b"})
    assert {field for field, _ in refused.faults} == {"name", "phone", "hours"}
