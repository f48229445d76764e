"""Every change of a case and every look at it: who may, what is on record first, and what is shown."""

import pytest

from adapters.memory.faults import Fault
from tests.builders.base import SCHEME, VY_DA
from tests.builders.people import a_person_id
from tests.unit.functions.trace.case_calls import CHANGES, READS, STAY, UNKNOWN, amend, held_case
from tests.unit.functions.trace.outbreak import (
    MINUTE,
    NEIGHBOUR,
    SECOND,
    TRACER,
    market,
    nothing_stored,
    person,
    refused,
    token_of,
    traced_case,
    were_there,
)

# Every change and every look


@pytest.mark.parametrize("operation", [*CHANGES, *READS, "exportContacts"])
def test_a_case_nobody_knows_and_a_mistyped_code(house, operation):
    with nothing_stored(house):
        reply = house.call(operation, {**CHANGES, "exportContacts": {}}.get(operation), token=TRACER, case_id=UNKNOWN)
        assert refused(reply, 404, "case-unknown", ("case_id", "case-unknown"))
        for wrong in ("WE8V-SHVK", "x", "%00", "we8vshvj1", str(a_person_id(1))):
            reply = house.call(operation, {**CHANGES, "exportContacts": {}}.get(operation), token=TRACER, case_id=wrong)
            assert refused(reply, 422, "invalid", ("case_id", "case-id")), wrong


@pytest.mark.parametrize("operation", [*CHANGES, *READS, "exportContacts"])
def test_a_case_of_another_unit_is_refused(house, operation):
    person(house, 1)
    code = traced_case(house)
    with nothing_stored(house):
        reply = house.call(operation, {**CHANGES, "exportContacts": {}}.get(operation), token=NEIGHBOUR, case_id=code)
        assert refused(reply, 403, "outside-jurisdiction")


@pytest.mark.parametrize("operation", [*CHANGES, *READS])
def test_the_code_may_be_typed_as_one_likes(house, operation):
    if operation == "releaseTrace":
        code = held_case(house)
    else:
        person(house, 1)
        code = traced_case(house)
    body = CHANGES.get(operation)
    typed = f" {code.lower().replace('-', '')} "
    assert house.call(operation, body, token=SECOND, case_id=typed).json["case_id"] == code


@pytest.mark.parametrize("operation", sorted(CHANGES))
def test_a_change_is_on_record_with_the_case_s_person(house, operation):
    code = held_case(house)
    house.audit.records.clear()
    house.call(operation, CHANGES[operation], token=SECOND, case_id=code)
    (record,) = [record for record, _ in house.audit.records.values()]
    assert (record.act, record.subject, record.actor) == (
        "case-changed",
        f"P#{a_person_id(1)}",
        "S#staff-epidemiologist",
    )


@pytest.mark.parametrize("operation", sorted(CHANGES))
def test_a_change_that_could_not_be_recorded_is_not_made(house, operation):
    code = held_case(house)
    house.faults.plan("append", Fault.REFUSED)
    with nothing_stored(house):
        assert house.call(operation, CHANGES[operation], token=SECOND, case_id=code).status == 503


@pytest.mark.parametrize(("operation", "act"), [("getCase", "case-read"), ("getTrace", "trace-read")])
def test_a_look_is_on_record_before_it_is_answered(house, operation, act):
    person(house, 1)
    code = traced_case(house)
    house.audit.records.clear()
    assert house.call(operation, token=SECOND, case_id=code).status == 200
    (record,) = [record for record, _ in house.audit.records.values()]
    assert (record.act, record.subject) == (act, f"P#{a_person_id(1)}")
    house.faults.plan("append", Fault.REFUSED)
    assert house.call(operation, token=TRACER, case_id=code).status == 503, "and somebody else's look is another"


@pytest.mark.parametrize("operation", READS)
def test_a_page_that_keeps_asking_is_one_look(house, operation):
    """Otherwise the person's access log fills with hundreds of lines of one tracer's evening."""
    person(house, 1)
    code = traced_case(house)
    house.audit.records.clear()
    for _ in range(5):
        house.call(operation, token=SECOND, case_id=code)
    assert len(house.audit.records) == 1
    house.clock.now += 20 * MINUTE
    house.call(operation, token=SECOND, case_id=code)
    assert len(house.audit.records) == 2


@pytest.mark.parametrize("operation", READS)
def test_a_look_that_could_not_be_recorded_is_not_remembered(house, operation):
    person(house, 1)
    code = traced_case(house)
    house.faults.plan("append", Fault.REFUSED, Fault.REFUSED)
    for _ in range(2):
        assert house.call(operation, token=SECOND, case_id=code).status == 503


# Reading


def test_a_case_is_shown_masked_with_its_history(house):
    person(house, 1, full_name="Nguyễn Thị Lan", phone="+84912345678")
    person(house, 2)
    market(house)
    were_there(house, (1, 2))
    code = traced_case(house, onset_at="2021-10-01T20:00:00+07:00", milestones=[STAY])
    amend(house, code, token=SECOND, isolated_at="2021-10-02T08:10:00+07:00", reason="đã cách ly")
    shown = house.call("getCase", token=TRACER, case_id=code).json
    assert shown["person"] == {
        "person_id": str(a_person_id(1)),
        "display_name": "N. T. Lan",
        "year_of_birth": 1987,
        "phone_masked": "0912•••678",
        "unit": {"scheme": SCHEME, "code": VY_DA.code, "name": "Phường Vỹ Dạ"},
    }
    assert "Nguyễn" not in str(shown)
    assert (shown["status"], shown["revision"], shown["confirmed_by_me"]) == ("running", 2, True)
    assert (shown["onset_at"], shown["isolated_at"]) == ("2021-10-01T20:00:00+07:00", "2021-10-02T08:10:00+07:00")
    assert shown["first_notice_at"] == shown["last_notice_at"] == "2021-10-02T08:15:12+07:00"
    assert shown["milestones"] == [{**STAY, "venue_name": "Tạp hóa Cô Ba 1"}]
    assert [(line["act"], line["by_me"], line.get("reason")) for line in shown["history"]] == [
        ("confirmed", True, None),
        ("amended", False, "đã cách ly"),
    ]
    assert house.call("getCase", token=SECOND, case_id=code).json["confirmed_by_me"] is True
    third = token_of(who="third")
    assert house.call("getCase", token=third, case_id=code).json["confirmed_by_me"] is False


def test_a_case_whose_person_was_erased_is_not_shown(house):
    person(house, 1)
    code = traced_case(house)
    del house.persons._persons[a_person_id(1)]
    reply = house.call("getCase", token=TRACER, case_id=code)
    assert refused(reply, 404, "person-unknown", ("person", "person-unknown"))
    assert house.call("getTrace", token=TRACER, case_id=code).status == 200
