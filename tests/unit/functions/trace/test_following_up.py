"""One contact: opened on record, and every step of the follow-up."""

from datetime import timedelta

import pytest

from adapters.memory.faults import Fault
from domain.tracing.codes import CaseCode
from domain.tracing.follow_up import MOST_ENTRIES
from tests.builders.base import NOW, VY_DA
from tests.builders.people import a_person_id
from tests.runs import traced
from tests.unit.functions.trace.contact_calls import STATION, an_outbreak, everybody, listed, opened, records, update
from tests.unit.functions.trace.outbreak import (
    HOUR,
    MINUTE,
    NEIGHBOUR,
    SECOND,
    TRACER,
    nothing_stored,
    person,
    refused,
)

# Opening


def test_an_opened_contact_has_name_and_number(house):
    person(house, 2, full_name="Trần Văn Minh", phone="+84987654321")
    code = an_outbreak(house, wide=1)
    (row,) = listed(house, case_id=code)["contacts"]
    shown = opened(house, code, 2).json
    assert shown == {**row, "full_name": "Trần Văn Minh", "phone": "+84987654321"}


@pytest.mark.parametrize(("query", "reason"), [({"reason": "gọi điện"}, "gọi điện"), ({}, "follow-up of a contact")])
def test_an_opening_is_on_record_before_it_is_shown(house, query, reason):
    code = an_outbreak(house, wide=1)
    house.audit.records.clear()
    assert opened(house, code, 2, token=STATION, **query).status == 200
    (record,) = records(house)
    assert (record.act, record.subject, record.actor, record.role, record.unit, record.reason, record.at) == (
        "contact-opened",
        f"P#{a_person_id(2)}",
        "S#staff-health_station",
        "health_station",
        str(VY_DA),
        reason,
        NOW,
    )


def test_nobody_is_opened_who_could_not_be_recorded(house):
    code = an_outbreak(house, wide=1)
    house.faults.plan("append", Fault.REFUSED)
    reply = opened(house, code, 2)
    assert (reply.status, reply.code) == (503, "busy")


def test_the_person_sees_that_she_was_opened(house):
    code = an_outbreak(house, wide=2)
    opened(house, code, 2, token=STATION, reason="gọi điện")
    house.clock.passes(MINUTE)
    opened(house, code, 2, token=SECOND)
    log = house.call("listAccessLog", token=house.device_token(a_person_id(2))).json["entries"]
    assert [(entry["act"], entry["role"], entry.get("reason", "")) for entry in log] == [
        ("contact-opened", "epidemiologist", ""),
        ("contact-opened", "health_station", "gọi điện"),
    ]
    assert "staff-" not in str(log)


def test_the_case_s_person_is_shown_no_phrase_of_the_platform_as_a_reason(house):
    code = an_outbreak(house, wide=1)
    house.call("getCase", token=TRACER, case_id=code)
    house.call("getTrace", token=TRACER, case_id=code)
    log = house.call("listAccessLog", token=house.device_token(a_person_id(1))).json["entries"]
    silent = [entry["act"] for entry in log if "reason" not in entry]
    assert sorted(silent) == ["case-confirmed", "case-read", "person-named", "trace-read"]


@pytest.mark.parametrize("operation", ["getContact", "updateContact"])
def test_who_is_no_contact_and_a_mistyped_id(house, operation):
    code = an_outbreak(house, wide=1)
    body = {"status": "reached"} if operation == "updateContact" else {}

    def ask(case_id, person_id, token=TRACER):
        return house.call(operation, body, token=token, case_id=case_id, person_id=person_id)

    with nothing_stored(house):
        assert refused(ask(code, a_person_id(9)), 404, "contact-unknown", ("person_id", "contact-unknown"))
        assert refused(ask(code, a_person_id(1)), 404, "contact-unknown", ("person_id", "contact-unknown"))
        assert refused(ask(code, "pfghnbvpram4x"), 422, "invalid", ("person_id", "person-id"))
        assert refused(ask("x", a_person_id(2)), 422, "invalid", ("case_id", "case-id"))
        unknown = CaseCode.from_random(7).shown
        assert refused(ask(unknown, a_person_id(2)), 404, "case-unknown", ("case_id", "case-unknown"))
        assert refused(ask(code, a_person_id(2), NEIGHBOUR), 403, "outside-jurisdiction")


# Following up


def test_each_step_of_a_follow_up_is_kept(house):
    code = an_outbreak(house, wide=1)
    update(house, code, 2, status="to_call", outcome="no_answer")
    house.clock.passes(HOUR)
    update(house, code, 2, outcome="answered", note="  ở nhà,   không sốt ", token=STATION)
    house.clock.passes(HOUR)
    row = update(house, code, 2, status="quarantined").json
    assert (row["status"], row["attempts"], row["revision"]) == ("quarantined", 2, 3)
    assert "notes" not in row
    assert opened(house, code, 2).json["notes"] == [
        {"at": "2021-10-02T10:15:12+07:00", "status": "quarantined"},
        {"at": "2021-10-02T09:15:12+07:00", "status": "reached", "outcome": "answered", "note": "ở nhà, không sốt"},
        {"at": "2021-10-02T08:15:12+07:00", "status": "to_call", "outcome": "no_answer"},
    ]


@pytest.mark.parametrize(
    ("steps", "wanted"),
    [(["quarantined"], "to_call"), (["closed"], "reached"), (["closed"], "quarantined")],
)
def test_a_move_that_is_none_names_the_status(house, steps, wanted):
    code = an_outbreak(house, wide=1)
    for status in steps:
        assert update(house, code, 2, status=status).status == 200
    with nothing_stored(house):
        reply = update(house, code, 2, status=wanted)
        assert refused(reply, 409, "illegal-move", ("status", "illegal-move"))
        assert reply.json["facts"] == {"was": steps[-1], "wanted": wanted}


def test_who_looks_at_an_old_page_changes_nothing(house):
    code = an_outbreak(house, wide=1)
    assert update(house, code, 2, revision=0).status == 200
    with nothing_stored(house):
        reply = update(house, code, 2, status="closed", revision=0, token=STATION)
        assert refused(reply, 409, "contact-changed", ("revision", "contact-changed"))
    assert update(house, code, 2, status="closed", revision=1, token=STATION).json["revision"] == 2


def test_who_was_a_moment_slower_changes_nothing(house, monkeypatch):
    code = an_outbreak(house, wide=1)
    real = house.contacts.follow_up

    def overtaken(follow_up):
        monkeypatch.setattr(house.contacts, "follow_up", real)
        update(house, code, 2, status="closed", token=STATION)
        real(follow_up)

    monkeypatch.setattr(house.contacts, "follow_up", overtaken)
    assert update(house, code, 2).code == "contact-changed"
    assert [note["status"] for note in opened(house, code, 2).json["notes"]] == ["closed"]


def test_the_same_step_sent_twice_is_one(house):
    code = an_outbreak(house, wide=1)
    house.faults.plan("follow_up", Fault.ANSWER_LOST)
    step = {"outcome": "answered", "note": "khỏe"}
    assert update(house, code, 2, **step).status == 503
    house.clock.passes(timedelta(seconds=30))
    row = update(house, code, 2, **step).json
    assert (row["attempts"], row["revision"]) == (1, 1)
    house.clock.passes(MINUTE)
    assert update(house, code, 2, **step).json["attempts"] == 2


def test_a_follow_up_is_on_record_and_only_then_made(house):
    code = an_outbreak(house, wide=1)
    house.audit.records.clear()
    update(house, code, 2, status="closed")
    (record,) = records(house)
    assert (record.act, record.subject) == ("contact-followed-up", f"P#{a_person_id(2)}")
    house.faults.plan("append", Fault.REFUSED)
    with nothing_stored(house):
        assert update(house, code, 2, status="to_call").status == 503


def test_no_run_erases_what_was_done(house):
    code = an_outbreak(house, wide=1)
    update(house, code, 2, outcome="answered", note="khỏe")
    early = {"isolated_at": "2021-10-01T12:00:00+07:00", "confirm_warnings": ["visits-after-isolation"]}
    assert house.call("amendCase", early, token=TRACER, case_id=code).status == 200
    traced(house, code)
    assert everybody(house, case_id=code) == []
    assert update(house, code, 2, status="closed").code == "contact-unknown"
    house.call("amendCase", {"isolated_at": "2021-10-02T08:10:00+07:00"}, token=TRACER, case_id=code)
    traced(house, code)
    assert [note["note"] for note in opened(house, code, 2).json["notes"]] == ["khỏe"]


def test_a_long_follow_up_keeps_its_newest_lines(house):
    code = an_outbreak(house, wide=1)
    for _ in range(MOST_ENTRIES + 5):
        house.clock.passes(HOUR)
        assert update(house, code, 2, status="to_call", outcome="no_answer").status == 200
    shown = opened(house, code, 2).json
    assert (shown["attempts"], shown["revision"], len(shown["notes"])) == (25, 25, 20)
