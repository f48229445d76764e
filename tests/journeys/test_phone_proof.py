"""A phone is proved by the code it receives; nobody needs that to check in."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from tests.journeys.actors.citizen import Citizen
from tests.journeys.actors.phone import SAID, Phone
from tests.journeys.actors.town import Commune, Town
from tests.waiting import eventually


@pytest.fixture(scope="module")
def commune(town: Town) -> Commune:
    """One for all these stories: none of them counts what happens in it."""
    return town.commune()


pytestmark = pytest.mark.journey


def code_sent_to(town: Town, phone: str, *, earlier: int = 0) -> str:
    messages = eventually(lambda: town.messages_to(phone), until=lambda told: len(told) > earlier)
    found = re.search(r"\b\d{6}\b", messages[-1])
    assert found, messages
    # a phone offers the code to the pages of this host alone
    assert messages[-1].endswith(f"\n@{urlsplit(town.web).hostname} #{found[0]}")
    return found[0]


def test_the_code_of_the_message_proves_the_phone(town: Town, commune: Commune) -> None:
    lan = commune.citizen()
    assert lan.profile()["phone_verified"] is False

    lan.wire.post("/me/phone-otp", {}).ok(202)
    code = code_sent_to(town, lan.phone)
    other = f"{(int(code) + 1) % 10**6:06d}"
    lan.wire.post("/me/phone", {"otp": other}).refused(422, "otp-wrong")
    assert lan.wire.post("/me/phone", {"otp": code}).ok(200) == {"phone_verified": True}

    assert lan.profile()["phone_verified"] is True
    (seen,) = commune.volunteer.looks_up(phone=lan.phone).ok(200)["persons"]
    assert seen["phone_verified"] is True


def test_guessing_ends(town: Town, commune: Commune) -> None:
    lan = commune.citizen()
    lan.wire.post("/me/phone-otp", {}).ok(202)
    code = code_sent_to(town, lan.phone)

    for guess in range(1, 6):
        lan.wire.post("/me/phone", {"otp": f"{(int(code) + guess) % 10**6:06d}"}).refused(422, "otp-wrong")

    lan.wire.post("/me/phone", {"otp": code}).refused(429, "otp-too-many")
    assert lan.profile()["phone_verified"] is False


def test_one_message_for_one_request(town: Town, commune: Commune) -> None:
    lan: Citizen = commune.citizen()
    lan.wire.post("/me/phone-otp", {}).ok(202)
    code_sent_to(town, lan.phone)
    lan.wire.post("/me/phone", {"otp": code_sent_to(town, lan.phone)}).ok(200)

    assert len(town.messages_to(lan.phone)) == 1


@pytest.mark.web
def test_on_the_page(town: Town, commune: Commune, phone: Callable[[], Phone]) -> None:
    lan = phone()
    lan.registers_itself(commune.unit)
    lan.page.get_by_role("button", name=SAID["me.otp-send"]).click()

    lan.page.locator("#otp").fill(code_sent_to(town, lan.number))
    lan.page.locator("#otp-go").click()

    lan.page.get_by_text(SAID["me.verified"], exact=True).wait_for()
    assert lan.profile().ok(200)["phone_verified"] is True
