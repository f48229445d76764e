"""Registration, the own record, its correction, the proof of a phone and coming back by one: who may call, one valid call
of each operation, and bad input with the fault it names."""

from tests.builders.people import a_person_id
from tests.doors.identity import OTP
from tests.guards.rows import DESK, NOBODY_ELSE, TRACERS, UNIT, BadFields, Calls, Expected, Row, body, but, nothing

PERSON = {"full_name": "Trần Văn Minh", "phone": "0987654321", "year_of_birth": 1990, "unit": UNIT}
CHANGE = {"full_name": "Trần Văn Minh", "phone": "0987654321", "year_of_birth": 1990, "unit": UNIT}
CORRECTION = {"reason": "gõ nhầm", **CHANGE, "identity_number": "001093029317"}
COMING_BACK = {"phone": "0987654321", "full_name": "Trần Văn Minh", "year_of_birth": 1990}
REGISTRARS = (*DESK, "quarantine_staff", "lab_staff")

EXPECTED: Expected = {
    "registerPerson": Row(201, 403, 403, (*REGISTRARS, *TRACERS), inside=201, outside_of=dict.fromkeys(TRACERS, 201)),
    "getMyProfile": Row(401, 200, 200, NOBODY_ELSE),
    "updateMyProfile": Row(401, 200, 200, NOBODY_ELSE),
    "correctPerson": Row(401, 403, 403, REGISTRARS),
    "recoverPerson": Row(202, 202, 202, NOBODY_ELSE),
    "requestPhoneOtp": Row(401, 202, 202, NOBODY_ELSE),
    "verifyPhone": Row(401, 200, 200, NOBODY_ELSE),
}

CALLS: Calls = {
    "registerPerson": body(**PERSON),
    "getMyProfile": nothing,
    "updateMyProfile": body(**CHANGE),
    "correctPerson": body(**CORRECTION),
    "recoverPerson": body(**COMING_BACK),
    "requestPhoneOtp": body(),
    "verifyPhone": body(otp=OTP),
}

BAD_FIELDS: BadFields = {
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
        ("marks that nobody sees", but(PERSON, full_name="\u200b\u202e"), "full_name", "too-short"),
        ("damaged text", but(PERSON, full_name="Nguy\ufffdn"), "full_name", "damaged"),
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
        ("a unit with more", but(PERSON, unit={**UNIT, "level": "x"}), "unit.level", "unknown-field"),
        ("a unit nobody knows", but(PERSON, unit={**UNIT, "code": "00000"}), "unit.code", "unit"),
        ("a scheme nobody knows", but(PERSON, unit={**UNIT, "scheme": "VN-1999"}), "unit.code", "unit"),
        ("a province", but(PERSON, unit={**UNIT, "code": "46"}), "unit.code", "unit-commune"),
        ("a number for a unit", but(PERSON, unit={**UNIT, "code": 19777}), "unit.code", "type"),
        ("an identity number", but(PERSON, identity_number="001093029317"), "identity_number", "staff-only"),
        ("no UUID", but(PERSON, registration_id="1"), "registration_id", "uuid"),
        ("an unknown field", but(PERSON, vai_tro="bác sĩ"), "vai_tro", "unknown-field"),
        ("a field of the answer", but(PERSON, person_id=str(a_person_id())), "person_id", "unknown-field"),
    ],
    "updateMyProfile": [
        ("a null name is no name", but(CHANGE, full_name=""), "full_name", "too-short"),
        ("a blank name", but(CHANGE, full_name="   "), "full_name", "required"),
        ("a digit in the name", but(CHANGE, full_name="Lan 2"), "full_name", "name-characters"),
        ("a fixed line", but(CHANGE, phone="02343822222"), "phone", "phone"),
        ("a year of long ago", but(CHANGE, year_of_birth=1850), "year_of_birth", "birth-year"),
        ("a year as text", but(CHANGE, year_of_birth="1987"), "year_of_birth", "type"),
        ("a province", but(CHANGE, unit={**UNIT, "code": "46"}), "unit.code", "unit-commune"),
        ("a unit nobody knows", but(CHANGE, unit={**UNIT, "code": "00000"}), "unit.code", "unit"),
        ("an identity number", but(CHANGE, identity_number="001093029317"), "identity_number", "unknown-field"),
        ("a reason", but(CHANGE, reason="x"), "reason", "unknown-field"),
    ],
    "correctPerson": [
        ("no reason", but(CORRECTION, reason=...), "reason", "required"),
        ("an empty reason", but(CORRECTION, reason=""), "reason", "too-short"),
        ("a blank reason", but(CORRECTION, reason="  "), "reason", "required"),
        ("a long reason", but(CORRECTION, reason="a" * 301), "reason", "too-long"),
        ("a name without letters", but(CORRECTION, full_name="..."), "full_name", "no-letters"),
        ("next year", but(CORRECTION, year_of_birth=2022), "year_of_birth", "birth-year"),
        ("a fixed line", but(CORRECTION, phone="02343822222"), "phone", "phone"),
        ("no identity number", but(CORRECTION, identity_number="12"), "identity_number", "identity-number"),
        ("a long identity number", but(CORRECTION, identity_number="1" * 25), "identity_number", "too-long"),
        ("a unit nobody knows", but(CORRECTION, unit={**UNIT, "code": "00000"}), "unit.code", "unit"),
        ("a field of the answer", but(CORRECTION, papers_checked=True), "papers_checked", "unknown-field"),
    ],
    "recoverPerson": [
        ("no phone", but(COMING_BACK, phone=...), "phone", "required"),
        ("a fixed line", but(COMING_BACK, phone="02343822222"), "phone", "phone"),
        ("no name", but(COMING_BACK, full_name=...), "full_name", "required"),
        ("a name of digits", but(COMING_BACK, full_name="Lan 2"), "full_name", "name-characters"),
        ("no year", but(COMING_BACK, year_of_birth=...), "year_of_birth", "required"),
        ("next year", but(COMING_BACK, year_of_birth=2022), "year_of_birth", "birth-year"),
        ("five digits", but(COMING_BACK, otp="12345"), "otp", "pattern"),
        ("a line break", but(COMING_BACK, otp="12345\n"), "otp", "pattern"),
        ("no UUID", but(COMING_BACK, recovery_id="1"), "recovery_id", "uuid"),
        ("a unit", but(COMING_BACK, unit=UNIT), "unit", "unknown-field"),
    ],
    "requestPhoneOtp": [("an unknown field", {"phone": "0912345678"}, "phone", "unknown-field")],
    "verifyPhone": [
        ("no code", {}, "otp", "required"),
        ("five digits", {"otp": "12345"}, "otp", "pattern"),
        ("seven digits", {"otp": "1234567"}, "otp", "too-long"),
        ("letters", {"otp": "abcdef"}, "otp", "pattern"),
        ("digits of another script", {"otp": "12345٦"}, "otp", "pattern"),
        ("a line break", {"otp": "12345\n"}, "otp", "pattern"),
        ("a number", {"otp": 402817}, "otp", "type"),
    ],
}
