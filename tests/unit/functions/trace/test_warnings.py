"""What is odd is said and confirmed before it is stored; what is stored may be given back as it is shown."""

from typing import Any

import pytest

from adapters.memory.faults import Fault
from domain.tracing.case import Change
from domain.tracing.warnings import WarningCode
from tests.builders.base import NOW
from tests.builders.people import a_person_id
from tests.builders.presence import a_visit
from tests.doors.calls import Reply
from tests.runs import trace_pending, traced
from tests.unit.functions.trace.outbreak import (
    DAY,
    SECOND,
    TRACER,
    case_of,
    confirm,
    confirmed,
    last_trace,
    market,
    nothing_stored,
    person,
    refused,
    token_of,
    traced_case,
    were_there,
)

EARLY: dict[str, Any] = {"isolated_at": "2021-09-20T08:00:00+07:00"}
EMPTY = ("isolated_at", "window-empty")
ISOLATED: dict[str, Any] = {"isolated_at": "2021-10-01T12:00:00+07:00"}
VISITS = ("isolated_at", "visits-after-isolation")
OLD_STAY = {
    "kind": "place",
    "venue_id": "0000001p",
    "from": "2021-09-20T08:00:00+07:00",
    "to": "2021-09-20T09:00:00+07:00",
}


def amend(house, code, *, token=TRACER, **body) -> Reply:
    return house.call("amendCase", body, token=token, case_id=code)


def at_large(house):
    """The F0 was at the market at 18:15 on 1/10, and somebody with them."""
    person(house, 1)
    person(house, 2)
    market(house)
    were_there(house, (1, 2))


def test_an_isolation_before_the_window_is_said_and_stored_only_when_confirmed(house):
    person(house, 1)
    with nothing_stored(house, named=(1,)):
        reply = confirm(house, **EARLY)
    assert refused(reply, 409, "warnings", EMPTY)
    (warning,) = reply.json["errors"]
    assert warning["facts"] == {"isolated": "08:00 20/09/2021", "starts": "00:00 29/09/2021"}
    assert warning["text"]["vi"] == (
        "Cách ly lúc 08:00 20/09/2021 là trước khi thời gian có thể lây bắt đầu (00:00 29/09/2021): "
        "không ai sẽ được tìm."
    )
    assert warning["text"]["en"].endswith("nobody will be found.")
    assert confirm(house, **EARLY, confirm_warnings=["window-empty"]).status == 201


def test_a_case_in_which_nobody_is_looked_for_says_so_everywhere(house):
    at_large(house)
    odd = ["window-empty", "visits-after-isolation"]
    code = confirmed(house, **EARLY, confirm_warnings=odd)
    assert trace_pending(house) == ["WindowEmpty"]
    shown = [house.call(name, token=TRACER, case_id=code).json for name in ("getCase", "getTrace")]
    (row,) = house.call("listCases", token=TRACER).json["cases"]
    assert [each["status"] for each in (*shown, row)] == ["window_empty"] * 3
    assert shown[1]["window"] == {"from": "2021-09-29T00:00:00+07:00", "to": "2021-09-29T00:00:00+07:00"}
    assert (shown[1]["contacts"], house.exposures._told) == ([], {})
    assert amend(house, code, isolated_at=None).status == 200
    assert traced(house, code).status == "published"
    assert last_trace(house, code).counts["F1"] == 1


def test_visits_after_isolation_are_counted_in_the_warning(house):
    at_large(house)
    reply = confirm(house, **ISOLATED)
    assert refused(reply, 409, "warnings", VISITS)
    (warning,) = reply.json["errors"]
    assert warning["facts"] == {"count": "1", "isolated": "12:00 01/10/2021", "last": "18:15 01/10/2021"}
    assert "1 lượt đến sau lúc cách ly" in warning["text"]["vi"]


def test_all_of_them_are_confirmed_together_and_a_surplus_one_is_no_fault(house):
    at_large(house)
    for said in ([], ["window-empty"], ["visits-after-isolation"]):
        with nothing_stored(house, named=(1,)):
            assert refused(confirm(house, **EARLY, confirm_warnings=said), 409, "warnings", EMPTY, VISITS)
    assert confirm(house, **EARLY, confirm_warnings=[code.value for code in WarningCode]).status == 201


@pytest.mark.parametrize("code", ["", "window", "no-such-warning", "WINDOW-EMPTY"])
def test_an_unknown_code_is_a_fault(house, code):
    person(house, 1)
    with nothing_stored(house):
        reply = confirm(house, **EARLY, confirm_warnings=["window-empty", code])
        assert refused(reply, 422, "invalid", ("confirm_warnings[1]", "choice"))


def test_faults_come_before_warnings_and_are_never_confirmed(house):
    person(house, 1)
    said = {**EARLY, "onset_at": "2021-10-02T08:10:00+07:00"}
    reply = confirm(house, **said, confirm_warnings=[code.value for code in WarningCode])
    assert refused(reply, 422, "invalid", ("onset_at", "after-confirmation"))


def test_a_confirmed_request_may_be_sent_again(house):
    person(house, 1)
    said: dict[str, Any] = {**EARLY, "confirm_warnings": ["window-empty"]}
    house.faults.plan("open", Fault.ANSWER_LOST)
    assert confirm(house, **said).status == 503
    first, again = confirm(house, **said), confirm(house, **said)
    assert (first.status, again.status) == (200, 200)
    assert first.json == again.json
    assert confirm(house, **EARLY).status == 200, "the case that says the same is there"


def test_the_person_is_on_record_before_the_number_of_visits_is_told(house):
    at_large(house)
    house.faults.plan("append", Fault.REFUSED)
    assert confirm(house, **ISOLATED).status == 503


# Amendments


def test_an_amendment_says_what_is_odd_because_of_it(house):
    at_large(house)
    code = traced_case(house)
    with nothing_stored(house):
        assert refused(amend(house, code, **ISOLATED), 409, "warnings", VISITS)
    assert amend(house, code, **ISOLATED, confirm_warnings=["visits-after-isolation"]).status == 200
    case = case_of(house, code)
    assert (case.revision, case.change) == (2, Change.AMENDED)
    assert amend(house, code, **ISOLATED).status == 200
    assert case_of(house, code).revision == 2


def test_what_was_confirmed_is_not_asked_again_by_an_amendment_of_something_else(house):
    at_large(house)
    odd = ["visits-after-isolation", "finding-outside-window"]
    code = traced_case(house, **ISOLATED, milestones=[OLD_STAY], confirm_warnings=odd)
    assert amend(house, code, onset_at="2021-10-01T09:00:00+07:00").status == 409, (
        "another window, the finding outside it"
    )
    assert amend(house, code, specimen_at="2021-10-02T06:00:00+07:00").status == 200, "the same day, the same window"
    house.visits.record(a_visit(1, at=NOW))
    assert amend(house, code, specimen_at="2021-10-02T06:30:00+07:00").status == 200, "a visit since is not its doing"
    later = {"isolated_at": "2021-10-01T13:00:00+07:00"}
    assert amend(house, code, **later).faults == {VISITS, ("milestones[0].from", "finding-outside-window")}


def test_an_old_case_is_amended_without_a_word_on_what_grew_old(house):
    person(house, 1)
    code = traced_case(house)
    house.clock.passes(31 * DAY)
    assert amend(house, code, isolated_at="2021-10-04T08:00:00+07:00").status == 200


# Given back as shown


def shown_facts(house, code):
    shown = house.call("getCase", token=TRACER, case_id=code).json
    return {name: shown[name] for name in ("specimen_at", "confirmed_at", "onset_at", "milestones") if name in shown}


def test_what_a_case_shows_may_be_given_back_and_changes_nothing(house):
    for number in (1, 2, 3):
        person(house, number)
    market(house)
    told = [
        {**OLD_STAY, "from": "2021-10-01T08:00:00+07:00", "to": "2021-10-01T09:00:00+07:00", "place": "Cổng chợ"},
        {"kind": "household", "people": [{"phone": "0912345002"}]},
        {
            "kind": "met_close",
            "from": "2021-10-01T08:00:00+07:00",
            "to": "2021-10-01T09:00:00+07:00",
            "people": [{"person_id": str(a_person_id(3))}],
            "of_person_id": str(a_person_id(2)),
        },
    ]
    code = traced_case(house, onset_at="2021-10-01T20:00:00+07:00", milestones=told)
    facts = shown_facts(house, code)
    assert facts["milestones"][0]["venue_name"] == "Tạp hóa Cô Ba 1"
    masked = {"display_name": "N. T. Lan", "year_of_birth": 1987}
    assert facts["milestones"][1]["people"] == [{"person_id": str(a_person_id(2)), **masked}]
    house.audit.records.clear()
    with nothing_stored(house):
        assert amend(house, code, **facts).json["status"] == "published"
    with nothing_stored(house, named=(1, 2, 3)):
        assert confirm(house, **facts).status == 200


def test_a_person_as_an_answer_shows_them_names_that_person(house):
    person(house, 1)
    person(house, 2)
    code = traced_case(house)
    masked = house.call("getCase", token=TRACER, case_id=code).json["person"]
    met = {"kind": "household", "people": [masked], "of_person_id": str(a_person_id(2))}
    assert amend(house, code, milestones=[met]).status == 200
    (milestone,) = case_of(house, code).milestones
    assert milestone.people == (a_person_id(1),)


# On record first


def acts(house):
    return sorted((r.subject.removeprefix("P#"), r.act, r.reason) for r, _ in house.audit.records.values())


def test_whom_an_amendment_names_is_on_record_before_the_answer_tells_that_they_are_known(house):
    for number in (1, 2, 3):
        person(house, number)
    code = traced_case(house)
    met = {"kind": "household", "people": [{"phone": "0912345002"}, {"phone": "0912345002"}, {"phone": "0987654321"}]}
    house.audit.records.clear()
    house.faults.plan("append", Fault.REFUSED)
    assert amend(house, code, milestones=[met]).status == 503
    reply = amend(house, code, milestones=[met], reason="Người bệnh nhớ lại")
    assert refused(reply, 422, "invalid", ("milestones[0].people[2].phone", "person-unknown"))
    assert acts(house) == [(str(a_person_id(2)), "person-named", "named in a request")], (
        "once, without the case's reason"
    )


def test_who_stood_in_the_case_is_not_looked_up_again(house):
    for number in (1, 2, 3):
        person(house, number)
    code = traced_case(house, milestones=[{"kind": "household", "people": [{"phone": "0912345002"}]}])
    (home,) = shown_facts(house, code)["milestones"]
    house.audit.records.clear()
    more = {**home, "people": [*home["people"], {"person_id": str(a_person_id(3))}]}
    assert amend(house, code, milestones=[more]).status == 200
    assert {(who, act) for who, act, _ in acts(house) if act == "person-named"} == {
        (str(a_person_id(3)), "person-named")
    }


def test_a_person_sees_that_somebody_found_them(house):
    for number in (1, 2):
        person(house, number)
    traced_case(house, milestones=[{"kind": "household", "people": [{"phone": "0912345002"}]}])
    log = house.call("listAccessLog", token=house.device_token(a_person_id(2))).json["entries"]
    assert [(entry["act"], entry["text"]["vi"], entry.get("reason")) for entry in log] == [
        (
            "person-named",
            "Cán bộ truy vết đã tìm bạn theo số điện thoại, giấy tờ hoặc mã của bạn.",
            None,
        )
    ]


# F0 who are contacts of another


def two_cases(house):
    """Both of them F0, met at a market; a third person is F1 of both."""
    at_large(house)
    person(house, 3)
    were_there(house, (3,))
    return traced_case(house), traced_case(house, 2)


def rows(house, **query):
    return house.call("listContacts", token=TRACER, query=query).json["contacts"]


def test_an_f0_is_marked_in_the_list_of_another_case_and_not_to_be_called(house):
    first, second = two_cases(house)
    by_person = {row["person_id"]: row for row in rows(house, case_id=second)}
    own, other = by_person[str(a_person_id(1))], by_person[str(a_person_id(3))]
    assert (own["became_case_id"], own.get("told_at")) == (first, None)
    assert other["told_at"]
    house.clock.passes(3 * DAY)
    by_person = {row["person_id"]: row for row in rows(house, case_id=second)}
    assert (by_person[str(a_person_id(1))]["overdue"], by_person[str(a_person_id(3))]["overdue"]) == (False, True)
    assert {(row["case_id"], row["person_id"]) for row in rows(house)} == {
        (first, str(a_person_id(3))),
        (second, str(a_person_id(3))),
    }


@pytest.mark.parametrize("limit", [1, 2])
def test_the_queue_goes_on_past_an_f0(house, limit):
    two_cases(house)
    found, cursor = [], ""
    for _ in range(9):
        page = house.call("listContacts", token=TRACER, query={"limit": limit, "cursor": cursor}).json
        found += [row["person_id"] for row in page["contacts"]]
        cursor = page.get("next_cursor", "")
        if not cursor:
            break
    assert (found, cursor) == ([str(a_person_id(3))] * 2, "")


def test_the_file_says_who_is_an_f0(house):
    first, second = two_cases(house)
    file = house.call("exportContacts", {"reason": "gửi trạm"}, token=TRACER, case_id=second).content.decode()
    (header, *lines) = file.splitlines()
    place = header.split(";").index("Đã thành F0, mã ca")
    assert sorted(line.split(";")[place] for line in lines) == ["", first]


def test_when_the_own_case_is_none_the_person_is_told_and_called(house):
    first, second = two_cases(house)
    house.call("retractCase", {"reason": "nhầm mẫu"}, token=SECOND, case_id=first)
    trace_pending(house)
    assert case_of(house, second).revision == 2
    trace_pending(house)
    assert trace_pending(house) == []
    told = {(n.case.shown, n.person): [v.told for v in n.versions] for n in house.exposures._told.values()}
    assert told[second, a_person_id(1)] == ["exposure_f1"]
    assert str(a_person_id(1)) in {row["person_id"] for row in rows(house)}
    history = house.call("getCase", token=token_of(), case_id=second).json["history"]
    assert [line["act"] for line in history] == ["confirmed", "retraced"]
