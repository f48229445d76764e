"""Bad input, operation by operation: the exact status, code, field and rule; never a 500; nothing stored."""

import pytest

from domain.presence.codes import VenueCode
from domain.presence.venue import signed_token
from tests.doors.calls import OPERATIONS
from tests.guards.register import BAD_FIELDS, BAD_QUERIES, missing
from tests.guards.rows import AT
from tests.guards.senders import WITH_BODY, WITH_JSON, Sender
from tools.contract.examples import REQUESTS


def test_every_operation_with_a_json_body_has_its_rows():
    lacking = missing("BAD_FIELDS", set(WITH_JSON))
    assert not lacking, "\n".join(lacking)


def test_the_examples_of_the_contract_are_no_bad_input():
    assert set(REQUESTS) == set(WITH_BODY)


@pytest.mark.parametrize("operation", sorted(BAD_FIELDS))
def test_each_bad_field_is_named_with_its_rule_and_nothing_is_stored(sender: Sender, operation):
    for what, body, field, rule in BAD_FIELDS[operation]:
        with sender.nothing_stored(what):
            reply = sender(operation, body)
        assert (reply.status, reply.code) == (422, "invalid"), what
        assert (field, rule) in reply.faults, what
        (fault,) = [f for f in reply.json["errors"] if (f["field"], f["rule"]) == (field, rule)]
        for said in fault["text"].values():
            assert said[0] == said[0].upper(), what
            assert said.endswith("."), what
            # the name stands beside the sentence, never at its head (a rule may speak of a person's code)
            assert not said.startswith(field), what


@pytest.mark.parametrize("operation", sorted(BAD_QUERIES))
def test_each_bad_query_is_named_with_its_rule(sender: Sender, operation):
    for what, query, field, rule in BAD_QUERIES[operation]:
        reply = sender(operation, query=query)
        assert (reply.status, reply.faults) == (422, {(field, rule)}), what


@pytest.mark.parametrize("q", ["\x00", "%' OR 1=1", "\ufffd", "🙂", "\u0301"])
def test_any_words_may_be_searched(sender: Sender, q):
    assert sender("searchVenues", query={"q": q}).status == 200


def test_a_parameter_given_twice_counts_as_its_last(sender: Sender):
    for number in (2, 3):
        sender.scene.house.venue(number)
    reply = sender("searchVenues", query={"limit": ["3", "1"]})
    assert len(reply.json["venues"]) == 1


def with_path(part: str) -> list[str]:
    """Operations with this part in their path."""
    return sorted(name for name, (_, operation) in OPERATIONS.items() if f"{{{part}}}" in operation.path)


def a_body(operation: str) -> dict[str, str] | None:
    """As far as the path is looked at first, any object will do."""
    return {"at": AT} if operation == "checkOut" else {} if OPERATIONS[operation][1].body else None


VISIT_PATHS = ["", "x", "1", "-", "1633137312", "1633137312-mhjy4aa9", "..", "%00", "🙂", "1" * 200, "'; --"]
VENUE_PATHS = ["x", "mhjy4aa9", "..", "🙂", "a" * 500, "'; DROP TABLE venues; --", "ú" * 21]


@pytest.mark.parametrize("operation", with_path("visit_id"))
def test_a_visit_id_in_the_path_that_is_none_is_refused(sender: Sender, operation):
    for visit_id in VISIT_PATHS:
        reply = sender(operation, a_body(operation), visit_id=visit_id)
        assert (reply.status, reply.faults) == (422, {("visit_id", "visit-id")}), visit_id


@pytest.mark.parametrize("operation", with_path("venue"))
def test_a_venue_in_the_path_that_is_none_is_refused(sender: Sender, operation):
    for venue in VENUE_PATHS:
        reply = sender(operation, a_body(operation), venue=venue)
        assert (reply.status, reply.faults) == (422, {("venue", "venue-code")}), venue


@pytest.mark.parametrize("operation", with_path("venue"))
def test_a_forged_token_in_the_path_is_refused(sender: Sender, operation):
    forged = signed_token(VenueCode.from_random(5), "1", b"guess")
    reply = sender(operation, a_body(operation), venue=forged)
    assert (reply.status, reply.code) == (422, "venue-code-forged")


def test_a_forged_qr_is_refused_and_nothing_is_stored(sender: Sender):
    code = sender.scene.venue.code
    for token in (signed_token(code, "1", b"guess"), signed_token(code, "z", b"guess")):
        with sender.nothing_stored(token):
            reply = sender("checkIn", {"code": token, "at": AT})
        assert (reply.status, reply.code) == (422, "venue-code-forged")


def test_a_venue_nobody_registered_is_refused(sender: Sender):
    with sender.nothing_stored("an unknown venue"):
        reply = sender("checkIn", {"code": VenueCode.from_random(12_345).shown, "at": AT})
    assert (reply.status, reply.code) == (404, "venue-unknown")
