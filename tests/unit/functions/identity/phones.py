"""People with phones, and what is sent to them."""

import re

from domain.base.secret import Purpose
from domain.people.phone.recovery import Claimant
from domain.people.policy import OTP as POLICY
from functions.notify import wiring
from functions.notify.service import sending
from tests.builders.people import a_person_id

PHONE, SPOKEN = "+84905000001", "0905 000 001"
NEW, NEW_SPOKEN = "+84905000009", "0905000009"
ID = "6f1c1f0e-6c8e-4e54-9a57-2f0f5d8f9f0a"
LAN = {"phone": SPOKEN, "full_name": "Nguyễn Thị Lan", "year_of_birth": 1987}
NOBODY = {**LAN, "full_name": "Nguyễn Thị Loan"}


def registered(house, number=1, **facts):
    """Somebody of the one number; the person and a device token."""
    return house.citizen(number, **{"phone": PHONE, **facts})


def delivered(house):
    """The sender takes whatever waits; the text messages that went out because of it."""
    before = len(house.messenger.messages)
    for key in list(house.outbox._notices):
        sending.send(key, ports=wiring.sender_parts().ports, now=house.clock())
    return house.messenger.messages[before:]


def code_in(message):
    """The code of a text message."""
    _, text, _ = message
    (code,) = set(re.findall(r"\b[0-9]{6}\b", text))
    return code


def asks(house, said=LAN, token=None, **more):
    return house.call("recoverPerson", {**said, **more}, token=token)


def comes_back(house, said=LAN, token=None, **more):
    """Asks, receives, gives the code."""
    house.clock.passes(POLICY.again_after)
    assert asks(house, said, token).status == 202
    (message,) = delivered(house)
    return asks(house, said, token, otp=code_in(message), **more)


def proves(house, token):
    """Whoever is signed in proves the number that is to be proved."""
    house.clock.passes(POLICY.again_after)
    assert house.call("requestPhoneOtp", {}, token=token).status == 202
    (message,) = delivered(house)
    return house.call("verifyPhone", {"otp": code_in(message)}, token=token)


def profile(house, token):
    reply = house.call("getMyProfile", token=token)
    assert reply.status == 200
    return reply.json


def stored(house, number=1):
    return house.persons.by_id(a_person_id(number))


def key_of(house, said=LAN):
    """Whose code a recovery asks for."""
    secret = house.keys.ring(Purpose.LOOKUP).newest.material
    return Claimant(PHONE, said["full_name"], said["year_of_birth"]).key(secret)
