"""What a field lets somebody type is what the contract takes: no sentence is refused after it was written."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from web.builder import texts
from web.builder.pages import PAGES, WEB
from web.builder.roles import CONTRACT

# Field to what it is sent as. One field may serve several operations: the one named has the tightest bound.
SENT = {
    "full_name": "registerPerson.full_name",
    "phone": "registerPerson.phone",
    "new_phone": "registerPerson.phone",
    "new_identity": "registerPerson.identity_number",
    "phone_number": "findPersons.phone",
    "identity_number": "findPersons.identity_number",
    "personal_code": "recordVisitByStaff.person.personal_code",
    "fix-name": "correctPerson.full_name",
    "fix-phone": "correctPerson.phone",
    "fix-identity": "correctPerson.identity_number",
    "fix-reason": "correctPerson.reason",
    "join-reason": "mergePersons.reason",
    "ask-reason": "exportContacts.reason",
    "sure-why": "settleDispute.reason",
    "contact-note": "updateContact.note",
    "contact-end-words": "updateContact.note",
    "find-text": "findContacts.text",
    "tasks-to": "assignContacts.to",
    "amend-reason": "amendCase.reason",
    "person_id": "confirmCase.person_id",
    "case": "listContacts.case_id",
    "venue_name": "registerVenue.name",
    "address": "registerVenue.address",
    "contact_phone": "registerVenue.contact_phone",
    "edit-name": "updateVenue.name",
    "edit-address": "updateVenue.address",
    "edit-phone": "updateVenue.contact_phone",
    "edit-reason": "updateVenue.reason",
    "call-name": "setUnitContact.name",
    "call-phone": "setUnitContact.phone",
    "call-hours": "setUnitContact.hours",
    "q": "searchVenues.q",
    "value": "searchAccessLog.staff_id",
    "access-reason": "searchAccessLog.reason",
}
# The contract bounds what is sent; these are counted as stored, composed and with single spaces, as a browser counts them.
STORED = {
    "full_name": 100,
    "fix-name": 100,
    "venue_name": 100,
    "edit-name": 100,
    "call-name": 100,
    "address": 200,
    "edit-address": 200,
}
# An end of the follow-up is said in two fields, and sent as one text with a stop between.
JOINED = {"contact-note": 200, "contact-end-words": 90}
# Digits and codes, which the page reads itself before anything is sent.
READ = {"year_of_birth", "fix-year", "capacity", "edit-capacity", "edit-stay", "code", "otp", "mfa"}
# Never sent to the platform: a search in a list at hand, and what the user pool asks for.
OWN = {"unit-search", "username", "password", "new-password"}
MADE = {"place": "amendCase.milestones.place", "venue": "searchVenues.q"}
_TYPED = {"text", "tel", "search", "email", "url", "password"}


class _Fields(HTMLParser):
    """Collects what can be typed into: id to `maxlength`."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "textarea" or (tag == "input" and given.get("type", "text") in _TYPED):
            self.found[given.get("id") or ""] = given.get("maxlength")


def fields() -> list[tuple[str, str, str | None]]:
    """(page, id, `maxlength`) of every field that stands in markup."""
    found = []
    for page in PAGES:
        reader = _Fields()
        reader.feed(texts.markup(page.folder / "index.html"))
        found += [(page.url, name, longest) for name, longest in reader.found.items()]
    return found


def bound(sent: str) -> int:
    """The contract's `maxLength` of a member of a body, or of a parameter: `operation.member.member`."""
    document = json.loads(CONTRACT.read_text(encoding="utf-8"))
    name, *members = sent.split(".")
    operation = next(
        told for methods in document["paths"].values() for told in methods.values() if told["operationId"] == name
    )
    if "requestBody" not in operation:
        [schema] = [each["schema"] for each in operation["parameters"] if each["name"] == members[0]]
    else:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        for member in members:
            schema = _whole(schema, document)["properties"][member]
    return int(_whole(schema, document)["maxLength"])


def _whole(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """Behind references, lists and what may be absent."""
    while True:
        if "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        elif "items" in schema:
            schema = schema["items"]
        elif "anyOf" in schema:
            schema = next(each for each in schema["anyOf"] if each.get("type") != "null")
        else:
            return schema


@pytest.mark.parametrize(("page", "name", "longest"), fields())
def test_a_field_takes_what_the_contract_takes(page: str, name: str, longest: str | None) -> None:
    if name in OWN:
        return
    assert longest, f"{page} #{name} has no maxlength"
    if name in READ:
        return
    assert name in SENT, f"{page} #{name}: say what it is sent as, or that the page reads it"
    allowed = bound(SENT[name])
    assert int(longest) == {**STORED, **JOINED}.get(name, allowed)
    assert int(longest) <= allowed


def test_what_is_joined_is_taken_too() -> None:
    assert sum(JOINED.values()) + len(". ") <= bound("updateContact.note")


def test_fields_made_by_a_module_too() -> None:
    module = (WEB / "parts" / "milestone-row.mjs").read_text(encoding="utf-8")
    made = dict(re.findall(r'field\("(\w+)", [^\n]*?h\("input", \{[^}]*?maxlength: "(\d+)"', module))
    assert {name: int(longest) for name, longest in made.items()} == {name: bound(sent) for name, sent in MADE.items()}
