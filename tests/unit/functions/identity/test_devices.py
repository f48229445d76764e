"""Devices of a citizen: listed, signed out one by one or all, and not signed in again by what a lost phone knows."""

from collections.abc import Iterator
from typing import Any

import jwt
import pytest

from domain.base.period import epoch
from domain.people.codes import PersonId
from tests.builders.base import NOW
from tests.doors.house import House, open_house
from tests.guards.rows import UNIT
from tests.unit.functions.trace.outbreak import DAY, MINUTE

PERSON = {"full_name": "Trần Văn Minh", "phone": "0987654321", "year_of_birth": 1990, "unit": UNIT}
REQUEST = {**PERSON, "registration_id": "6f1c1f0e-6c8e-4e54-9a57-2f0f5d8f9f0a"}


@pytest.fixture
def house() -> Iterator[House]:
    with open_house() as made:
        yield made


def registered(house: House, **headers: str) -> Any:
    return house.call("registerPerson", REQUEST, headers=headers or None)


def devices(house: House, token: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = house.call("listDevices", token=token).json["devices"]
    return found


def test_a_device_is_listed_from_its_registration_on(house: House) -> None:
    agent = "Mozilla/5.0 (Linux; Android 10; SM-A105F) AppleWebKit/537.36"
    token = registered(house, **{"user-agent": agent}).json["device_token"]
    (device,) = devices(house, token)
    assert (device["is_this_one"], device["since"]) == (True, "2021-10-02T08:15:12+07:00")


def test_a_lost_device_is_signed_out_by_another(house: House) -> None:
    lost = registered(house).json["device_token"]
    house.clock.passes(MINUTE)
    person = house.call("getMyProfile", token=lost).json["person_id"]
    found = house.device_token(PersonId(person), "found")
    (mine, gone) = devices(house, found)
    assert (mine.get("is_this_one"), gone.get("is_this_one")) == (True, None)
    for _ in range(2):
        assert house.call("revokeDevice", {"device_id": gone["device_id"]}, token=found).status == 200
    assert house.call("getMyProfile", token=lost).code == "token-revoked"
    assert house.call("getMyProfile", token=found).status == 200
    assert registered(house).code == "token-revoked", "the lost phone knows its own registration"
    assert house.call("revokeDevice", {"device_id": "nobody's"}, token=found).code == "device-unknown"


def test_everywhere_leaves_whoever_asked_a_new_token(house: House) -> None:
    old = registered(house).json["device_token"]
    person = PersonId(house.call("getMyProfile", token=old).json["person_id"])
    other = house.device_token(person, "never listed")
    fresh = house.call("revokeDevice", {"everywhere": True}, token=old).json["device_token"]
    assert {house.call("getMyProfile", token=token).code for token in (old, other)} == {"token-revoked"}
    assert house.call("getMyProfile", token=fresh).status == 200
    assert registered(house).code == "token-revoked"


def test_a_retry_of_a_registration_that_stands_gives_the_same_device(house: House) -> None:
    first, again = registered(house), registered(house)
    assert (first.status, again.status) == (201, 200)
    assert len(devices(house, again.json["device_token"])) == 1


def said(token: str) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims


def test_every_token_of_a_record_says_since_when_that_is_known(house: House) -> None:
    first = registered(house).json["device_token"]
    house.clock.passes(3 * DAY)
    again = registered(house).json["device_token"]
    renewed = house.call("revokeDevice", {"everywhere": True}, token=again).json["device_token"]
    assert [said(token)["reg"] for token in (first, again, renewed)] == [epoch(NOW)] * 3
    assert said(renewed)["iat"] > epoch(NOW)


def test_a_token_that_does_not_say_it_is_renewed_as_it_is(house: House) -> None:
    person = PersonId(registered(house).json["person_id"])
    old = house.device_token(person, "of-before")
    assert "reg" not in said(house.call("revokeDevice", {"everywhere": True}, token=old).json["device_token"])
