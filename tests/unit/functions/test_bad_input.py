"""Bad input, operation by operation: the exact status, code, field and rule; never a 500; nothing stored."""

import json

import pytest

from domain.people.roles import Role
from domain.presence.codes import VenueCode
from domain.presence.venue import signed_token
from tests.builders import SCHEME, VY_DA, a_person, a_person_id, a_venue_id
from tests.http_calls import OPERATIONS, staff_token
from tools.contract_examples import REQUESTS

AT = "2021-10-02T08:15:12+07:00"
STAFF = staff_token(Role.HEALTH_STATION)
OFFICER = staff_token(Role.COMMUNE_OFFICER)
TRACER = staff_token(Role.TRACER)
OF_TRACERS = ("confirmCase", "amendCase", "retractCase", "releaseTrace", "retraceCase", "updateContact")
UNIT = {"scheme": SCHEME, "code": VY_DA.code}
PERSON = {"full_name": "Nguyễn Thị Lan", "phone": "0912345678", "year_of_birth": 1987, "unit": UNIT}
VENUE = {
    "name": "Quán Hoà Bình",
    "category": "food",
    "unit": UNIT,
    "address": "12 Lê Lợi",
    "contact_phone": "0905123456",
}
SCAN = {"code": "filled in", "at": AT}
CASE = {"phone": "0912345001", "specimen_at": "2021-10-02T07:00:00+07:00", "confirmed_at": "2021-10-02T08:00:00+07:00"}
HOUR = {"from": "2021-10-01T08:00:00+07:00", "to": "2021-10-01T09:00:00+07:00"}
STAY = {"kind": "place", "venue_id": str(a_venue_id(1)), **HOUR}
MET = {"kind": "met_close", "people": [{"phone": "0912345001"}], **HOUR}
BROWSER = REQUESTS["savePushSubscription"]
DESK_VISIT = {"venue_id": str(a_venue_id(1)), "person": {"phone": "0912345001"}, "at": AT}

INVALID = (422, "invalid")


def but(body, **changes):
    """The body with some fields changed; `...` takes one away."""
    return {name: value for name, value in {**body, **changes}.items() if value is not ...}


def found(milestone, **changes):
    """A confirmation with one finding of the interview."""
    return {**CASE, "milestones": [but(milestone, **changes)]}


# operation → (what is wrong, body, field, rule). All are 422 `invalid`.
FIELDS = {
    "registerPerson": [
        ("no name", but(PERSON, full_name=...), "full_name", "required"),
        ("a null name", but(PERSON, full_name=None), "full_name", "type"),
        ("an empty name", but(PERSON, full_name=""), "full_name", "too-short"),
        ("a blank name", but(PERSON, full_name="   "), "full_name", "required"),
        ("a number for a name", but(PERSON, full_name=5), "full_name", "type"),
        ("a list for a name", but(PERSON, full_name=["Lan"]), "full_name", "type"),
        ("a name of 101 letters", but(PERSON, full_name="a" * 101), "full_name", "too-long"),
        ("a name of 301 letters", but(PERSON, full_name="a" * 301), "full_name", "too-long"),
        ("an emoji in the name", but(PERSON, full_name="Lan 👩🏽‍🌾"), "full_name", "symbols"),
        ("marks without letters", but(PERSON, full_name="\u0300\u0301\u0302"), "full_name", "no-letters"),
        ("a zero-width space", but(PERSON, full_name="La\u200bn"), "full_name", "control-characters"),
        ("a right-to-left override", but(PERSON, full_name="La\u202en"), "full_name", "control-characters"),
        ("a NUL", but(PERSON, full_name="La\x00n"), "full_name", "control-characters"),
        ("HTML in the name", but(PERSON, full_name="<b>Lan</b>"), "full_name", "name-characters"),
        ("SQL in the name", but(PERSON, full_name="Lan'; DROP TABLE p;--"), "full_name", "name-characters"),
        ("a digit in the name", but(PERSON, full_name="Lan 2"), "full_name", "name-characters"),
        ("no phone", but(PERSON, phone=...), "phone", "required"),
        ("a fixed line", but(PERSON, phone="02343822222"), "phone", "phone"),
        ("letters for a phone", but(PERSON, phone="không có"), "phone", "phone"),
        ("a very long phone", but(PERSON, phone="0" * 25), "phone", "too-long"),
        ("a year as text", but(PERSON, year_of_birth="1987"), "year_of_birth", "type"),
        ("a year with a fraction", but(PERSON, year_of_birth=1987.5), "year_of_birth", "type"),
        ("a year of long ago", but(PERSON, year_of_birth=1850), "year_of_birth", "birth-year"),
        ("next year", but(PERSON, year_of_birth=2022), "year_of_birth", "birth-year"),
        ("the year 9999", but(PERSON, year_of_birth=9999), "year_of_birth", "range"),
        ("a huge year", but(PERSON, year_of_birth=10**40), "year_of_birth", "range"),
        ("true for a year", but(PERSON, year_of_birth=True), "year_of_birth", "type"),
        ("no unit", but(PERSON, unit=...), "unit", "required"),
        ("a unit as text", but(PERSON, unit="19777"), "unit", "type"),
        ("a unit without scheme", but(PERSON, unit={"code": "19777"}), "unit.scheme", "required"),
        ("a unit with more", but(PERSON, unit={**UNIT, "name": "x"}), "unit.name", "unknown-field"),
        ("a unit nobody knows", but(PERSON, unit={**UNIT, "code": "00000"}), "unit.code", "unit"),
        ("a scheme nobody knows", but(PERSON, unit={**UNIT, "scheme": "VN-1999"}), "unit.code", "unit"),
        ("a province", but(PERSON, unit={**UNIT, "code": "46"}), "unit.code", "unit-commune"),
        ("a number for a unit", but(PERSON, unit={**UNIT, "code": 19777}), "unit.code", "type"),
        ("an identity number", but(PERSON, identity_number="001093029317"), "identity_number", "staff-only"),
        ("no UUID", but(PERSON, registration_id="1"), "registration_id", "uuid"),
        ("an unknown field", but(PERSON, vai_tro="bác sĩ"), "vai_tro", "unknown-field"),
        ("a field of the answer", but(PERSON, person_id=str(a_person_id())), "person_id", "unknown-field"),
    ],
    "requestPhoneOtp": [("an unknown field", {"phone": "0912345678"}, "phone", "unknown-field")],
    "verifyPhone": [
        ("no code", {}, "otp", "required"),
        ("five digits", {"otp": "12345"}, "otp", "pattern"),
        ("seven digits", {"otp": "1234567"}, "otp", "too-long"),
        ("letters", {"otp": "abcdef"}, "otp", "pattern"),
        ("digits of another script", {"otp": "12345６"}, "otp", "pattern"),
        ("a line break", {"otp": "12345\n"}, "otp", "pattern"),
        ("a number", {"otp": 402817}, "otp", "type"),
    ],
    "checkIn": [
        ("no code", but(SCAN, code=...), "code", "required"),
        ("an empty code", but(SCAN, code=""), "code", "too-short"),
        ("a mistyped code", but(SCAN, code="MHJY-4AA9"), "code", "venue-code"),
        ("a personal code", but(SCAN, code=a_person().card.shown), "code", "venue-code"),
        ("another system's QR", but(SCAN, code="https://example.org/?id=7"), "code", "venue-code"),
        ("SQL", but(SCAN, code="' OR 1=1 --"), "code", "venue-code"),
        ("a code of 121 symbols", but(SCAN, code="a" * 121), "code", "too-long"),
        ("a number for a code", but(SCAN, code=12345678), "code", "type"),
        ("no time", but(SCAN, at=...), "at", "required"),
        ("a time without offset", but(SCAN, at="2021-10-02T08:15:12"), "at", "date-time"),
        ("a day", but(SCAN, at="2021-10-02"), "at", "date-time"),
        ("30 February", but(SCAN, at="2021-02-30T08:00:00+07:00"), "at", "date-time"),
        ("hour 25", but(SCAN, at="2021-10-02T25:00:00+07:00"), "at", "date-time"),
        ("an epoch", but(SCAN, at=1633137312), "at", "date-time"),
        ("a word", but(SCAN, at="bây giờ"), "at", "date-time"),
        ("the year 1", but(SCAN, at="0001-01-01T00:00:00+14:00"), "at", "range"),
        ("the year 9999", but(SCAN, at="9999-12-31T23:59:59-14:00"), "at", "range"),
        ("1960", but(SCAN, at="1960-01-01T00:00:00Z"), "at", "range"),
        ("a clock of year 9999", but(SCAN, client_now="9999-12-31T23:59:59Z"), "client_now", "range"),
        ("a leaving of year 1", but(SCAN, out_at="0001-01-01T00:00:00Z"), "out_at", "range"),
        ("a leaving tomorrow", but(SCAN, out_at="2021-10-03T08:00:00+07:00"), "out_at", "future"),
        ("a negative age", but(SCAN, age_ms=-1), "age_ms", "range"),
        ("an age of centuries", but(SCAN, age_ms=10**11), "age_ms", "range"),
        ("an age beyond numbers", but(SCAN, age_ms=10**400), "age_ms", "range"),
        ("an age with a fraction", but(SCAN, age_ms=1.5), "age_ms", "type"),
        ("a visit id that is none", but(SCAN, leaves={"visit_id": "1"}), "leaves.visit_id", "visit-id"),
        ("a long visit id", but(SCAN, leaves={"visit_id": "1" * 25}), "leaves.visit_id", "too-long"),
        ("leaves without id", but(SCAN, leaves={"at": AT}), "leaves.visit_id", "required"),
        (
            "leaves tomorrow",
            but(SCAN, leaves={"visit_id": f"1633137312-{a_venue_id(2)}", "at": "2021-10-03T08:00:00+07:00"}),
            "leaves.at",
            "future",
        ),
        (
            "leaves in year 1",
            but(SCAN, leaves={"visit_id": f"1633137312-{a_venue_id(2)}", "at": "0001-01-01T00:00:00Z"}),
            "leaves.at",
            "range",
        ),
        ("a person", but(SCAN, person_id=str(a_person_id(2))), "person_id", "unknown-field"),
    ],
    "checkOut": [
        ("no time", {}, "at", "required"),
        ("tomorrow", {"at": "2021-10-03T08:00:00+07:00"}, "at", "future"),
        ("the year 1", {"at": "0001-01-01T00:00:00+14:00"}, "at", "range"),
        ("the year 9999", {"at": "9999-12-31T23:59:59-14:00"}, "at", "range"),
        ("no offset", {"at": "2021-10-02T08:15:12"}, "at", "date-time"),
        ("a clock of year 9999", {"at": AT, "client_now": "9999-12-31T23:59:59Z"}, "client_now", "range"),
        ("more", {"at": AT, "until": AT}, "until", "unknown-field"),
    ],
    "voidVisit": [("a reason", {"reason": "nhầm"}, "reason", "unknown-field")],
    "registerVenue": [
        ("no name", but(VENUE, name=...), "name", "required"),
        ("an emoji", but(VENUE, name="Quán 👍"), "name", "symbols"),
        ("a keycap", but(VENUE, name="Quán 1️⃣"), "name", "symbols"),
        ("a line of marks", but(VENUE, name="\u0301" * 5), "name", "no-letters"),
        ("a name of 101 letters", but(VENUE, name="a" * 101), "name", "too-long"),
        ("an address of 201 letters", but(VENUE, address="a" * 201), "address", "too-long"),
        ("an escape sequence", but(VENUE, address="12\x1b[31m Lê Lợi"), "address", "control-characters"),
        ("an unknown kind", but(VENUE, category="pub"), "category", "category"),
        ("an empty kind", but(VENUE, category=""), "category", "category"),
        ("no kind", but(VENUE, category=...), "category", "required"),
        ("a province", but(VENUE, unit={**UNIT, "code": "46"}), "unit.code", "unit-commune"),
        ("no phone", but(VENUE, contact_phone="1"), "contact_phone", "phone"),
        ("room for nobody", but(VENUE, capacity=0), "capacity", "range"),
        ("room for everybody", but(VENUE, capacity=10**30), "capacity", "range"),
        ("a stay of nothing", but(VENUE, default_stay_minutes=0), "default_stay_minutes", "range"),
        ("a stay beyond the cap", but(VENUE, default_stay_minutes=241), "default_stay_minutes", "stay"),
        ("a parent that is no id", but(VENUE, parent_venue_id="x"), "parent_venue_id", "venue-id"),
        ("a parent nobody knows", but(VENUE, parent_venue_id=str(a_venue_id(7))), "parent_venue_id", "venue-id"),
        ("a code of one's own", but(VENUE, code="MHJY-4AA8"), "code", "unknown-field"),
    ],
    "deactivateVenue": [
        ("a long reason", {"reason": "x" * 301}, "reason", "too-long"),
        ("more", {"force": True}, "force", "unknown-field"),
    ],
    "reactivateVenue": [("a number", {"reason": 5}, "reason", "type")],
    "reissueVenueCode": [("a code of one's own", {"code": "MHJY-4AA8"}, "code", "unknown-field")],
    "findPersons": [
        ("nothing", {}, "body", "exactly-one"),
        ("two ways", {"phone": "0912345001", "person_id": str(a_person_id())}, "body", "exactly-one"),
        ("a name", {"full_name": "Lan"}, "full_name", "unknown-field"),
        ("no phone", {"phone": "x"}, "phone", "phone"),
        ("no person id", {"person_id": "pfghnbvpram4x"}, "person_id", "person-id"),
        ("a mistyped card", {"personal_code": "36J3-X7CW-HNQX"}, "personal_code", "personal-code"),
        ("no document", {"identity_number": "7"}, "identity_number", "identity-number"),
        ("a long reason", {"phone": "0912345001", "reason": "x" * 301}, "reason", "too-long"),
    ],
    "recordVisitByStaff": [
        ("no venue", but(DESK_VISIT, venue_id=...), "venue_id", "required"),
        ("a mistyped venue", but(DESK_VISIT, venue_id="mhjy4aa9"), "venue_id", "venue-id"),
        ("no person", but(DESK_VISIT, person=...), "person", "required"),
        ("an empty person", but(DESK_VISIT, person={}), "person", "exactly-one"),
        ("a person as text", but(DESK_VISIT, person="Lan"), "person", "type"),
        ("a wrong phone", but(DESK_VISIT, person={"phone": "1"}), "person.phone", "phone"),
        ("a wrong id", but(DESK_VISIT, person={"person_id": "1"}), "person.person_id", "person-id"),
        ("a wrong card", but(DESK_VISIT, person={"personal_code": "1"}), "person.personal_code", "personal-code"),
        ("no document", but(DESK_VISIT, person={"identity_number": "7"}), "person.identity_number", "identity-number"),
        ("a name", but(DESK_VISIT, person={"name": "Lan"}), "person.name", "unknown-field"),
        ("the year 1", but(DESK_VISIT, at="0001-01-01T00:00:00Z"), "at", "range"),
        ("the year 9999", but(DESK_VISIT, at="9999-12-31T23:59:59-14:00"), "at", "range"),
        ("an end tomorrow", but(DESK_VISIT, until="2021-10-03T08:00:00+07:00"), "until", "future"),
        ("an end of year 9999", but(DESK_VISIT, until="9999-12-31T23:59:59-14:00"), "until", "future"),
    ],
    "confirmCase": [
        ("nobody", but(CASE, phone=...), "body", "exactly-one"),
        ("two ways", but(CASE, person_id=str(a_person_id())), "body", "exactly-one"),
        ("a wrong phone", but(CASE, phone="1"), "phone", "phone"),
        ("a long phone", but(CASE, phone="0" * 25), "phone", "too-long"),
        ("a mistyped person", but(CASE, phone=..., person_id="pfghnbvpram4x"), "person_id", "person-id"),
        ("a mistyped card", but(CASE, phone=..., personal_code="36J3-X7CW-HNQX"), "personal_code", "personal-code"),
        ("a long card", but(CASE, phone=..., personal_code="0" * 25), "personal_code", "too-long"),
        ("no document", but(CASE, phone=..., identity_number="7"), "identity_number", "identity-number"),
        ("a long document", but(CASE, phone=..., identity_number="7" * 25), "identity_number", "too-long"),
        ("a phone and a document", but(CASE, identity_number="001093029317"), "body", "exactly-one"),
        ("a phone and a card", but(CASE, personal_code="36J3-X7CW-HNQW"), "body", "exactly-one"),
        ("a name", but(CASE, full_name="Lan"), "full_name", "unknown-field"),
        ("no specimen", but(CASE, specimen_at=...), "specimen_at", "required"),
        ("no confirmation", but(CASE, confirmed_at=...), "confirmed_at", "required"),
        ("a day for a moment", but(CASE, confirmed_at="2021-10-02"), "confirmed_at", "date-time"),
        ("no offset", but(CASE, onset_at="2021-10-01T20:00:00"), "onset_at", "date-time"),
        ("the year 1", but(CASE, specimen_at="0001-01-01T00:00:00+14:00"), "specimen_at", "range"),
        ("the year 9999", but(CASE, confirmed_at="9999-12-31T23:59:59-14:00"), "confirmed_at", "range"),
        ("an isolation of year 9999", but(CASE, isolated_at="9999-12-31T23:59:59-14:00"), "isolated_at", "range"),
        ("an onset of 1960", but(CASE, onset_at="1960-01-01T00:00:00Z"), "onset_at", "range"),
        ("a specimen tomorrow", but(CASE, specimen_at="2021-10-03T08:00:00+07:00"), "specimen_at", "future"),
        ("confirmed tomorrow", but(CASE, confirmed_at="2021-10-03T08:00:00+07:00"), "confirmed_at", "future"),
        ("isolated tomorrow", but(CASE, isolated_at="2021-10-03T08:00:00+07:00"), "isolated_at", "future"),
        (
            "a specimen after the result",
            but(CASE, specimen_at="2021-10-02T08:00:01+07:00"),
            "specimen_at",
            "after-confirmation",
        ),
        (
            "an onset after the result",
            but(CASE, onset_at="2021-10-02T08:10:00+07:00"),
            "onset_at",
            "after-confirmation",
        ),
        ("an old specimen", but(CASE, specimen_at="2021-09-02T08:15:11+07:00"), "specimen_at", "outside-retention"),
        ("an old onset", but(CASE, onset_at="2021-09-01T08:00:00+07:00"), "onset_at", "outside-retention"),
        ("an old isolation", but(CASE, isolated_at="2021-08-01T08:00:00+07:00"), "isolated_at", "outside-retention"),
        ("findings as text", but(CASE, milestones="chợ"), "milestones", "type"),
        ("101 findings", but(CASE, milestones=[STAY] * 101), "milestones", "too-long"),
        ("an unknown finding", found(STAY, kind="dream"), "milestones[0].kind", "choice"),
        ("a finding without kind", found(STAY, kind=...), "milestones[0].kind", "required"),
        ("a place without QR or people", found(STAY, venue_id=...), "milestones[0].venue_id", "required"),
        ("a mistyped venue", found(STAY, venue_id="0wjp7458"), "milestones[0].venue_id", "venue-id"),
        ("a long venue", found(STAY, venue_id="0" * 13), "milestones[0].venue_id", "too-long"),
        ("no beginning", found(STAY, **{"from": ...}), "milestones[0].from", "required"),
        ("no end", found(STAY, to=...), "milestones[0].to", "required"),
        ("an end before it began", found(STAY, to="2021-10-01T08:00:00+07:00"), "milestones[0].to", "period-order"),
        ("an end tomorrow", found(STAY, to="2021-10-03T08:00:00+07:00"), "milestones[0].to", "future"),
        ("an old stay", found(STAY, **{"from": "2021-08-01T08:00:00Z"}), "milestones[0].from", "outside-retention"),
        ("a stay of year 1", found(STAY, **{"from": "0001-01-01T00:00:00+14:00"}), "milestones[0].from", "range"),
        ("a stay to year 9999", found(STAY, to="9999-12-31T23:59:59-14:00"), "milestones[0].to", "range"),
        ("an escape sequence", found(STAY, place="\x1b[31m"), "milestones[0].place", "control-characters"),
        ("an emoji for a place", found(STAY, place="Quán 👍"), "milestones[0].place", "symbols"),
        ("a long place", found(STAY, place="a" * 201), "milestones[0].place", "too-long"),
        ("nobody met", found(MET, people=[]), "milestones[0].people", "required"),
        ("nobody at home", found({"kind": "household"}), "milestones[0].people", "required"),
        ("101 people met", found(MET, people=[{"phone": "0912345001"}] * 101), "milestones[0].people", "too-long"),
        ("somebody without name", found(MET, people=[{}]), "milestones[0].people[0]", "exactly-one"),
        ("a wrong number", found(MET, people=[{"phone": "1"}]), "milestones[0].people[0].phone", "phone"),
        ("a wrong id", found(MET, people=[{"person_id": "1"}]), "milestones[0].people[0].person_id", "person-id"),
        (
            "a mistyped card of somebody met",
            found(MET, people=[{"personal_code": "36J3-X7CW-HNQX"}]),
            "milestones[0].people[0].personal_code",
            "personal-code",
        ),
        (
            "no document of somebody met",
            found(MET, people=[{"identity_number": "7"}]),
            "milestones[0].people[0].identity_number",
            "identity-number",
        ),
        (
            "two ways to name somebody met",
            found(MET, people=[{"phone": "0912345001", "identity_number": "001093029317"}]),
            "milestones[0].people[0]",
            "exactly-one",
        ),
        (
            "a stay of somebody else",
            found(STAY, of_person_id=str(a_person_id())),
            "milestones[0].of_person_id",
            "people-kinds-only",
        ),
        ("whose: a wrong id", found(MET, of_person_id="1"), "milestones[0].of_person_id", "person-id"),
        ("a field of the answer", found(STAY, venue_name="Chợ"), "milestones[0].venue_name", "unknown-field"),
    ],
    "amendCase": [
        ("another person", {"person_id": str(a_person_id(2))}, "person_id", "unknown-field"),
        ("a null specimen as text", {"specimen_at": "hôm qua"}, "specimen_at", "date-time"),
        ("the year 1", {"confirmed_at": "0001-01-01T00:00:00+14:00"}, "confirmed_at", "range"),
        ("an onset after the result", {"onset_at": "2021-10-02T08:10:00+07:00"}, "onset_at", "after-confirmation"),
        (
            "confirmed before the specimen",
            {"confirmed_at": "2021-10-02T06:00:00+07:00"},
            "specimen_at",
            "after-confirmation",
        ),
        ("an old onset", {"onset_at": "2021-08-01T08:00:00+07:00"}, "onset_at", "outside-retention"),
        ("a stay without end", {"milestones": [but(STAY, to=...)]}, "milestones[0].to", "required"),
        (
            "a mistyped card",
            {"milestones": [but(MET, people=[{"personal_code": "1"}])]},
            "milestones[0].people[0].personal_code",
            "personal-code",
        ),
        ("a long reason", {"reason": "x" * 301}, "reason", "too-long"),
    ],
    "retractCase": [
        ("a long reason", {"reason": "x" * 301}, "reason", "too-long"),
        ("force", {"force": True}, "force", "unknown-field"),
    ],
    "releaseTrace": [("a number", {"reason": 5}, "reason", "type")],
    "retraceCase": [("a policy", {"policy": "x"}, "policy", "unknown-field")],
    "updateContact": [
        ("no state", {}, "status", "required"),
        ("an unknown state", {"status": "cured"}, "status", "choice"),
        ("an unknown outcome", {"status": "reached", "outcome": "dead"}, "outcome", "choice"),
        ("a long note", {"status": "reached", "note": "x" * 301}, "note", "too-long"),
        ("a note that cannot be shown", {"status": "reached", "note": "x\x1b"}, "note", "control-characters"),
        ("a revision below nothing", {"status": "reached", "revision": -1}, "revision", "range"),
        ("a name", {"status": "reached", "full_name": "Lan"}, "full_name", "unknown-field"),
    ],
    "savePushSubscription": [
        ("no endpoint", but(BROWSER, endpoint=...), "endpoint", "required"),
        ("no keys", but(BROWSER, keys=...), "keys", "required"),
        ("no service of a browser", but(BROWSER, endpoint="https://example.org/x"), "endpoint", "push-endpoint"),
        ("this machine", but(BROWSER, endpoint="http://127.0.0.1/x"), "endpoint", "push-endpoint"),
        ("a long endpoint", but(BROWSER, endpoint="https://" + "a" * 1000), "endpoint", "too-long"),
        ("no point of the curve", but(BROWSER, keys={**BROWSER["keys"], "p256dh": "AAAA"}), "keys.p256dh", "push-key"),
        ("a short secret", but(BROWSER, keys={**BROWSER["keys"], "auth": "AAAA"}), "keys.auth", "push-key"),
        ("its expiry", {**BROWSER, "expirationTime": None}, "expirationTime", "unknown-field"),
    ],
    "removePushSubscription": [("a reason", {"reason": "x"}, "reason", "unknown-field")],
}
CASES = [
    pytest.param(operation, body, field, rule, id=f"{operation}: {what}")
    for operation, rows in FIELDS.items()
    for what, body, field, rule in rows
]
WITH_BODY = sorted(name for name, (_, operation) in OPERATIONS.items() if operation.body_type and operation.body)
WITH_JSON = [name for name in WITH_BODY if name != "importVenues"]


@pytest.fixture
def send(house):
    """A caller who may, on a venue and a visit that exist."""
    owner, device = house.citizen()
    place = house.venue(1, owner=str(owner.person_id))
    house.call("checkIn", {"code": house.qr(place), "at": "2021-10-02T08:10:00+07:00"}, token=device)
    tokens = {"registerPerson": None, "findPersons": STAFF, "recordVisitByStaff": STAFF, "importVenues": OFFICER}
    tokens |= dict.fromkeys(OF_TRACERS, TRACER)
    case = house.call("confirmCase", CASE, token=TRACER).json
    ids = {
        "visit_id": f"1633137000-{place.venue_id}",
        "venue": str(place.venue_id),
        "case_id": case["case_id"],
        "person_id": str(a_person_id(2)),
        "subscription_id": "5f2b0c94c3a1d7e8",
    }

    def sent(operation, body=None, **how):
        path = {name: ids[name] for name in ids if f"{{{name}}}" in OPERATIONS[operation][1].path}
        if isinstance(body, dict) and body.get("code") == "filled in":
            body = {**body, "code": house.qr(place)}
        return house.call(operation, body, token=tokens.get(operation, device), **{**path, **how})

    return sent


@pytest.mark.parametrize(("operation", "body", "field", "rule"), CASES)
def test_a_bad_field_is_named_with_its_rule_and_nothing_is_stored(house, send, operation, body, field, rule):
    before = house.stored()
    reply = send(operation, body)
    assert (reply.status, reply.code) == INVALID
    assert (field, rule) in reply.faults
    (fault,) = [f for f in reply.json["errors"] if (f["field"], f["rule"]) == (field, rule)]
    assert field in fault["text"]["vi"]
    assert field in fault["text"]["en"]
    assert house.stored() == before


def test_every_operation_with_a_json_body_has_its_rows():
    assert set(FIELDS) == set(WITH_JSON)


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


@pytest.mark.parametrize("operation", WITH_JSON)
@pytest.mark.parametrize("what", sorted(MALFORMED))
def test_what_is_no_json_is_refused_in_words(house, send, operation, what):
    before = house.stored()
    reply = send(operation, raw=MALFORMED[what])
    assert reply.code in {"malformed", "invalid"}
    assert reply.status == {"malformed": 400, "invalid": 422}[reply.code]
    assert all(rule for _, rule in reply.faults)
    assert house.stored() == before


@pytest.mark.parametrize("operation", WITH_JSON)
def test_no_body_at_all_is_an_empty_object(send, operation):
    """A page that has nothing to say sends nothing; what is required is missed by name."""
    nothing, empty = (send(operation, raw=raw) for raw in (b"", b"{}"))
    assert (nothing.status, nothing.code) == (empty.status, empty.code)
    assert not nothing.code or nothing.faults == empty.faults


@pytest.mark.parametrize("operation", WITH_JSON)
@pytest.mark.parametrize("what", sorted(SCALARS))
def test_a_body_that_is_no_object_is_refused(house, send, operation, what):
    before = house.stored()
    reply = send(operation, raw=SCALARS[what])
    assert (reply.status, reply.code, reply.faults) == (422, "invalid", {("body", "type")})
    assert house.stored() == before


@pytest.mark.parametrize("operation", WITH_BODY)
def test_a_body_that_is_too_large_is_refused_before_it_is_read(house, send, operation):
    limit = OPERATIONS[operation][1].max_bytes
    reply = send(operation, raw=b"[" * (limit + 1))
    assert (reply.status, reply.code) == (413, "too-large")


def test_a_body_is_measured_in_bytes_not_in_letters(send):
    letters = "ộ" * 6_000
    assert len(letters) < 16_384 < len(letters.encode())
    assert send("registerPerson", {**PERSON, "full_name": letters}).code == "too-large"


@pytest.mark.parametrize("operation", WITH_JSON)
@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "text/csv", "application/jsonp", "x", "🙂"]
)
def test_another_content_type_is_refused(house, send, operation, content_type):
    before = house.stored()
    reply = send(operation, {}, content_type=content_type)
    assert (reply.status, reply.code, reply.faults) == (415, "wrong-content-type", {("content-type", "choice")})
    assert house.stored() == before


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "Application/JSON", "application/json ;x=y"]
)
def test_parameters_and_case_of_the_content_type_do_not_matter(send, content_type):
    assert send("registerPerson", PERSON, content_type=content_type).status == 201


def test_a_body_that_came_base64_encoded_is_read(house):
    """API Gateway encodes what is not text to it."""
    from tests.http_calls import OPERATIONS, _event, _reply

    door, operation = OPERATIONS["registerPerson"]
    event = _event(operation, json.dumps(PERSON).encode(), {}, None)
    import base64

    event["body"] = base64.b64encode(json.dumps(PERSON).encode()).decode()
    event["isBase64Encoded"] = True
    event["headers"] = {"content-type": "application/json"}
    assert _reply(door.handler(event, None)).status == 201


@pytest.mark.parametrize("body", ["\ud800", '{"x": "\udfff"}'])
def test_text_that_is_no_unicode_is_refused(house, body):
    from tests.http_calls import OPERATIONS, _event, _reply

    door, operation = OPERATIONS["registerPerson"]
    event = {**_event(operation, b"{}", {}, None), "body": body, "headers": {"content-type": "application/json"}}
    assert _reply(door.handler(event, None)).code == "malformed"


VISIT_PATHS = ["", "x", "1", "-", "1633137312", "1633137312-mhjy4aa9", "..", "%00", "🙂", "1" * 200, "'; --"]


@pytest.mark.parametrize("operation", ["checkOut", "voidVisit"])
@pytest.mark.parametrize("visit_id", VISIT_PATHS)
def test_a_visit_id_in_the_path_that_is_none_is_refused(send, operation, visit_id):
    reply = send(operation, {"at": AT} if operation == "checkOut" else {}, visit_id=visit_id)
    assert (reply.status, reply.faults) == (422, {("visit_id", "visit-id")})


@pytest.mark.parametrize(
    "operation", ["getVenue", "deactivateVenue", "reactivateVenue", "reissueVenueCode", "getVenuePoster"]
)
@pytest.mark.parametrize("venue", ["x", "mhjy4aa9", "..", "🙂", "a" * 500, "'; DROP TABLE venues; --", "ú" * 21])
def test_a_venue_in_the_path_that_is_none_is_refused(send, operation, venue):
    reply = send(operation, {} if OPERATIONS[operation][1].body else None, venue=venue)
    assert (reply.status, reply.faults) == (422, {("venue", "venue-code")})


@pytest.mark.parametrize(
    "operation", ["getVenue", "deactivateVenue", "reactivateVenue", "reissueVenueCode", "getVenuePoster"]
)
def test_a_forged_token_in_the_path_is_refused(house, send, operation):
    forged = signed_token(VenueCode.from_random(5), "1", b"guess")
    reply = send(operation, {} if OPERATIONS[operation][1].body else None, venue=forged)
    assert (reply.status, reply.code) == (422, "venue-code-forged")


def test_a_forged_qr_is_refused_and_nothing_is_stored(house, send):
    place = house.venue(2)
    before = house.stored()
    for token in (signed_token(place.code, "1", b"guess"), signed_token(place.code, "z", b"guess")):
        reply = send("checkIn", {"code": token, "at": AT})
        assert (reply.status, reply.code) == (422, "venue-code-forged")
    assert house.stored() == before


def test_a_venue_nobody_registered_is_refused(house, send):
    before = house.stored()
    reply = send("checkIn", {"code": VenueCode.from_random(12_345).shown, "at": AT})
    assert (reply.status, reply.code) == (404, "venue-unknown")
    assert house.stored() == before


QUERIES = [
    ("searchVenues", {"limit": "0"}, "limit", "range"),
    ("searchVenues", {"limit": "101"}, "limit", "range"),
    ("searchVenues", {"limit": "9" * 500}, "limit", "range"),
    ("searchVenues", {"limit": "mười"}, "limit", "type"),
    ("searchVenues", {"limit": ""}, "limit", "type"),
    ("searchVenues", {"q": "x" * 101}, "q", "too-long"),
    ("searchVenues", {"cursor": "x" * 1001}, "cursor", "too-long"),
    ("searchVenues", {"unit": "x" * 11}, "unit", "too-long"),
    ("searchVenues", {"unit": "00000"}, "unit", "unit"),
    ("searchVenues", {"sort": "name"}, "sort", "unknown-field"),
    ("getVenuePoster", {"format": "PDF"}, "format", "choice"),
    ("getVenuePoster", {"size": "letter"}, "size", "choice"),
    ("getVenuePoster", {"colour": "red"}, "colour", "unknown-field"),
]


@pytest.mark.parametrize(("operation", "query", "field", "rule"), QUERIES)
def test_a_bad_query_is_named_with_its_rule(house, send, operation, query, field, rule):
    place = house.venue(2)
    path = {"venue": str(place.venue_id)} if operation == "getVenuePoster" else {}
    reply = house.call(operation, token=OFFICER, query=query, **path)
    assert (reply.status, reply.faults) == (422, {(field, rule)})


@pytest.mark.parametrize("q", ["\x00", "%' OR 1=1", "\ufffd", "🙂", "\u0301"])
def test_any_words_may_be_searched(house, q):
    house.venue(1)
    assert house.call("searchVenues", token=OFFICER, query={"q": q}).status == 200


def test_a_parameter_given_twice_counts_as_its_last(house):
    for number in range(3):
        house.venue(number)
    reply = house.call("searchVenues", token=OFFICER, query={"limit": ["3", "1"]})
    assert len(reply.json["venues"]) == 1


def test_the_examples_of_the_contract_are_no_bad_input():
    assert set(REQUESTS) == set(WITH_BODY)
