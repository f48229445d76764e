"""Ends with reasons, calls at a later time, what may be taken back, and who calls whom."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.telling.exposure import ExposureNotice, Version
from domain.telling.exposure import Told as Says
from domain.telling.notice import Channel, NoticeState
from domain.telling.reach import WordState, word_of
from domain.tracing.errors import BeingCalled, ContactChanged, NothingToUndo
from domain.tracing.follow_up import (
    UNDO_WITHIN,
    CallOutcome,
    CloseReason,
    FollowUpState,
    Step,
    faults_of,
    followed_up,
    going_on,
    undone,
)
from domain.tracing.queue.calling import CALL, assigned, being_called, called, let_go
from tests.builders.base import NOW
from tests.builders.people import a_person_id
from tests.builders.tracing import a_case_code, a_follow_up

TO_CALL, REACHED, QUARANTINED, CLOSED = FollowUpState
MINUTE = timedelta(minutes=1)


def rings(work, now=NOW):
    """Who does, for how long."""
    mark = being_called(work, now=now)
    assert mark is not None
    return mark


def step(stored, state, *, by="nurse", now=NOW, outcome=None, text="", reason=None, call_at=None):
    return followed_up(
        stored, state, outcome=outcome, note=text, reason=reason, call_at=call_at, by=by, accepts=False, now=now
    )


@pytest.mark.parametrize(
    ("wanted", "faults"),
    [
        (Step(CLOSED), {("close_reason", "required")}),
        (Step(CLOSED, reason=CloseReason.TERM_OVER), set()),
        (Step(CLOSED, reason=CloseReason.OTHER), {("note", "required")}),
        (Step(CLOSED, reason=CloseReason.OTHER, note="về quê"), set()),
        (Step(REACHED, reason=CloseReason.DIED), {("close_reason", "closing-only")}),
        (Step(TO_CALL, CallOutcome.CALL_LATER), {("call_at", "required")}),
        (Step(TO_CALL, CallOutcome.CALL_LATER, call_at=NOW + MINUTE), set()),
        (Step(TO_CALL, CallOutcome.NO_ANSWER, call_at=NOW), {("call_at", "range")}),
        (Step(TO_CALL, CallOutcome.NO_ANSWER, call_at=NOW + timedelta(days=14)), set()),
        (Step(TO_CALL, CallOutcome.NO_ANSWER, call_at=NOW + timedelta(days=14, seconds=1)), {("call_at", "range")}),
        (Step(REACHED, CallOutcome.ANSWERED, call_at=NOW + MINUTE), {("call_at", "to-call-only")}),
    ],
)
def test_every_broken_rule_of_a_step_is_named(wanted, faults):
    found = faults_of(wanted, a_follow_up(), now=NOW)
    assert {(fault.field, fault.rule) for fault in found} == faults


def test_a_note_on_what_is_closed_asks_for_no_reason_again():
    closed = step(a_follow_up(), CLOSED, reason=CloseReason.MOVED)
    assert faults_of(Step(CLOSED, note="đã báo nơi mới"), closed, now=NOW) == []
    assert closed.close_reason is CloseReason.MOVED
    assert step(closed, TO_CALL).close_reason is None


def test_a_time_to_call_again_lasts_until_the_next_entry():
    later = step(a_follow_up(), TO_CALL, outcome=CallOutcome.CALL_LATER, call_at=NOW + 30 * MINUTE)
    assert (later.call_at, later.attempts) == (NOW + 30 * MINUTE, 1)
    assert step(later, TO_CALL, outcome=CallOutcome.NO_ANSWER).call_at is None


def test_one_s_own_last_step_is_taken_back_and_both_stay_in_the_history():
    first = step(a_follow_up(), TO_CALL, outcome=CallOutcome.NO_ANSWER, call_at=NOW + MINUTE)
    ended = step(first, CLOSED, reason=CloseReason.DIED, now=NOW + MINUTE)
    back = undone(ended, by="nurse", revision=2, now=NOW + MINUTE)
    assert replace(back, entries=(), revision=0, before=None) == replace(first, entries=(), revision=0, before=None)
    assert [(e.state, e.is_undo) for e in back.entries] == [(TO_CALL, False), (CLOSED, False), (TO_CALL, True)]
    assert (back.revision, back.close_reason, back.standing) == (3, None, back.entries[:1])
    assert undone(back, by="nurse", revision=2, now=NOW + MINUTE) is back, "the answer was lost"
    with pytest.raises(NothingToUndo):
        undone(back, by="nurse", revision=3, now=NOW + MINUTE)


def test_a_quarantine_taken_back_was_none():
    reached = step(a_follow_up(), REACHED)
    back = undone(step(reached, QUARANTINED), by="nurse", revision=2, now=NOW)
    assert (back.state, back.quarantined_at) == (REACHED, None)


def test_nothing_is_taken_back_that_somebody_went_on_from():
    mine = step(a_follow_up(), REACHED)
    for since in (
        step(mine, QUARANTINED, by="doctor"),
        assigned(mine, "doctor"),
        called(mine, by="doctor", name="doctor", takes_over=False, now=NOW),
    ):
        with pytest.raises(ContactChanged):
            undone(since, by="nurse", revision=mine.revision, now=NOW)


@pytest.mark.parametrize(("by", "late"), [("doctor", timedelta()), ("nurse", UNDO_WITHIN + timedelta(seconds=1))])
def test_nothing_is_taken_back_by_others_or_later(by, late):
    mine = step(a_follow_up(), REACHED)
    with pytest.raises(NothingToUndo):
        undone(mine, by=by, revision=1, now=NOW + late)
    with pytest.raises(NothingToUndo):
        undone(replace(mine, before=None), by="nurse", revision=1, now=NOW)


def test_a_number_found_wrong_by_mistake_is_right_again_when_that_is_taken_back():
    wrong = step(a_follow_up(), TO_CALL, outcome=CallOutcome.WRONG_NUMBER)
    assert wrong.number_is_wrong
    assert not undone(wrong, by="nurse", revision=1, now=NOW).number_is_wrong


def test_while_one_rings_another_does_not():
    ringing = called(a_follow_up(), by="S#1", name="lan", takes_over=False, now=NOW)
    assert rings(ringing, NOW + CALL - timedelta(seconds=1)).name == "lan"
    assert being_called(ringing, now=NOW + CALL) is None
    with pytest.raises(BeingCalled) as refused:
        called(ringing, by="S#2", name="minh", takes_over=False, now=NOW)
    assert refused.value.facts == {"name": "lan"}
    assert rings(called(ringing, by="S#2", name="minh", takes_over=True, now=NOW)).name == "minh"
    after = called(ringing, by="S#2", name="minh", takes_over=False, now=NOW + CALL)
    assert rings(after, NOW + CALL).by == "S#2"


def test_the_mark_is_renewed_in_its_second_half_and_let_go_by_its_owner():
    ringing = called(a_follow_up(), by="S#1", name="lan", takes_over=False, now=NOW)
    assert called(ringing, by="S#1", name="lan", takes_over=False, now=NOW + 4 * MINUTE) is ringing
    renewed = called(ringing, by="S#1", name="lan", takes_over=False, now=NOW + 6 * MINUTE)
    assert rings(renewed).until == NOW + 16 * MINUTE
    assert let_go(ringing, by="S#2") is ringing
    assert let_go(ringing, by="S#1").calling is None
    assert step(ringing, REACHED).calling is None, "what is noted of a call ends it"


def test_a_task_given_to_whom_has_it_is_no_change():
    given = assigned(a_follow_up(), "lan")
    assert assigned(given, "lan") is given
    assert (given.revision, assigned(given, "").assigned) == (1, "")


def test_work_on_two_records_of_one_human_keeps_task_and_mark():
    own = assigned(step(a_follow_up(2), REACHED), "lan")
    other = called(step(a_follow_up(3), TO_CALL, now=NOW + MINUTE), by="S#1", name="minh", takes_over=False, now=NOW)
    both = going_on(a_person_id(2), own, [other])
    assert both is not None
    assert (both.state, both.assigned, both.calling, both.before) == (TO_CALL, "lan", other.calling, None)


@pytest.mark.parametrize("channel", [None, *Channel])
@pytest.mark.parametrize("has_phone", [True, False])
@pytest.mark.parametrize("is_wrong", [True, False])
def test_nobody_is_called_told_without_a_receipt(channel, has_phone, is_wrong):
    sent = {} if channel is None else {"state": NoticeState.SENT, "channel": channel, "sent_at": NOW + MINUTE}
    version = Version(1, Says.F1, NOW, NOW.date())
    notice = ExposureNotice(a_person_id(2), a_case_code(), (version,), NOW + timedelta(days=9), **sent)
    word = word_of(notice, has_phone=has_phone, number_is_wrong=is_wrong)
    by_phone = channel in {Channel.SMS, Channel.SHARED} and has_phone and not is_wrong
    assert (word.state is WordState.SENT) == (by_phone or channel is Channel.PUSH)
    reachable = channel is Channel.PUSH or (has_phone and not is_wrong)
    assert (word.state is WordState.UNREACHABLE) == (channel is not None and not reachable)
    assert word_of(replace(notice, opened_at=NOW), has_phone=has_phone).state is WordState.OPENED
    assert word_of(None, has_phone=has_phone).state is WordState.NOT_TOLD
