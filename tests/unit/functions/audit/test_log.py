"""A citizen reads who used her data."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.memory.audit.log import MemoryAudit
from adapters.memory.faults import Fault, FaultPlan
from adapters.memory.secret.secrets import MemorySecrets
from adapters.memory.standing.standing import MemoryStanding
from domain.people.roles import Role
from functions.audit import wiring
from functions.audit.api import door
from functions.audit.words import sentence, typed_reason
from functions.kit.sign_in import device_tokens
from functions.kit.sign_in.auth import Authenticator
from functions.words.every import ACTS
from tests.builders.base import HAI_VAN, NOW, SCHEME, the_units
from tests.builders.people import a_person_id, an_access
from tests.doors.clock import Clock
from tests.doors.sign_in import staff_token
from tests.unit.functions.doors import ask

STAFF_ID = "0b6f9c1e-staff"


class Room:
    def __init__(self):
        self.clock = Clock()
        self.faults = FaultPlan()
        self.keys = MemorySecrets(clock=self.clock)
        self.audit = MemoryAudit(self.faults)
        self.token = device_tokens.issue(a_person_id(), "d1", keys=self.keys, registered_at=None, now=NOW)

    def noted(self, number=1, **facts):
        record = an_access(1, actor=f"S#{STAFF_ID}", nonce=f"{number:016x}", **facts)
        self.audit.append(record)
        return record

    def log(self, **query):
        return ask(door, "listAccessLog", token=self.token, query=query)


@pytest.fixture
def room(monkeypatch):
    made = Room()
    parts = wiring.Parts(Authenticator(made.keys, MemoryStanding()), made.audit, the_units(), made.clock)
    monkeypatch.setattr(wiring, "parts", lambda: parts)
    return made


def test_an_empty_log_is_an_answer(room):
    reply = room.log()
    assert (reply.status, reply.json) == (200, {"entries": []})


def test_an_entry_says_what_was_done_in_which_role_where_why_and_when(room):
    room.noted(role="tracer", act="contact-opened", reason="gọi hỏi thăm")
    assert room.log().json == {
        "entries": [
            {
                "at": "2021-10-02T08:15:12+07:00",
                "act": "contact-opened",
                "text": {
                    "vi": "Cán bộ truy vết đã mở họ tên và số điện thoại của bạn.",
                    "en": "A contact tracer opened your name and phone number.",
                },
                "role": "tracer",
                "unit": {"scheme": SCHEME, "code": "19777", "name": "Phường Vỹ Dạ"},
                "reason": "gọi hỏi thăm",
            }
        ]
    }


def test_who_it_was_stays_with_the_auditors(room):
    for number, act in enumerate(ACTS):
        room.noted(number, act=act.code, reason=act.reason, at=NOW + timedelta(seconds=number))
    reply = room.log()
    assert len(reply.json["entries"]) == len(ACTS)
    assert STAFF_ID.encode() not in reply.content
    assert set(reply.json["entries"][0]) == {"at", "act", "text", "role", "unit"}


def test_what_the_citizen_did_herself_is_left_out(room):
    own = an_access(2, subject=f"P#{a_person_id()}", actor=f"P#{a_person_id()}", role="venue_owner", unit="")
    room.audit.append(own)
    room.noted(3)
    assert [entry["role"] for entry in room.log().json["entries"]] == ["commune_officer"]


def test_an_owner_of_a_venue_acts_for_no_unit(room):
    room.noted(role="venue_owner", unit="", act="visit-recorded", reason="visit recorded at the venue")
    (entry,) = room.log().json["entries"]
    assert entry["text"]["vi"] == "Chủ địa điểm đã ghi một lượt đến của bạn."
    assert {"unit", "reason"}.isdisjoint(entry)


def test_a_unit_that_is_no_more_is_named_by_its_code(room):
    room.noted(unit=f"{SCHEME}/99999")
    (entry,) = room.log().json["entries"]
    assert entry["unit"] == {"scheme": SCHEME, "code": "99999"}


def test_nobody_reads_what_concerns_somebody_else(room):
    room.audit.append(an_access(2))
    assert room.log().json["entries"] == []


def test_pages_go_from_the_newest_to_the_oldest_and_end(room):
    for number in range(5):
        room.noted(number, at=NOW + timedelta(minutes=number), unit=str(HAI_VAN))
    seen, query = [], {"limit": 2}
    while True:
        page = room.log(**query).json
        seen += [entry["at"] for entry in page["entries"]]
        if "next_cursor" not in page:
            break
        query["cursor"] = page["next_cursor"]
    assert len(seen) == 5
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ({"cursor": "A#someone"}, ("cursor", "cursor")),
        ({"cursor": "1" * 1001}, ("cursor", "too-long")),
        ({"limit": 0}, ("limit", "range")),
        ({"limit": 101}, ("limit", "range")),
        ({"limit": "many"}, ("limit", "type")),
    ],
)
def test_a_bad_query_names_its_field(room, query, fault):
    reply = room.log(**query)
    assert (reply.status, reply.faults) == (422, {fault})


@pytest.mark.parametrize(
    "token",
    [None, "x", *(staff_token(role) for role in (Role.TRACER, Role.AUDITOR))],
    ids=["none", "bad", "tracer", "auditor"],
)
def test_only_a_citizens_device_reads_it(room, token):
    assert ask(door, "listAccessLog", token=token).status == 401


def test_a_busy_table_is_busy(room):
    room.faults.plan("of_subject", Fault.REFUSED)
    assert (room.log().status, room.log().status) == (503, 200)


@pytest.mark.parametrize("act", sorted({act.code for act in ACTS}))
@pytest.mark.parametrize(
    "role", [*(role.value for role in Role), "venue_owner", "commune_officer,tracer", "unheard_of"]
)
def test_every_act_in_every_role_is_a_sentence_of_both_languages(act, role):
    said = sentence(act, role)
    assert said.vi != said.en
    for text in (said.vi, said.en):
        assert text[0].isupper()
        assert text.endswith(".")
        assert "_" not in text
    assert said.en.isascii()


def test_several_roles_are_named_together():
    assert sentence("person-looked-up", "commune_officer,volunteer").vi.startswith(
        "Cán bộ xã, phường kiêm tình nguyện viên"
    )


def test_only_what_a_person_typed_is_a_reason():
    assert typed_reason("desk look-up") == typed_reason("follow-up: reached") == typed_reason("") == ""
    assert typed_reason("gọi lại") == "gọi lại"


def test_what_an_act_writes_itself_is_no_reason():
    for act in ACTS:
        written = f"{act.reason} reached" if act.reason.endswith(":") else act.reason
        assert typed_reason(written) == ""
        assert typed_reason(f"{act.reason}, mẹ gọi lại") != ""


def test_an_access_record_is_made_by_an_errand_alone():
    """So that it is made where its subject is known."""
    root = Path(__file__).resolve().parents[4] / "functions"
    assert (root / "kit").is_dir()
    makers = [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in sorted(root.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and "AccessRecord" in {getattr(node.func, "id", ""), getattr(node.func, "attr", "")}
    ]
    assert makers == [], "say staff_errand(...).about(person) instead"
