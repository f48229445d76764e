"""What every door shares: settings, sign-in, problems, logs."""

import json
from dataclasses import dataclass
from datetime import timedelta

import jwt
import pytest
from chalice.app import Request

from adapters.memory.secret.secrets import MemorySecrets
from adapters.memory.standing.standing import MemoryStanding
from domain.base.errors import Busy, DomainError, Fault, InvalidInput
from domain.base.secret import Purpose
from domain.people.caller import Citizen
from domain.people.errors import TokenInvalid
from domain.people.roles import Role
from domain.presence.errors import VenueUnknown
from functions.kit import entrance
from functions.kit.http import Call
from functions.kit.observability import log, log_fault
from functions.kit.problems import Vocabulary
from functions.kit.settings import MissingSetting, from_environment
from functions.kit.sign_in import device_tokens
from functions.kit.sign_in.auth import Authenticator
from functions.kit.sign_in.staff_tokens import PoolTokens, jwks_url
from functions.words import people
from tests.builders.base import NOW, VY_DA
from tests.builders.people import a_person_id
from tests.doors.sign_in import CLIENT_ID, ISSUER, POOL_KID, pool_key, staff_token
from tests.entrance import KEY, SHOWN, TAKEN


@dataclass(frozen=True)
class Settings:
    visit_table: str
    site_url: str


def test_settings_are_read_from_variables_of_their_names(monkeypatch):
    monkeypatch.setenv("VISIT_TABLE", "visits")
    monkeypatch.setenv("SITE_URL", "https://x")
    assert from_environment(Settings) == Settings("visits", "https://x")


def test_missing_settings_are_named_all_at_once(monkeypatch):
    monkeypatch.delenv("VISIT_TABLE", raising=False)
    monkeypatch.delenv("SITE_URL", raising=False)
    with pytest.raises(MissingSetting, match="VISIT_TABLE, SITE_URL"):
        from_environment(Settings)


def test_the_pools_keys_are_read_at_its_issuer(monkeypatch):
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    assert jwks_url(ISSUER) == f"{ISSUER}/.well-known/jwks.json"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.2"])
def test_on_the_local_cloud_the_keys_are_read_from_it(monkeypatch, host):
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:4566/")
    assert jwks_url(ISSUER) == f"http://{host}:4566/ap-southeast-1_Test/.well-known/jwks.json"


@pytest.mark.parametrize(
    "endpoint", ["http://10.0.0.5:4566", "https://evil.example", "http://127.0.0.1.evil.example", ""]
)
def test_keys_are_read_from_no_other_host(monkeypatch, endpoint):
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    assert jwks_url(ISSUER).startswith(ISSUER)


class Remembering:
    """A key store as an instance of a function has it: what was read stays, until it is asked for afresh."""

    def __init__(self, keys):
        self.keys, self.remembered, self.fresh = keys, keys.ring(Purpose.DEVICE), 0

    def ring(self, purpose, *, fresh=False):
        assert purpose is Purpose.DEVICE
        if fresh:
            self.fresh += 1
            self.remembered = self.keys.ring(purpose)
        return self.remembered

    def rotate(self, purpose, *, now):
        return self.keys.rotate(purpose, now=now)


@pytest.fixture
def store():
    return MemorySecrets(clock=lambda: NOW)


def test_a_token_signed_with_a_key_made_since_makes_the_keys_be_read_afresh(store):
    here = Remembering(store)
    store.rotate(Purpose.DEVICE, now=NOW + timedelta(days=1_000))
    token = device_tokens.issue(a_person_id(), "d1", keys=store, registered_at=None, now=NOW)
    kid = jwt.get_unverified_header(token)["kid"]
    assert kid not in here.remembered.keys
    for _ in range(3):
        assert device_tokens.read(token, kid, keys=here, now=NOW).person == a_person_id()
    assert here.fresh == 1, "the first of them found the key for the others"


def test_a_known_key_is_read_from_memory(store):
    here = Remembering(store)
    token = device_tokens.issue(a_person_id(), "d1", keys=store, registered_at=None, now=NOW)
    assert device_tokens.read(token, "k1", keys=here, now=NOW).device == "d1"
    assert here.fresh == 0


def test_a_key_that_nobody_made_is_asked_for_once_and_refused(store):
    here = Remembering(store)
    token = device_tokens.issue(a_person_id(), "d1", keys=store, registered_at=None, now=NOW)
    with pytest.raises(TokenInvalid):
        device_tokens.read(token, "k9", keys=here, now=NOW)
    assert here.fresh == 1


class Pool:
    def __init__(self, *kids):
        self.kids, self.fetched, self.down = kids, 0, False

    def __call__(self, _):
        self.fetched += 1
        if self.down:
            raise TimeoutError
        return {kid: pool_key().public_key() for kid in self.kids}


def signed_with(kid):
    claims = jwt.decode(staff_token(Role.TRACER), options={"verify_signature": False})
    return jwt.encode(claims, pool_key(), algorithm="RS256", headers={"kid": kid})


def test_the_pools_keys_are_fetched_once_for_many_tokens():
    pool = Pool(POOL_KID)
    tokens = PoolTokens(ISSUER, CLIENT_ID, fetch=pool)
    for _ in range(5):
        assert tokens.read(staff_token(Role.TRACER), POOL_KID, now=NOW).unit == VY_DA
    assert pool.fetched == 1


def test_a_flood_of_invented_key_ids_is_no_flood_of_fetches():
    pool = Pool(POOL_KID)
    tokens = PoolTokens(ISSUER, CLIENT_ID, fetch=pool)
    for number in range(50):
        with pytest.raises(TokenInvalid):
            tokens.read("x", f"invented-{number}", now=NOW)
    assert pool.fetched == 1


def test_a_key_the_pool_added_is_found_after_ten_seconds():
    pool = Pool(POOL_KID)
    tokens = PoolTokens(ISSUER, CLIENT_ID, fetch=pool)
    tokens.read(staff_token(Role.TRACER), POOL_KID, now=NOW)
    pool.kids = (POOL_KID, "added")
    later = NOW + timedelta(seconds=10)
    assert tokens.read(signed_with("added"), "added", now=later).roles == {Role.TRACER}


def test_a_pool_that_does_not_answer_asks_for_patience():
    pool = Pool(POOL_KID)
    pool.down = True
    with pytest.raises(Busy):
        PoolTokens(ISSUER, CLIENT_ID, fetch=pool).read(staff_token(Role.TRACER), POOL_KID, now=NOW)


def test_a_member_of_several_groups_holds_the_roles_known_here():
    token = staff_token(None, VY_DA, **{"cognito:groups": ["tracer", "auditor", "cleaners"]})
    tokens = PoolTokens(ISSUER, CLIENT_ID, fetch=Pool(POOL_KID))
    assert tokens.read(token, POOL_KID, now=NOW).roles == {Role.TRACER, Role.AUDITOR}


@pytest.fixture
def keys():
    return MemorySecrets(clock=lambda: NOW)


def test_a_device_token_is_read_back(keys):
    token = device_tokens.issue(a_person_id(), "d1", keys=keys, registered_at=None, now=NOW)
    citizen = Authenticator(keys, MemoryStanding()).caller(f"Bearer {token}", now=NOW)
    assert citizen == Citizen(a_person_id(), "d1")


def test_a_device_token_says_since_when_its_person_is_on_record(keys):
    since = NOW - timedelta(days=3)
    token = device_tokens.issue(a_person_id(), "d1", keys=keys, registered_at=since, now=NOW)
    citizen = Authenticator(keys, MemoryStanding()).caller(f"Bearer {token}", now=NOW)
    assert citizen == Citizen(a_person_id(), "d1", registered_at=since)


@pytest.mark.parametrize("since", ["yesterday", None, [1]])
def test_a_token_that_says_it_in_no_number_is_none(keys, since):
    whole = device_tokens.issue(a_person_id(), "d1", keys=keys, registered_at=NOW, now=NOW)
    key = keys.ring(Purpose.DEVICE).newest
    claims = jwt.decode(whole, options={"verify_signature": False}) | {"reg": since}
    token = jwt.encode(claims, key.material, algorithm=device_tokens.ALGORITHM, headers={"kid": key.kid})
    with pytest.raises(TokenInvalid):
        device_tokens.read(token, key.kid, keys=keys, now=NOW)


@pytest.mark.parametrize("header", [None, ""])
def test_without_a_header_nobody_calls(keys, header):
    assert Authenticator(keys, MemoryStanding()).caller(header, now=NOW) is None


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "Bearer a.b.c",
        "Bearer a",
        "Token x",
        "Bearer " + "x" * 9000,
        "Bearer é.é.é",
        "bearer ..",
        "🙂",
    ],
)
def test_a_header_that_is_no_token_is_refused(keys, header):
    with pytest.raises(TokenInvalid):
        Authenticator(keys, MemoryStanding()).caller(header, now=NOW)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_schemes_case_does_not_matter(keys, scheme):
    token = device_tokens.issue(a_person_id(), "d1", keys=keys, registered_at=None, now=NOW)
    assert Authenticator(keys, MemoryStanding()).caller(f"{scheme}  {token} ", now=NOW)


def test_a_problem_document_has_both_languages_and_every_fault():
    refusal = InvalidInput(Fault("name", "symbols", 3), Fault("phone", "phone"))
    status, body = Vocabulary.of(people).document(refusal, "request-1")
    assert status == 422
    assert body["type"] == "urn:vungxanh:problem:invalid"
    assert body["title"] == body["text"]["vi"]
    assert body["detail"] == body["text"]["en"]
    assert body["request_id"] == "request-1"
    assert body["errors"][0]["line"] == 3
    assert "line" not in body["errors"][1]


def test_a_refusal_without_faults_has_no_list_of_them():
    class Odd(DomainError):
        code = "busy"

    assert "errors" not in Vocabulary.of().document(Odd(), "r")[1]


@dataclass(frozen=True)
class SomethingHappened:
    venue: str
    count: int


def test_a_log_line_is_the_records_class_and_fields(logged):
    log(SomethingHappened("mhjy4aa8", 3))
    (line,) = logged()
    assert (line["message"], line["venue"], line["count"]) == ("SomethingHappened", "mhjy4aa8", 3)


def test_a_fault_is_logged_once_with_its_traceback_and_counted(logged, capsys):
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        log_fault("checkIn", "request-1")
    (line,) = logged()
    assert (line["where"], line["exception_name"]) == ("checkIn", "ZeroDivisionError")
    assert json.loads(capsys.readouterr().out)["UnhandledFault"] == [1.0]


def test_an_unexpected_fault_is_a_problem_too_and_tells_nothing_of_the_inside(house, monkeypatch, logged):
    def broken(_):
        raise ZeroDivisionError("a secret")

    monkeypatch.setattr(house.persons, "by_id", broken)
    _, token = house.citizen()
    reply = house.call("getMyProfile", token=token)
    assert (reply.status, reply.code) == (500, "fault")
    assert b"secret" not in reply.content
    assert [line["exception_name"] for line in logged()] == ["ZeroDivisionError"]


@pytest.mark.parametrize(
    "refusal",
    [VenueUnknown(), InvalidInput.of("name", "unheard-of")],
    ids=["another district's", "a rule without words"],
)
def test_a_refusal_that_a_door_has_no_words_for_is_a_fault(house, monkeypatch, logged, refusal):
    def refuses(_):
        raise refusal

    monkeypatch.setattr(house.persons, "by_id", refuses)
    reply = house.call("getMyProfile", token=house.citizen()[1])
    assert (reply.status, reply.code) == (500, "fault")
    assert [line["exception_name"] for line in logged()] == [type(refusal).__name__]


def test_a_request_that_no_route_takes_is_a_problem_document_too():
    from functions.reports.api import handler

    answer = handler({"routeKey": "$default", "headers": SHOWN, "requestContext": {"requestId": "r1"}}, None)
    assert answer["statusCode"] == 404
    assert answer["headers"]["Content-Type"] == "application/problem+json"
    assert json.loads(answer["body"])["code"] == "not-found"


@pytest.mark.parametrize("route", ["$default", "GET /health"])
@pytest.mark.parametrize(
    "headers",
    [
        None,
        {},
        {entrance.HEADER: ""},
        {entrance.HEADER: "guessed"},
        {entrance.HEADER: f"{KEY}, {KEY}"},
        {entrance.HEADER: "á"},
    ],
    ids=["none", "others", "empty", "guessed", "twice", "not ascii"],
)
def test_who_comes_around_the_content_network_is_told_that_this_is_the_wrong_door(route, headers, capsys):
    from functions.reports.api import handler

    answer = handler({"routeKey": route, "headers": headers, "requestContext": {"requestId": "r1"}}, None)
    assert answer["statusCode"] == 403
    assert answer["headers"]["Content-Type"] == "application/problem+json"
    assert json.loads(answer["body"])["code"] == "wrong-door"
    assert json.loads(capsys.readouterr().out)["WrongDoor"] == [1.0]


def test_both_keys_of_the_network_are_taken_while_one_gives_way_to_the_other(house):
    for key in TAKEN["ENTRANCE_KEYS"].split():
        assert house.call("getHealth", headers={entrance.HEADER: key}).status == 200


def test_a_door_without_a_key_lets_nobody_in(monkeypatch):
    monkeypatch.delenv("ENTRANCE_KEYS")
    entrance._taken.cache_clear()
    with pytest.raises(MissingSetting, match="ENTRANCE_KEYS"):
        entrance.admit({entrance.HEADER: ""})


@pytest.mark.parametrize("keys", ["", " "])
def test_no_key_at_all_is_no_way_in(monkeypatch, keys):
    monkeypatch.setenv("ENTRANCE_KEYS", keys)
    entrance._taken.cache_clear()
    with pytest.raises(entrance.WrongDoor):
        entrance.admit({entrance.HEADER: keys})
    entrance._taken.cache_clear()


@pytest.mark.parametrize(
    ("headers", "seen", "source"),
    [
        ({"cloudfront-viewer-address": "203.0.113.9:4711"}, "10.0.0.1", "203.0.113.9"),
        ({"cloudfront-viewer-address": "2001:db8::7:4711"}, "10.0.0.1", "2001:db8::7"),
        ({}, "10.0.0.1", "10.0.0.1"),
        # Forwarded by the network, then by the gateway: what stands before them is what the visitor says.
        ({"x-forwarded-for": "198.51.100.1, 203.0.113.9, 64.252.0.1"}, "64.252.0.1", "203.0.113.9"),
        ({"x-forwarded-for": "203.0.113.9"}, "10.0.0.1", "10.0.0.1"),
        (
            {"x-forwarded-for": "203.0.113.9, 64.252.0.1", "cloudfront-viewer-address": "198.51.100.1:1"},
            "64.252.0.1",
            "203.0.113.9",
        ),
    ],
)
def test_where_a_request_comes_from(headers, seen, source):
    event = dict.fromkeys(("multiValueQueryStringParameters", "pathParameters", "body", "stageVariables"))
    context = {"httpMethod": "GET", "resourcePath": "/", "sourceIp": seen}
    request = Request({**event, "headers": headers, "requestContext": context})
    assert Call(request, None, None, None, {}).source == source
