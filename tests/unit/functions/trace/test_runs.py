"""Runs: what starts one, what each step does when it is repeated, killed or overtaken, and what people are told."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.aws.sealing import AesSealer
from adapters.dynamo.case.item import item_from_case
from adapters.dynamo.wire import n
from adapters.memory.faults import Fault
from domain.base.errors import Busy
from domain.telling.exposure import Told
from domain.tracing.codes import CaseCode
from domain.tracing.contact import Grade
from domain.tracing.events import CaseAmended, CaseConfirmed, CaseRetracted, RetraceDue, TraceReleased
from domain.tracing.run import run_name
from functions.trace.run import inbox, reconcile, steps, stream
from functions.trace.run.service import repair, run
from functions.trace.run.service.run import LEASE
from tests.builders.base import KIM_LONG
from tests.builders.people import a_person_id
from tests.doors.house import open_house
from tests.queues import body, record
from tests.runs import STATES, Context, Play, queue_batch, trace_pending, traced
from tests.unit.functions.trace.outbreak import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    TRACER,
    case_of,
    confirmed,
    last_trace,
    market,
    person,
    traced_case,
    were_there,
)

WORKING = ["EstablishMilestones", "FindContacts", "HandOver", "QueueNotices", "RecordOutcome"]
WHOLE_RUN = [
    "EstablishMilestones", "MayThisRunGoOn", "FindContacts", "AreAllContactsFound", "HandOver", "QueueNotices",
    "AreAllNoticesQueued", "RecordOutcome", "WhatWasRecorded",
]  # fmt: skip


def home(*people):
    return {"kind": "household", "people": [{"person_id": str(a_person_id(number))} for number in people]}


def a_case(house, *, wide=6):
    """Contacts at the market, two at home, one of them in another commune; nothing is traced yet."""
    for number in (1, 20):
        person(house, number)
    person(house, 21, unit=KIM_LONG)
    market(house)
    were_there(house, range(1, wide + 2))
    return CaseCode.parse(confirmed(house, milestones=[home(20, 21)]))


def amend(house, code, **body):
    return house.call("amendCase", body, token=SECOND, case_id=code)


def retract(house, code):
    return house.call("retractCase", {}, token=SECOND, case_id=code)


def told(house):
    """Person → what each version says."""
    return {notice.person: [version.told for version in notice.versions] for notice in house.exposures._told.values()}


def contacts(house, code):
    """Active contacts: person → grade and the classes of the evidence."""
    edges = house.contacts.of_case(code, now=house.clock()).edges
    return {
        person_id: (edge.grade, {piece.closeness for piece in edge.pieces})
        for person_id, edge in edges.items()
        if edge.active
    }


def outcome(house, code):
    """What must be the same however a run was disturbed."""
    case, trace = case_of(house, str(code)), last_trace(house, str(code))
    counts = dict(trace.counts), case.status, case.revision, trace.first, trace.held
    return contacts(house, code), told(house), house.contacts.handed_over(code), counts, house.meetings._stated


# A run from beginning to end


def test_a_run_passes_its_states_and_says_how_it_ended(house, logged):
    code = a_case(house)
    play = Play.of(house, code, 1)
    assert play.to_the_end() == "Published"
    assert play.passed == WHOLE_RUN
    assert play.data["run"] == {"outcome": "READY", "now": 1633137312, "policy": "trace-2020.1"}
    assert play.data["found"] == {"outcome": "DONE", "written": 8, "held": [], "declined": [], "held_people": 0}
    assert play.data["told"] == {"outcome": "DONE", "made": 8, "first_at": 1633137312, "last_at": 1633137312}
    assert told(house) == {contact: [Told.F1] for contact in contacts(house, code)}
    assert [line["step"] for line in logged()] == WORKING


def test_what_goes_through_the_workflow_and_the_log_names_nobody(house, logged):
    code = a_case(house)
    play = Play.of(house, code, 1)
    play.to_the_end()
    text = json.dumps([play.data, logged()])
    assert not [number for number in range(1, 30) if str(a_person_id(number)) in text]
    assert "0912345" not in text


def test_a_run_over_the_same_facts_changes_nothing_and_tells_nobody(house):
    code = a_case(house)
    Play.of(house, code, 1).to_the_end()
    before = outcome(house, code)
    edges = dict(house.contacts._edges[code])
    house.call("retraceCase", {}, token=TRACER, case_id=code)
    play = Play.of(house, code, 2)
    assert play.to_the_end() == "Published"
    assert (play.data["found"]["written"], play.data["told"]["made"]) == (0, 0)
    assert house.contacts._edges[code] == edges
    after = outcome(house, code)
    assert (after[:3], after[4]) == (before[:3], before[4])


# Slices


@pytest.fixture
def sliced(monkeypatch):
    monkeypatch.setattr(run, "_SLICE", 3)


def test_a_step_without_time_goes_on_where_it_stopped(house, sliced):
    code = a_case(house, wide=9)
    play = Play.of(house, code, 1)
    play.context = Context(hurried=True)
    assert play.to_the_end() == "Published"
    assert (play.passed.count("FindContacts"), play.passed.count("QueueNotices")) == (4, 4)
    assert told(house) == {contact: [Told.F1] for contact in contacts(house, code)}
    assert len(told(house)) == 11
    assert last_trace(house, str(code)).counts["F1"] == 11


def test_slices_come_to_the_same_as_one_step(sliced):
    outcomes = []
    for hurried in (True, False):
        with open_house() as house:
            code = a_case(house, wide=9)
            play = Play.of(house, code, 1)
            play.context = Context(hurried=hurried)
            play.to_the_end()
            outcomes.append(outcome(house, code))
    assert outcomes[0] == outcomes[1]


def test_a_step_that_has_time_does_all_slices(house, sliced):
    code = a_case(house, wide=9)
    play = Play.of(house, code, 1)
    play.to_the_end()
    assert play.passed == WHOLE_RUN


# Faults

PORTS = [
    "lease", "find", "restate", "of_person", "pages", "of", "of_case", "save", "handed_over", "units_of", "hand_over",
    "tell", "finish",
]  # fmt: skip


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize("port", PORTS)
def test_a_fault_at_any_port_changes_nothing_in_the_end(port, fault):
    with open_house() as house:
        code = a_case(house)
        Play.of(house, code, 1).to_the_end()
        undisturbed = outcome(house, code)
    with open_house() as house:
        code = a_case(house)
        house.faults.plan(port, fault)
        assert Play.of(house, code, 1).to_the_end() == "Published"
        assert not house.faults._planned[port], "the port was called"
        assert outcome(house, code) == undisturbed


def test_an_outcome_whose_answer_was_lost_is_said_again(house):
    code = a_case(house)
    play = Play.of(house, code, 1).to("RecordOutcome")
    house.faults.plan("finish", Fault.ANSWER_LOST)
    play.step()
    assert play.data["done"] == {"outcome": "PUBLISHED"}
    before = house.stored()
    play.at = "RecordOutcome"
    play.step()
    assert play.data["done"] == {"outcome": "PUBLISHED"}
    assert house.stored() == before


@pytest.mark.parametrize("state", WORKING[1:])
@pytest.mark.parametrize("before", [False, True])
def test_a_run_killed_at_any_step_is_begun_again_and_ends_alike(state, before):
    with open_house() as house:
        code = a_case(house)
        Play.of(house, code, 1).to_the_end()
        undisturbed = outcome(house, code)
    with open_house() as house:
        code = a_case(house)
        inbox.handler(queue_batch(*house.cases.pending()), None)
        killed = Play.of(house, code, 1).to(state)
        if not before:
            killed.step()
        house.workflows.end(killed.name)
        if house.cases.pending():
            house.clock.passes(LEASE + MINUTE)
            assert repair_now(house)["restarted"] == 1
            assert trace_pending(house) == ["Published"]
        assert outcome(house, code) == undisturbed


def test_a_run_that_lost_its_case_stops(house):
    code = a_case(house)
    play = Play.of(house, code, 1).to("FindContacts")
    house.clock.passes(LEASE + MINUTE)
    assert Play.of(house, code, 1, attempt=1).to_the_end() == "Published"
    before = house.stored()
    with pytest.raises(Busy):
        play.step()
    assert house.stored() == before


# A newer revision


def test_a_run_that_nobody_needs_any_more_ends_at_once(house):
    code = a_case(house)
    amend(house, code, onset_at="2021-10-01T20:00:00+07:00")
    before = house.stored()
    play = Play.of(house, code, 1)
    assert play.to_the_end() == "RunSuperseded"
    assert play.passed == WHOLE_RUN[:2]
    assert house.stored() == before
    assert Play.of(house, CaseCode.from_random(7), 1).to_the_end() == "RunSuperseded"


def test_a_run_of_what_is_done_ends_at_once(house):
    code = a_case(house)
    Play.of(house, code, 1).to_the_end()
    before = house.stored()
    assert Play.of(house, code, 1).to_the_end() == "RunSuperseded"
    assert Play.of(house, code, 1, attempt=1).to_the_end() == "RunSuperseded"
    assert house.stored() == before


@pytest.mark.parametrize("state", WORKING[1:])
def test_a_revision_that_comes_in_the_middle_waits_its_turn(house, state):
    code = a_case(house)
    first = Play.of(house, code, 1).to(state)
    amend(house, code, milestones=[home(20)])
    second = Play.of(house, code, 2)
    second.to("WaitForOtherRun")
    assert first.to_the_end() == "Published"
    assert case_of(house, str(code)).status == "running", "the newest revision has not been traced yet"
    assert second.to_the_end() == "Published"
    assert (case_of(house, str(code)).status, last_trace(house, str(code)).revision) == ("published", 2)
    assert a_person_id(20) in contacts(house, code)
    assert a_person_id(21) not in contacts(house, code)
    versions = told(house).pop(a_person_id(21), [])
    assert versions in ([], [Told.F1, Told.CORRECTION])
    assert told(house)[a_person_id(20)] == [Told.F1]


@pytest.mark.parametrize("state", WORKING[1:])
def test_a_retraction_that_comes_in_the_middle_corrects_everybody_who_was_told_once(house, state):
    code = a_case(house)
    first = Play.of(house, code, 1).to(state)
    retract(house, code)
    first.to_the_end()
    assert Play.of(house, code, 2).to_the_end() == "Retracted"
    assert contacts(house, code) == {}
    assert all(versions == [Told.F1, Told.CORRECTION] for versions in told(house).values())
    assert case_of(house, str(code)).status == "retracted"


@pytest.mark.parametrize("state", WORKING[1:])
def test_a_run_killed_in_the_middle_gives_way_to_the_next_revision(house, state):
    code = a_case(house)
    Play.of(house, code, 1).to(state).step()
    amend(house, code, milestones=[home(20)])
    assert Play.of(house, code, 2).to_the_end() == "Published"
    assert last_trace(house, str(code)).revision == 2
    assert {v[0] for v in told(house).values()} == {Told.F1}
    assert {tuple(v) for p, v in told(house).items() if p in contacts(house, code)} == {(Told.F1,)}


# What people are told


def test_everybody_is_told_once_and_a_retraction_once(house):
    code = a_case(house)
    traced(house, str(code))
    amend(house, code, onset_at="2021-10-01T20:00:00+07:00")
    traced(house, str(code))
    assert set(map(tuple, told(house).values())) == {(Told.F1,)}
    retract(house, code)
    traced(house, str(code))
    assert set(map(tuple, told(house).values())) == {(Told.F1, Told.CORRECTION)}


def test_who_is_no_contact_any_more_is_told_so_once_and_told_anew_when_it_was_right(house):
    code = a_case(house)
    traced(house, str(code))
    for milestones in ([home(20)], [home(20)], [home(20, 21)]):
        amend(house, code, milestones=milestones, reason=str(len(told(house))))
        traced(house, str(code))
        house.clock.passes(HOUR)
        house.call("retraceCase", {}, token=TRACER, case_id=code)
        traced(house, str(code))
    assert told(house)[a_person_id(21)] == [Told.F1, Told.CORRECTION, Told.F1]
    assert told(house)[a_person_id(20)] == [Told.F1]


def test_an_f2_who_turns_out_to_be_an_f1_is_told_the_new_grade(house):
    for number in range(1, 4):
        person(house, number)
    hours = {"from": "2021-10-01T20:00:00+07:00", "to": "2021-10-01T21:00:00+07:00"}
    met = {"kind": "met_close", "people": home(3)["people"], **hours, "of_person_id": str(a_person_id(2))}
    code = CaseCode.parse(traced_case(house, milestones=[home(2), met]))
    assert contacts(house, code)[a_person_id(3)][0] is Grade.F2
    amend(house, code, milestones=[home(2, 3), met])
    traced(house, str(code))
    assert told(house)[a_person_id(3)] == [Told.F2, Told.F1]


def test_nobody_of_a_held_group_is_told_or_corrected(house):
    person(house, 1)
    market(house)
    were_there(house, range(1, 600))
    code = traced_case(house)
    assert case_of(house, code).status == "held"
    retract(house, code)
    traced(house, code)
    assert told(house) == {}


def test_a_citizen_reads_what_she_was_told_and_that_it_was_taken_back(house):
    person(house, 2)
    code = a_case(house)
    token = house.device_token(a_person_id(2))
    assert house.call("listMyNotices", token=token).json["notices"] == []
    traced(house, str(code))
    (notice,) = house.call("listMyNotices", token=token).json["notices"]
    assert notice["kind"] == "exposure_f1"
    assert "tại một khu chợ" in notice["text"]["vi"]
    retract(house, code)
    house.clock.passes(MINUTE)
    traced(house, str(code))
    newest, first = house.call("listMyNotices", token=token).json["notices"]
    assert (newest["kind"], first["kind"], first["withdrawn"]) == ("correction", "exposure_f1", True)
    assert str(code) not in str((newest, first))
    assert str(a_person_id(1)) not in str((newest, first))


# The queue


def test_a_message_that_comes_twice_starts_one_run(house):
    a_case(house)
    (case,) = house.cases.pending()
    batch = queue_batch(case, case)
    assert inbox.handler(batch, None) == {"batchItemFailures": []}
    assert inbox.handler(batch, None) == {"batchItemFailures": []}
    assert list(house.workflows.executions) == [run_name(case.code, 1)]


def test_each_revision_has_its_own_run(house):
    code = a_case(house)
    first = house.cases.pending()
    amend(house, code, onset_at="2021-10-01T20:00:00+07:00")
    inbox.handler(queue_batch(*house.cases.pending(), *first), None)
    assert set(house.workflows.executions) == {f"trace-{code}-1", f"trace-{code}-2"}
    assert sorted(trace_pending(house)) == ["Published", "RunSuperseded"]


def test_a_run_that_could_not_be_started_is_tried_again_alone(house):
    person(house, 1)
    person(house, 2)
    for number in (1, 2):
        confirmed(house, number)
    batch = queue_batch(*house.cases.pending())
    house.faults.plan("start", Fault.REFUSED)
    assert inbox.handler(batch, None) == {"batchItemFailures": [{"itemIdentifier": "message-0"}]}
    assert len(house.workflows.executions) == 1
    inbox.handler(batch, None)
    assert len(house.workflows.executions) == 2


def test_a_message_that_nobody_can_read_does_not_stop_the_others(house):
    a_case(house)
    batch = queue_batch(*house.cases.pending(), *house.cases.pending())
    batch["Records"][0]["body"] = body(CaseConfirmed("x", 1))
    assert inbox.handler(batch, None) == {"batchItemFailures": [{"itemIdentifier": "message-0"}]}
    assert len(house.workflows.executions) == 1


# The relay


def image(house, case, **more):
    return {**item_from_case(case, AesSealer(house.keys)), **more}


def relay(*images, kind="MODIFY"):
    return stream.handler({"Records": [record(item, kind) for item in images]}, None)


def test_each_revision_is_one_event_of_its_kind(house):
    person(house, 1)
    code = CaseCode.parse(confirmed(house))
    assert relay(image(house, case_of(house, str(code))), kind="INSERT") == {"published": 1}
    amend(house, code, onset_at="2021-10-01T20:00:00+07:00")
    relay(image(house, case_of(house, str(code))))
    traced(house, str(code))
    house.call("retraceCase", {}, token=TRACER, case_id=code)
    relay(image(house, case_of(house, str(code))))
    retract(house, code)
    relay(image(house, case_of(house, str(code))))
    name = str(code)
    assert house.bus.events == [
        CaseConfirmed(name, 1), CaseAmended(name, 2), RetraceDue(name, 3), CaseRetracted(name, 4),
    ]  # fmt: skip


def test_a_release_is_an_event_too(house):
    person(house, 1)
    market(house)
    were_there(house, range(1, 600))
    code = traced_case(house)
    house.call("releaseTrace", {}, token=SECOND, case_id=code)
    relay(image(house, case_of(house, code)))
    assert house.bus.events == [TraceReleased(str(CaseCode.parse(code)), 2)]


def test_what_a_run_writes_on_the_case_is_no_event(house):
    person(house, 1)
    code = confirmed(house)
    waiting = case_of(house, code)
    taken = image(house, waiting, hr=n(1))
    done = image(house, traced(house, code), hr=n(1))
    restarted = image(house, replace(waiting, attempt=1), hr=n(1))
    assert relay(taken, done, restarted) == {"published": 0}
    assert house.bus.events == []


def test_a_revision_that_comes_while_another_run_holds_the_case_is_an_event(house):
    person(house, 1)
    code = confirmed(house)
    amend(house, code, onset_at="2021-10-01T20:00:00+07:00")
    assert relay(image(house, case_of(house, code), hr=n(1))) == {"published": 1}


def test_other_items_and_removals_are_no_events(house):
    person(house, 1)
    case = case_of(house, confirmed(house))
    history = {**image(house, case), "sk": {"S": "R#000001"}}
    assert relay(history) == {"published": 0}
    assert relay(image(house, case), kind="REMOVE") == {"published": 0}


def test_a_batch_that_could_not_be_published_comes_again(house):
    person(house, 1)
    case = case_of(house, confirmed(house))
    house.faults.plan("publish", Fault.REFUSED)
    with pytest.raises(Busy):
        relay(image(house, case))
    assert relay(image(house, case)) == {"published": 1}


# The clock's repair


def repair_now(house):
    return reconcile.handler({}, None)


def test_a_run_whose_start_was_lost_is_started(house, logged):
    code = a_case(house)
    house.clock.passes(repair.PATIENCE - timedelta(seconds=1))
    assert repair_now(house) == {"restarted": 0, "retraced": 0}
    house.clock.passes(timedelta(seconds=1))
    assert repair_now(house) == {"restarted": 1, "retraced": 0}
    assert list(house.workflows.executions) == [f"trace-{code}-1.r1"]
    assert [line["restarted"] for line in logged() if line["message"] == "RunsRepaired"] == [1]
    assert repair_now(house) == {"restarted": 0, "retraced": 0}, "it is under way"
    assert trace_pending(house)[0] == "Published"


def test_a_run_that_failed_is_started_again_under_the_next_name(house):
    code = a_case(house)
    inbox.handler(queue_batch(*house.cases.pending()), None)
    house.clock.passes(10 * MINUTE)
    assert repair_now(house)["restarted"] == 0
    for attempt in (1, 2, 3):
        house.workflows.end(run_name(code, 1, attempt - 1))
        assert repair_now(house)["restarted"] == 1
        assert f"trace-{code}-1.r{attempt}" in house.workflows.executions
    assert Play.of(house, code, 1, attempt=3).to_the_end() == "Published"
    house.workflows.end(run_name(code, 1, 3))
    assert repair_now(house) == {"restarted": 0, "retraced": 0}


def test_a_new_revision_counts_its_attempts_anew(house):
    code = a_case(house)
    house.clock.passes(2 * MINUTE)
    repair_now(house)
    amend(house, code, onset_at="2021-10-01T20:00:00+07:00")
    house.clock.passes(2 * MINUTE)
    repair_now(house)
    assert set(house.workflows.executions) == {f"trace-{code}-1.r1", f"trace-{code}-2.r1"}


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize("port", ["pending", "is_running", "count_attempt", "start", "due"])
def test_a_repair_that_failed_is_made_good_by_the_next(house, port, fault):
    code = a_case(house)
    house.clock.passes(2 * MINUTE)
    house.faults.plan(port, fault)
    with pytest.raises(Busy):
        repair_now(house)
    repair_now(house)
    running = [execution for execution in house.workflows.executions.values() if execution.is_running]
    assert len(running) == 1
    trace_pending(house)
    assert case_of(house, str(code)).status == "published"


def test_late_facts_are_looked_for_when_it_is_time(house):
    person(house, 1)
    market(house)
    were_there(house, (1,))
    code = traced_case(house)
    were_there(house, (2,))
    seen = []
    for _ in range(30):
        house.clock.passes(MINUTE)
        if repair_now(house)["retraced"]:
            traced(house, code)
            seen.append(last_trace(house, code).at)
    recorded = case_of(house, code).recorded_at
    assert [at - recorded for at in seen] == [2 * MINUTE]
    assert list(contacts(house, CaseCode.parse(code))) == [a_person_id(2)]
    assert case_of(house, code).changed_by == repair.CLOCK


def test_a_case_is_looked_at_at_set_times_until_its_fourteenth_day(house):
    person(house, 1)
    code = traced_case(house)
    recorded, seen = case_of(house, code).recorded_at, []
    for _ in range(20 * 24):
        house.clock.passes(HOUR)
        if repair_now(house)["retraced"]:
            traced(house, code)
            seen.append(house.clock() - recorded)
    assert seen == [HOUR, 6 * HOUR, *(day * DAY for day in range(1, 15))]
    assert len(told(house)) == 0


def test_two_repairs_at_once_retrace_once(house):
    person(house, 1)
    code = traced_case(house)
    house.clock.passes(3 * MINUTE)
    due = house.cases.due(now=house.clock())
    assert len(due) == 1
    repair_now(house)
    assert repair_now(house)["retraced"] == 0
    assert case_of(house, code).revision == 2


def test_a_retracted_case_is_not_looked_at_again(house):
    person(house, 1)
    code = traced_case(house)
    retract(house, code)
    traced(house, code)
    house.clock.passes(2 * DAY)
    assert repair_now(house) == {"restarted": 0, "retraced": 0}


def test_every_task_of_the_workflow_has_its_step():
    tasks = {name for name, state in STATES.items() if state["Type"] == "Task"}
    assert tasks == set(WORKING) == set(steps._STEPS)
