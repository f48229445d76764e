"""Bodies that no operation could read: malformed, of another shape, too large, of another type."""

import base64
import json

import pytest

from tests.doors.calls import OPERATIONS, event_of, reply_of
from tests.entrance import SHOWN
from tests.guards.calls.identity import PERSON
from tests.guards.senders import WITH_BODY, WITH_JSON, Sender

MALFORMED = {
    "half an object": b'{"at": ',
    "two values": b"{} {}",
    "a comma too many": b'{"at": 1,}',
    "single quotes": b"{'at': 1}",
    "NaN": b'{"x": NaN}',
    "a comment": b"// x\n{}",
    "a byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": '{"at": 1}'.encode("utf-16"),
    "broken UTF-8": b'{"\xff": 1}',
    "broken UTF-8 in a value": b'{"reason": "\xc3\x28"}',
    "half a surrogate pair": b'{"reason": "\\ud800"}',
    "the other half": b'{"reason": "\\udc00 x"}',
    "an unknown escape": b'{"reason": "\\x41"}',
    "a raw line break": b'{"reason": "a\nb"}',
    "a huge exponent": b'{"year_of_birth": 1e999999}',
    "deep lists": b"[" * 16_000,
    "closed deep lists": b"[" * 8_000 + b"]" * 8_000,
    "deep objects": b'{"unit":' * 2_000,
    "deep objects, closed": b'{"unit":' * 1_500 + b"1" + b"}" * 1_500,
}
SCALARS = {"null": b"null", "a number": b"7", "text": b'"x"', "true": b"true", "a list": b"[]", "[{}]": b"[{}]"}


OTHER_TYPES = ["text/plain", "application/x-www-form-urlencoded", "text/csv", "application/jsonp", "x", "🙂"]


@pytest.mark.parametrize("operation", WITH_JSON)
def test_what_is_no_json_is_refused_in_words(sender: Sender, operation):
    for what, raw in MALFORMED.items():
        with sender.nothing_stored(what):
            reply = sender(operation, raw=raw)
        assert (reply.code, reply.status) in {("malformed", 400), ("invalid", 422)}, what
        assert all(rule for _, rule in reply.faults), what


@pytest.mark.parametrize("operation", WITH_JSON)
def test_no_body_at_all_is_an_empty_object(sender: Sender, operation):
    """A page that has nothing to say sends nothing; what is required is missed by name."""
    nothing, empty = (sender(operation, raw=raw) for raw in (b"", b"{}"))
    assert (nothing.status, nothing.code) == (empty.status, empty.code)
    assert not nothing.code or nothing.faults == empty.faults


@pytest.mark.parametrize("operation", WITH_JSON)
def test_a_body_that_is_no_object_is_refused(sender: Sender, operation):
    for what, raw in SCALARS.items():
        with sender.nothing_stored(what):
            reply = sender(operation, raw=raw)
        assert (reply.status, reply.code, reply.faults) == (422, "invalid", {("body", "type")}), what


@pytest.mark.parametrize("operation", WITH_BODY)
def test_a_body_that_is_too_large_is_refused_before_it_is_read(sender: Sender, operation):
    limit = OPERATIONS[operation][1].max_bytes
    reply = sender(operation, raw=b"[" * (limit + 1))
    assert (reply.status, reply.code) == (413, "too-large")


def test_a_body_is_measured_in_bytes_not_in_letters(sender: Sender):
    letters = "ộ" * 6_000
    assert len(letters) < 16_384 < len(letters.encode())
    assert sender("registerPerson", {**PERSON, "full_name": letters}).code == "too-large"


@pytest.mark.parametrize("operation", WITH_JSON)
def test_another_content_type_is_refused(sender: Sender, operation):
    for content_type in OTHER_TYPES:
        with sender.nothing_stored(content_type):
            reply = sender(operation, {}, content_type=content_type)
        wanted = (415, "wrong-content-type", {("content-type", "choice")})
        assert (reply.status, reply.code, reply.faults) == wanted, content_type


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "Application/JSON", "application/json ;x=y"]
)
def test_parameters_and_case_of_the_content_type_do_not_matter(sender: Sender, content_type):
    assert sender("registerPerson", PERSON, content_type=content_type).status == 201


@pytest.mark.usefixtures("house")
def test_a_body_that_came_base64_encoded_is_read():
    """API Gateway encodes what is not text to it."""
    door, operation = OPERATIONS["registerPerson"]
    event = event_of(operation, json.dumps(PERSON).encode(), {}, None)
    event["body"] = base64.b64encode(json.dumps(PERSON).encode()).decode()
    event["isBase64Encoded"] = True
    event["headers"] = {**SHOWN, "content-type": "application/json"}
    assert reply_of(door.handler(event, None)).status == 201


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("body", ["\ud800", '{"x": "\udfff"}'])
def test_text_that_is_no_unicode_is_refused(body):
    door, operation = OPERATIONS["registerPerson"]
    headers = {**SHOWN, "content-type": "application/json"}
    event = {**event_of(operation, b"{}", {}, None), "body": body, "headers": headers}
    assert reply_of(door.handler(event, None)).code == "malformed"
