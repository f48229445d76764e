"""A case: its window, its dates and milestones, and the revisions that ask for a run."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.base.errors import InvalidInput
from domain.tracing.case import (
    Case,
    CaseState,
    Change,
    TraceStatus,
    Window,
    amended,
    infectious_window,
    is_stale,
    kept_until,
    next_retrace,
    released,
    retraced,
    retracted,
)
from domain.tracing.errors import CaseIsRetracted, NothingHeld, PreviewExpired, SamePersonRelease
from domain.tracing.milestone import Milestone, MilestoneKind, check_dates, milestone_faults, policy_of, restated
from domain.tracing.policy import TRACE_POLICIES, trace_policy
from domain.tracing.review.decision import Approval, Group
from domain.tracing.run import run_name
from tests.builders.people import a_person_id
from tests.builders.presence import a_venue_id
from tests.unit.domain.tracing.traces import DAY, HOUR, MINUTE, POLICY, a_case, a_held_group, a_trace, dates, moment

NOW = moment("6 12:00")
SECOND = timedelta(seconds=1)


def window(now=NOW, policy=POLICY, **facts):
    return infectious_window(a_case(dates=dates(**facts)), policy, now=now)


# The infectious window


def test_the_window_begins_at_midnight_three_days_before_onset():
    assert window(onset_at=moment("5 7:00")).start == moment("2 0:00")


def test_without_onset_it_begins_three_days_before_the_specimen():
    assert window(specimen_at=moment("6 1:00"), confirmed_at=moment("6 9:00")).start == moment("3 0:00")


def test_an_onset_after_the_specimen_does_not_move_the_start_later():
    assert window(specimen_at=moment("4 8:00"), onset_at=moment("6 8:00")).start == moment("1 0:00")


def test_an_onset_late_in_the_evening_belongs_to_its_local_day():
    assert window(onset_at=moment("4 23:59")).start == moment("1 0:00")
    assert window(onset_at=moment("5 0:00")).start == moment("2 0:00")


@pytest.mark.parametrize(("confirmed", "days"), [("2021", 3), ("2022", 2)])
def test_the_window_is_by_the_row_of_the_day_of_confirmation(confirmed, days):  # S19
    late = timedelta(days=0 if confirmed == "2021" else 120)
    case = a_case(dates=dates(specimen_at=moment("5 8:00") + late, confirmed_at=moment("6 9:00") + late))
    policy = trace_policy((case.dates.confirmed_at).date())
    begins = infectious_window(case, policy, now=NOW + late).start
    assert begins == moment("5 0:00") + late - timedelta(days=days)


def test_it_ends_now_or_with_isolation():
    assert window().end == NOW
    assert window(isolated_at=moment("6 10:00")).end == moment("6 10:00")


def test_an_isolation_a_little_ahead_of_the_clock_does_not_reach_into_the_future():
    assert window(isolated_at=NOW + MINUTE).end == NOW


def test_an_isolation_before_the_window_leaves_it_empty():
    empty = window(isolated_at=moment("1 10:00"))
    assert empty.end == empty.start
    assert empty.is_empty
    assert not window(isolated_at=moment("2 0:01")).is_empty


def test_a_retracted_case_has_an_empty_window():  # S25
    gone = infectious_window(a_case(state=CaseState.RETRACTED), POLICY, now=NOW)
    assert gone.end == gone.start


# Dates and milestones


def faults_of(**facts):
    with pytest.raises(InvalidInput) as refused:
        check_dates(dates(**facts), policy=POLICY, now=NOW)
    return [(fault.field, fault.rule) for fault in refused.value.faults]


def test_ordinary_dates_pass():
    check_dates(dates(onset_at=moment("4 0:00"), isolated_at=moment("6 9:30")), policy=POLICY, now=NOW)


def test_a_clock_two_minutes_ahead_is_forgiven_and_more_is_not():
    check_dates(dates(confirmed_at=NOW + 2 * MINUTE), policy=POLICY, now=NOW)
    assert faults_of(confirmed_at=NOW + 2 * MINUTE + SECOND) == [("confirmed_at", "future")]


def test_specimen_and_onset_come_before_the_confirmation():
    check_dates(dates(specimen_at=moment("6 9:00"), onset_at=moment("6 9:00")), policy=POLICY, now=NOW)
    late = moment("6 9:01")
    assert faults_of(specimen_at=late, onset_at=late) == [
        ("specimen_at", "after-confirmation"),
        ("onset_at", "after-confirmation"),
    ]


@pytest.mark.parametrize("name", ["specimen_at", "onset_at", "isolated_at"])
def test_a_date_older_than_the_facts_is_refused(name):
    check_dates(dates(**{name: NOW - 30 * DAY}), policy=POLICY, now=NOW)
    assert faults_of(**{name: NOW - 30 * DAY - SECOND}) == [(name, "outside-retention")]


def test_a_date_that_stood_before_may_have_grown_old():
    old = NOW - 40 * DAY
    check_dates(dates(onset_at=old), policy=POLICY, now=NOW, stood=dates(onset_at=old))
    with pytest.raises(InvalidInput):
        check_dates(dates(onset_at=old - SECOND), policy=POLICY, now=NOW, stood=dates(onset_at=old))


def test_what_an_amendment_does_not_give_stays():
    was = dates(onset_at=moment("4 0:00"), isolated_at=moment("6 9:30"))
    assert restated(was, {}) == was
    assert restated(was, {"onset_at": moment("3 0:00")}) == replace(was, onset_at=moment("3 0:00"))
    assert restated(was, {"isolated_at": None}) == replace(was, isolated_at=None), "taken back"


def test_a_case_is_judged_by_the_rules_of_the_local_day_of_its_confirmation():
    eve, new_rules = date(2021, 12, 28), date(2021, 12, 29)
    midnight = datetime(2021, 12, 28, 17, tzinfo=UTC)
    assert policy_of(dates(confirmed_at=midnight - SECOND)) is trace_policy(eve)
    assert policy_of(dates(confirmed_at=midnight)) is trace_policy(new_rules)
    assert trace_policy(eve) is not trace_policy(new_rules)


def test_every_broken_rule_is_told_at_once():
    old = NOW - 40 * DAY
    assert faults_of(confirmed_at=old, isolated_at=NOW + DAY) == [
        ("isolated_at", "future"),
        ("specimen_at", "after-confirmation"),
        ("confirmed_at", "outside-retention"),
    ]


def at_market(**facts):
    start, end = moment("3 8:00"), moment("3 9:00")
    return replace(Milestone(MilestoneKind.PLACE, start, end, a_venue_id(1), "market"), **facts)


def broken(milestone):
    found = milestone_faults(milestone, "milestones[2]", policy=POLICY, now=NOW)
    return [(fault.field.removeprefix("milestones[2]."), fault.rule) for fault in found]


def test_complete_milestones_pass():
    people = (a_person_id(2),)
    assert broken(at_market()) == []
    assert broken(at_market(kind=MilestoneKind.NOT_THERE)) == []
    assert broken(at_market(kind=MilestoneKind.MET_CLOSE, venue=None, people=people)) == []
    assert broken(Milestone(MilestoneKind.HOUSEHOLD, people=people)) == []


@pytest.mark.parametrize(
    ("milestone", "fault"),
    [
        (at_market(start=None), ("from", "required")),
        (at_market(end=None), ("to", "required")),
        (at_market(end=moment("3 8:00")), ("to", "period-order")),
        (at_market(end=moment("3 7:00")), ("to", "period-order")),
        (at_market(end=NOW + 3 * MINUTE), ("to", "future")),
        (at_market(start=NOW - 31 * DAY), ("from", "outside-retention")),
        (at_market(venue=None), ("venue_id", "required")),
        (at_market(kind=MilestoneKind.NOT_THERE, venue=None), ("venue_id", "required")),
        (at_market(kind=MilestoneKind.MET_CLOSE), ("people", "required")),
        (at_market(kind=MilestoneKind.MET_CASUAL), ("people", "required")),
        (Milestone(MilestoneKind.HOUSEHOLD), ("people", "required")),
    ],
    ids=lambda value: value.kind.value if isinstance(value, Milestone) else "-".join(value),
)
def test_a_milestone_tells_what_it_lacks_at_its_field(milestone, fault):
    assert broken(milestone) == [fault]


def test_a_household_may_have_lasted_longer_than_facts_are_kept():
    household = Milestone(MilestoneKind.HOUSEHOLD, start=NOW - 300 * DAY, people=(a_person_id(2),))
    assert broken(household) == []


# Revisions


def traced(case: Case, *held) -> Case:
    return replace(case, trace=a_trace(case.revision, *held))


HELD = traced(a_case(), a_held_group(600))
PREVIEWED_AT = a_trace().at


def test_the_status_of_a_case():
    case = a_case()
    assert case.status is TraceStatus.RUNNING
    assert traced(case).status is TraceStatus.PUBLISHED
    assert HELD.status is TraceStatus.HELD
    assert replace(traced(case), revision=2).status is TraceStatus.RUNNING
    assert traced(a_case(state=CaseState.RETRACTED)).status is TraceStatus.RETRACTED


@pytest.mark.parametrize("end", ["2 0:00", "1 10:00"])
def test_a_case_in_which_nobody_is_looked_for_says_so(end):
    """An end before the start is how earlier releases stored such a window."""
    empty = a_trace(window=Window(moment("2 0:00"), moment(end)))
    assert replace(a_case(), trace=empty).status is TraceStatus.WINDOW_EMPTY
    assert replace(a_case(state=CaseState.RETRACTED), trace=empty).status is TraceStatus.RETRACTED
    assert replace(a_case(), trace=empty, revision=2).status is TraceStatus.RUNNING


def test_a_retracted_case_may_be_traced_again_for_others():
    gone = traced(a_case(state=CaseState.RETRACTED))
    again = retraced(gone, by="S#clock", now=NOW)
    assert (again.revision, again.state, again.status) == (2, CaseState.RETRACTED, TraceStatus.RUNNING)


def test_an_amendment_makes_the_next_revision():
    case = replace(traced(a_case()), attempt=3)
    new = amended(case, dates(onset_at=moment("4 8:00")), [at_market()], by="other", reason="gọi lại", now=NOW)
    assert (new.revision, new.change, new.asked_by, new.changed_by) == (2, Change.AMENDED, "other", "other")
    assert (new.changed_at, new.reason, new.attempt, new.recorded_at) == (NOW, "gọi lại", 0, case.recorded_at)
    assert new.milestones == (at_market(),)
    assert new.status is TraceStatus.RUNNING


def test_the_same_facts_again_make_no_revision():  # S24
    case = a_case(milestones=(at_market(),))
    assert amended(case, dates(), [at_market()], by="other", reason="", now=NOW) is case


def test_a_retracted_case_is_not_amended():
    with pytest.raises(CaseIsRetracted):
        amended(a_case(state=CaseState.RETRACTED), dates(), [], by="tracer", reason="", now=NOW)


def test_a_retraction_is_one_revision_however_often_it_is_told():  # S25
    gone = retracted(a_case(), by="tracer", reason="mẫu của người khác", now=NOW)
    assert (gone.state, gone.revision, gone.change, gone.reason) == (
        CaseState.RETRACTED, 2, Change.RETRACTED, "mẫu của người khác",
    )  # fmt: skip
    assert retracted(gone, by="other", reason="", now=NOW + HOUR) is gone


def test_looking_again_makes_a_revision_and_leaves_who_asked():
    again = retraced(traced(a_case()), by="other", now=NOW)
    assert (again.revision, again.change, again.changed_by, again.asked_by) == (2, Change.RETRACED, "other", "tracer")


# Release


def release(case, by="province", now=NOW):
    return released(case, POLICY, by=by, reason="", now=now)


def test_another_person_lets_the_held_groups_go_out():  # S23
    new = release(HELD)
    assert (new.revision, new.change, new.status) == (2, Change.RELEASED, TraceStatus.RUNNING)
    assert new.approvals == {a_held_group().group: Approval(600, "province", NOW)}
    assert new.asked_by == "tracer"


def test_whoever_asked_for_the_run_cannot_release_it():  # S23
    with pytest.raises(SamePersonRelease):
        release(HELD, by="tracer")


def amend(case, by, onset="4 8:00"):
    return amended(case, dates(onset_at=moment(onset)), [], by=by, reason="", now=NOW)


def test_nobody_who_confirmed_or_amended_since_the_last_release_releases():  # S23
    held = traced(amend(amend(HELD, "other"), "third", "4 9:00"), a_held_group())
    assert held.askers == {"tracer", "other", "third"}
    for by in held.askers:
        with pytest.raises(SamePersonRelease):
            release(held, by=by)
    assert release(held, by="province").revision == 4


def test_after_a_release_only_the_last_who_asked_and_who_amends_since_may_not():
    opened = release(traced(amend(HELD, "other"), a_held_group()), by="province")
    assert (opened.asked_by, opened.askers) == ("other", {"other"})
    grown = traced(opened, a_held_group(750))
    with pytest.raises(SamePersonRelease):
        release(grown, by="other")
    assert release(grown, by="tracer").revision == 4
    again = amend(grown, "tracer", "4 9:00")
    assert again.askers == {"other", "tracer"}


def test_who_amends_twice_is_one_of_those_who_asked():
    assert amend(amend(HELD, "tracer"), "tracer", "4 9:00").askers == {"tracer"}


def test_whoever_released_and_then_amends_needs_another_to_release():  # I15: two people stand behind what goes out
    opened = release(HELD, by="province")
    new = amended(opened, dates(onset_at=moment("4 8:00")), [], by="province", reason="", now=NOW)
    assert new.approvals == {}
    kept = amended(opened, dates(onset_at=moment("4 8:00")), [], by="other", reason="", now=NOW)
    assert kept.approvals == opened.approvals


def test_the_same_release_again_is_the_same():
    once = release(HELD)
    assert release(once, now=NOW + MINUTE) is once


def test_a_third_person_finds_nothing_held_while_the_release_runs():
    with pytest.raises(NothingHeld):
        release(release(HELD), by="third")


@pytest.mark.parametrize("case", [a_case(), traced(a_case())], ids=["not yet traced", "nothing held"])
def test_where_nothing_is_held_nothing_is_released(case):
    with pytest.raises(NothingHeld):
        release(case)


def test_a_retracted_case_is_not_released():
    with pytest.raises(CaseIsRetracted):
        release(replace(HELD, state=CaseState.RETRACTED))


def test_a_preview_holds_for_a_day():
    seen = PREVIEWED_AT + 24 * HOUR
    assert release(HELD, now=seen).revision == 2
    with pytest.raises(PreviewExpired):
        release(HELD, now=seen + SECOND)


def test_a_later_release_is_beside_the_one_before():  # S23
    first = Group("other", 18_900)
    case = replace(HELD, approvals={first: Approval(700, "province", NOW - DAY)})
    assert set(release(case).approvals) == {first, a_held_group().group}


def test_a_group_that_grew_is_released_at_its_new_size():  # S23
    grown = traced(release(HELD), a_held_group(750))
    assert release(grown, by="third", now=NOW).approvals[a_held_group().group].people == 750


# Looking again


def follow_up(after: timedelta, **facts) -> timedelta | None:
    case = a_case(**facts)
    again = next_retrace(case, POLICY, now=case.recorded_at + after)
    return again - case.recorded_at if again else None


def test_a_case_is_traced_again_after_two_minutes_an_hour_six_a_day_and_daily():
    moments, seen = [], timedelta(0)
    while (after := follow_up(seen)) is not None:
        moments.append(after)
        seen = after
    assert moments == [2 * MINUTE, HOUR, 6 * HOUR, *(n * DAY for n in range(1, 15))]


@pytest.mark.parametrize(
    ("after", "again"),
    [
        (timedelta(0), 2 * MINUTE),
        (2 * MINUTE - SECOND, 2 * MINUTE),
        (2 * MINUTE, HOUR),
        (23 * HOUR, DAY),
        (DAY + HOUR, 2 * DAY),
        (14 * DAY - SECOND, 14 * DAY),
        (14 * DAY, None),
        (90 * DAY, None),
    ],
)
def test_the_next_look_is_always_ahead(after, again):
    assert follow_up(after) == again


def test_a_retracted_case_is_not_looked_at_again():
    assert follow_up(timedelta(0), state=CaseState.RETRACTED) is None


@pytest.mark.parametrize("policy", TRACE_POLICIES, ids=lambda row: row.version)
def test_edges_are_kept_ninety_days_after_the_follow_up(policy):  # P5
    assert kept_until(dates(), policy) == dates().confirmed_at + 104 * DAY


def test_a_run_is_named_by_case_revision_and_restart():
    code = a_case().code
    assert run_name(code, 3) == f"trace-{code}-3"
    assert run_name(code, 3, 2) == f"trace-{code}-3.r2"


def test_a_revision_that_waits_too_long_is_stale():
    case = a_case(changed_at=NOW)
    assert not is_stale(case, now=NOW + 2 * MINUTE - SECOND, patience=2 * MINUTE)
    assert is_stale(case, now=NOW + 2 * MINUTE, patience=2 * MINUTE)
