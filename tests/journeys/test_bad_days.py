"""What a stranger tries, and what stands between a phone and the platform on a bad day."""

import json
import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Route

from tests.journeys.actors.names import a_phone
from tests.journeys.actors.phone import SAID, Phone
from tests.journeys.actors.town import Commune, Town
from tests.journeys.actors.wire import Wire
from tests.waiting import eventually
from tools.deploy.deployed import settings_of

pytestmark = pytest.mark.journey

HTML = "text/html"
BETWEEN: tuple[dict[str, Any], ...] = (
    {"status": 403, "content_type": HTML, "body": "<h1>403 Forbidden</h1>"},
    {"status": 502, "content_type": HTML, "body": "<h1>502 Bad Gateway</h1>"},
    {"status": 200, "content_type": HTML, "body": "<title>Wi-Fi</title>"},
    {"status": 201, "content_type": "application/json", "body": ""},
    {"status": 201, "content_type": "application/json", "body": '{"visit_id": "16'},
)


@pytest.fixture(scope="module")
def commune(town: Town) -> Commune:
    """One for all these stories: none of them counts what happens in it."""
    return town.commune()


@pytest.mark.web
def test_what_answers_in_the_platform_s_place_refuses_no_visit(commune: Commune, phone: Callable[[], Phone]) -> None:
    cafe, shop = commune.volunteer.registers_venue("food"), commune.volunteer.registers_venue("shop")
    lan = phone()
    lan.registers_and_checks_in(cafe)
    answers = list(BETWEEN)

    def between(route: Route) -> None:
        if answers and route.request.method == "POST":
            route.fulfill(**answers.pop(0))
        else:
            route.continue_()

    lan.context.route("**/api/visits", between)
    lan.scans(shop.check_in_url)
    lan.taps_check_in()
    lan.has_receipt("waiting")
    for _ in BETWEEN:
        lan.has_receipt("waiting")
        lan.page.get_by_role("button", name=SAID["c.retry"]).click()

    lan.has_receipt("sent")
    assert answers == [], "everything that stood between has answered once"
    assert len(lan.sent_visits()) == 1 + len(BETWEEN) + 1
    assert [visit["venue"]["venue_id"] for visit in lan.visits()] == [shop.venue_id, cafe.venue_id]


def test_the_api_s_own_address_is_no_way_around_the_firewall(town: Town) -> None:
    itself = Wire(f"{town.cloud.engine_url}/_aws/execute-api/{town.cloud.resources().api_id}/api")
    for method, path in (("GET", "/health"), ("POST", "/persons")):
        itself.send(method, path, b"{}" if method == "POST" else None).refused(403, "wrong-door")


def test_of_two_code_requests_at_once_the_texted_code_is_accepted(town: Town, commune: Commune) -> None:
    lan = commune.newcomer()
    with ThreadPoolExecutor(2) as pool:
        for asked in pool.map(lambda _: lan.wire.post("/me/phone-otp", {}), range(2)):
            asked.ok(202)
    town.settles()

    codes = {code for message in town.messages_to(lan.phone) for code in re.findall(r"\b\d{6}\b", message)}
    assert len(codes) == 1, "one live code"
    assert lan.wire.post("/me/phone", {"otp": codes.pop()}).ok(200) == {"phone_verified": True}


def test_guesses_at_once_are_no_more_than_guesses_in_turn(town: Town, commune: Commune) -> None:
    lan = commune.newcomer()
    lan.wire.post("/me/phone-otp", {}).ok(202)
    (message,) = eventually(lambda: town.messages_to(lan.phone), until=bool)
    (code,) = set(re.findall(r"\b\d{6}\b", message))
    wrong = [f"{(int(code) + guess) % 10**6:06d}" for guess in range(1, 13)]

    def guess(otp: str) -> str:
        return str(lan.wire.post("/me/phone", {"otp": otp}).json["code"])

    assert [guess(otp) for otp in wrong[:4]] == ["otp-wrong"] * 4
    with ThreadPoolExecutor(8) as pool:
        told = Counter(pool.map(guess, wrong[4:]))

    assert told == {"otp-wrong": 1, "otp-too-many": 7}
    lan.wire.post("/me/phone", {"otp": code}).refused(429, "otp-too-many")


def test_a_number_takes_three_unproved_registrations_a_day(commune: Commune) -> None:
    number = a_phone()
    first = commune.newcomer(phone=number)
    for _ in range(2):
        commune.newcomer(phone=number)
    body = {**first.profile(), "phone": number, "registration_id": str(uuid4())}
    asked = {name: body[name] for name in ("full_name", "year_of_birth", "unit", "phone", "registration_id")}

    refused = Wire(commune.town.api).post("/persons", asked)
    refused.refused(429, "phone-registrations-used")
    assert 0 < int(refused.headers["retry-after"]) <= 24 * 3600
    commune.volunteer.wire.post("/persons", asked).ok(201)


def test_a_venue_s_contact_phone_is_nowhere_to_be_read(town: Town, commune: Commune) -> None:
    venue = commune.volunteer.registers_venue(contact_phone="0912000777")
    table = settings_of(town.cloud.client("lambda"), "local", "venue-api")["VENUE_TABLE"]
    item = town.cloud.client("dynamodb").query(
        TableName=table,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": f"v#{venue.venue_id}"}},
    )["Items"]

    assert item
    assert "912000777" not in repr(item)
    assert commune.volunteer.looks_at(venue)["contact_phone"].endswith("912000777")


def test_the_officer_of_an_ended_district_is_told_so(town: Town) -> None:
    town.officer("district").wire.get("/cases").refused(403, "unit-ended")


def test_what_is_odd_but_right_is_answered_and_what_is_neither_is_refused_as_ever(town: Town, commune: Commune) -> None:
    stranger = Wire(town.api)
    head = stranger.send("HEAD", "/health")
    assert (head.status, head.content) == (200, b"")
    stranger.send("TRACE", "/health").refused(405, "method-not-allowed")
    stranger.get("/venues/%00").refused(400, "bad-path")

    body = json.dumps(
        {
            "full_name": "Trần Văn Minh",
            "phone": a_phone(),
            "year_of_birth": 1980.0,
            "unit": {"scheme": commune.unit.scheme, "code": commune.unit.code},
            "registration_id": str(uuid4()),
        }
    )
    assert "1980.0" in body
    token = stranger.send("POST", "/persons", body.encode()).ok(201)["device_token"]
    assert Wire(town.api, token).get("/me").ok(200)["year_of_birth"] == 1980
