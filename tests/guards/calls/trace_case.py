"""Cases and their runs: who may call, one valid call of each operation, and bad input with the fault it names."""

from collections.abc import Mapping
from typing import Any

from domain.people.roles import Role
from domain.tracing.codes import CaseCode
from tests.builders.base import SCHEME, VY_DA
from tests.builders.people import a_person_id
from tests.builders.presence import a_venue_id
from tests.doors.sign_in import staff_token
from tests.guards.rows import ROLES, TRACERS, BadFields, Calls, Expected, Row, body, but, nothing, query
from tests.runs import Play

RELEASERS = (*TRACERS, "district_officer", "province_officer")
TESTED = {"specimen_at": "2021-10-02T07:00:00+07:00", "confirmed_at": "2021-10-02T08:00:00+07:00"}
CASE = {"phone": "0912345001", **TESTED}
HOUR = {"from": "2021-10-01T08:00:00+07:00", "to": "2021-10-01T09:00:00+07:00"}
STAY = {"kind": "place", "venue_id": str(a_venue_id(1)), **HOUR}
MET = {"kind": "met_close", "people": [{"phone": "0912345001"}], **HOUR}


def found(milestone: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    """A confirmation with one finding of the interview."""
    return {**CASE, "milestones": [but(milestone, **changes)]}


EXPECTED: Expected = {
    # By the one who confirmed it, a case is not released: the scene's was confirmed by somebody else.
    "confirmCase": Row(401, 403, 403, TRACERS, inside=201),
    "previewCase": Row(401, 403, 403, TRACERS),
    "getHeldShapes": Row(401, 403, 403, RELEASERS),
    "amendCase": Row(401, 403, 403, TRACERS),
    "retractCase": Row(401, 403, 403, TRACERS),
    "retraceCase": Row(401, 403, 403, TRACERS),
    "releaseTrace": Row(401, 403, 403, RELEASERS),
    "declineTrace": Row(401, 403, 403, RELEASERS),
    "listCases": Row(401, 403, 403, RELEASERS),
    "findCases": Row(401, 403, 403, RELEASERS),
    "getCase": Row(401, 403, 403, RELEASERS),
    "getTrace": Row(401, 403, 403, RELEASERS),
    "getPolicy": Row(200, 200, 200, ROLES, outside=200),
}

CALLS: Calls = {
    "confirmCase": lambda scene: {"body": {"person_id": str(scene.citizen.person_id), **TESTED}},
    "previewCase": lambda scene: {"body": {"person_id": str(scene.citizen.person_id), **TESTED}},
    "getHeldShapes": body(reason="xem trước khi duyệt"),
    "amendCase": body(onset_at="2021-10-01T20:00:00+07:00"),
    "retractCase": body(reason="xét nghiệm lại âm tính"),
    "retraceCase": body(),
    "releaseTrace": body(reason="đã xem"),
    "declineTrace": body(reason="chỉ đi qua cổng chợ"),
    "listCases": query(scheme=SCHEME, unit=VY_DA.code),
    "findCases": body(text="lan", unit={"scheme": SCHEME, "code": VY_DA.code}),
    "getCase": nothing,
    "getTrace": nothing,
    "getPolicy": nothing,
}

BAD_FIELDS: BadFields = {
    "findCases": [
        ("nothing", {"text": ""}, "text", "too-short"),
        ("no text", {}, "text", "required"),
        ("one letter", {"text": "a"}, "text", "too-short"),
        ("a whole page", {"text": "a" * 101}, "text", "too-long"),
        ("a unit that is none", {"text": "lan", "unit": {"scheme": SCHEME, "code": "00000"}}, "unit.code", "unit"),
        ("a name of its own", {"text": "lan", "full_name": "Lan"}, "full_name", "unknown-field"),
    ],
    "confirmCase": [
        ("nobody", but(CASE, phone=...), "body", "exactly-one"),
        ("two ways", but(CASE, person_id=str(a_person_id())), "body", "exactly-one"),
        ("a mistyped card", but(CASE, phone=..., personal_code="36J3-X7CW-HNQX"), "personal_code", "personal-code"),
        ("a long card", but(CASE, phone=..., personal_code="0" * 25), "personal_code", "too-long"),
        ("no document", but(CASE, phone=..., identity_number="7"), "identity_number", "identity-number"),
        ("a long document", but(CASE, phone=..., identity_number="7" * 25), "identity_number", "too-long"),
        ("a phone and a document", but(CASE, identity_number="001093029317"), "body", "exactly-one"),
        ("a phone and a card", but(CASE, personal_code="36J3-X7CW-HNQW"), "body", "exactly-one"),
        ("a wrong phone", but(CASE, phone="1"), "phone", "phone"),
        ("a long phone", but(CASE, phone="0" * 25), "phone", "too-long"),
        ("a mistyped person", but(CASE, phone=..., person_id="pfghnbvpram4x"), "person_id", "person-id"),
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
        ("a wrong number", found(MET, people=[{"phone": "1"}]), "milestones[0].people[0].phone", "phone"),
        ("a wrong id", found(MET, people=[{"person_id": "1"}]), "milestones[0].people[0].person_id", "person-id"),
        (
            "a stay of somebody else",
            found(STAY, of_person_id=str(a_person_id())),
            "milestones[0].of_person_id",
            "people-kinds-only",
        ),
        ("whose: a wrong id", found(MET, of_person_id="1"), "milestones[0].of_person_id", "person-id"),
        ("a field of no answer", found(STAY, venue="Chợ"), "milestones[0].venue", "unknown-field"),
        ("a name of no text", found(STAY, venue_name=5), "milestones[0].venue_name", "type"),
        ("a warning of no kind", but(CASE, confirm_warnings=["moon"]), "confirm_warnings[0]", "choice"),
        ("a warning that is no code", but(CASE, confirm_warnings=[1]), "confirm_warnings[0]", "type"),
        ("warnings as text", but(CASE, confirm_warnings="window-empty"), "confirm_warnings", "type"),
        ("51 warnings", but(CASE, confirm_warnings=["window-empty"] * 51), "confirm_warnings", "too-long"),
    ],
    "previewCase": [
        ("nobody", but(CASE, phone=...), "body", "exactly-one"),
        ("no specimen", but(CASE, specimen_at=...), "specimen_at", "required"),
        ("confirmed tomorrow", but(CASE, confirmed_at="2021-10-03T08:00:00+07:00"), "confirmed_at", "future"),
        ("nobody met", found(MET, people=[]), "milestones[0].people", "required"),
        ("warnings", but(CASE, confirm_warnings=[]), "confirm_warnings", "unknown-field"),
    ],
    "getHeldShapes": [("a long reason", {"reason": "x" * 301}, "reason", "too-long")],
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
        ("a warning of no kind", {"confirm_warnings": ["moon"]}, "confirm_warnings[0]", "choice"),
        ("a long reason", {"reason": "x" * 301}, "reason", "too-long"),
    ],
    "retractCase": [
        ("a long reason", {"reason": "x" * 301}, "reason", "too-long"),
        ("force", {"force": True}, "force", "unknown-field"),
    ],
    "retraceCase": [("a policy", {"policy": "x"}, "policy", "unknown-field")],
    "releaseTrace": [
        ("a number", {"reason": 5}, "reason", "type"),
        ("a negative time", {"min_minutes": -1}, "min_minutes", "range"),
        ("two days", {"min_minutes": 2881}, "min_minutes", "range"),
        ("a group without a day", {"chosen": [{"venue_id": "0wjp7457"}]}, "chosen[0].day", "required"),
        (
            "a group that does not wait",
            {"chosen": [{"venue_id": "0wjp7457", "day": "2021-10-01"}]},
            "chosen",
            "not-held",
        ),
        ("an end before it began", {"from": HOUR["to"], "to": HOUR["from"]}, "to", "period-order"),
        ("a rest of no kind", {"rest": "asleep"}, "rest", "choice"),
        ("the year 9999", {"to": "9999-12-31T23:59:59-14:00"}, "to", "range"),
    ],
    "declineTrace": [
        ("no reason", {}, "reason", "required"),
        ("a reason of nothing", {"reason": "  "}, "reason", "required"),
        (
            "a group that does not wait",
            {"reason": "x", "chosen": [{"venue_id": "x", "day": "2021-10-01"}]},
            "chosen",
            "not-held",
        ),
    ],
}

OF_THE_SCENE: Calls = {
    "confirmCase": lambda scene: {
        "phone": scene.citizen.phone,
        **TESTED,
        "onset_at": "2021-10-01T20:00:00+07:00",
        "milestones": [{"kind": "household", "people": [{"person_id": str(scene.owner.person_id)}]}],
    },
}


def ids(scene: Any) -> Mapping[str, str]:
    """The guest's case: confirmed by somebody who is none of the callers, traced, and held as if a group were wide."""
    confirmer = staff_token(Role.TRACER, sub="confirmer")
    met = {"kind": "household", "people": [{"person_id": str(scene.owner.person_id)}]}
    confirmed = {"person_id": str(scene.guest.person_id), **TESTED, "milestones": [met]}
    case_id = str(scene.house.call("confirmCase", confirmed, token=confirmer).json["case_id"])
    play = Play.of(scene.house, CaseCode.parse(case_id), 1).to("RecordOutcome")
    play.data["found"]["held"] = [["0000001p", 18_901, 600, 400]]
    play.to_the_end()
    return {"case_id": case_id}
