"""Scenarios of the tracing contract that need whole runs, by their names there."""

from dataclasses import replace
from datetime import timedelta

import pytest

import domain.tracing.policy
from domain.tracing.case import TraceStatus, next_retrace
from domain.tracing.contact import Closeness, Grade
from domain.tracing.errors import CaseIsRetracted, NothingHeld, PreviewExpired, SamePersonRelease
from domain.tracing.follow_up import FollowUpState
from domain.tracing.milestone import Dates, Milestone, MilestoneKind
from domain.tracing.policy import TRACE_POLICIES
from functions.trace.run.service.run import LEASE
from tests.property.town import CROWDS_ARE_HELD, DAY, HOUR, MINUTE, MORNING, PEOPLE, PLACES, Town, a_town, copy_of
from tests.runs import Play
from tests.unit.domain.tracing.traces import moment

MARKET, CAFE, SHOP = PLACES
DATES = Dates(moment("8 8:00"), MORNING - 30 * MINUTE, onset_at=moment("7 8:00"), isolated_at=MORNING - HOUR)
AT_NINE = moment("7 9:00")
SECOND = timedelta(seconds=1)


@pytest.fixture
def town():
    with a_town() as opened:
        yield opened


@pytest.fixture
def strict():
    """A town in which three people are a crowd."""
    with a_town(CROWDS_ARE_HELD) as opened:
        yield opened


def met_at_the_market(town: Town, *people: int):
    """The case (nobody else is number 0) and these people, for forty minutes."""
    for who in (0, *people):
        town.visit(who, MARKET, AT_NINE, 40)


def confirmed(town: Town, *milestones: Milestone, who: int = 0, **dates):
    code = town.confirm(who, replace(DATES, **dates), *milestones)
    town.trace(code)
    return code


def household(*people: int, of: int | None = None) -> Milestone:
    return Milestone(
        MilestoneKind.HOUSEHOLD, people=tuple(PEOPLE[who] for who in people), of=PEOPLE[of] if of is not None else None
    )


def place(kind: MilestoneKind, where, minutes: int = 40) -> Milestone:
    return Milestone(kind, AT_NINE, AT_NINE + minutes * MINUTE, where, PLACES[where])


def due(town: Town, code) -> None:
    """The clock comes to the case's next look at late facts."""
    again = next_retrace(town.case(code), TRACE_POLICIES[0], now=town.now)
    assert again
    town.house.clock.now = again
    town.repair()
    town.trace(code)


# Late facts


def test_a_flush_two_days_after_the_trace_is_found_by_the_next_look(town):  # S17
    met_at_the_market(town, 2)
    code = confirmed(town)
    town.house.clock.passes(2 * DAY)
    town.visit(3, MARKET, AT_NINE, 40)
    due(town, code)
    assert set(town.active(code)) == {2, 3}
    assert (town.told(code, 2), town.told(code, 3)) == (["f1"], ["f1"])
    due(town, code)
    assert town.told(code, 3) == ["f1"]


def test_a_check_in_the_index_did_not_show_yet_is_found_two_minutes_later(town):  # S18
    met_at_the_market(town)
    code = confirmed(town)
    town.visit(2, MARKET, AT_NINE, 40)
    due(town, code)
    assert town.now == town.case(code).recorded_at + 2 * MINUTE
    assert town.told(code, 2) == ["f1"]


def test_a_case_is_looked_at_again_until_its_follow_up_ends(town):
    met_at_the_market(town, 2)
    code = confirmed(town)
    looks = 0
    while next_retrace(town.case(code), TRACE_POLICIES[0], now=town.now):
        due(town, code)
        looks += 1
    assert looks == 17
    assert town.case(code).revision == 18
    town.house.clock.passes(30 * DAY)
    town.repair()
    assert town.plays == {}
    assert town.told(code, 2) == ["f1"]


# Milestones and interviews


def test_a_moved_onset_adds_contacts_and_its_return_withdraws_them_with_one_correction(town):  # S20
    for who in (0, 2):
        town.visit(who, MARKET, moment("3 9:00"), 40)
    met_at_the_market(town, 3)
    code = confirmed(town)
    assert set(town.active(code)) == {3}
    earlier = replace(DATES, onset_at=moment("6 8:00"))
    town.amend(code, lambda case: (earlier, case.milestones))
    town.trace(code)
    assert set(town.active(code)) == {2, 3}
    town.amend(code, lambda case: (DATES, case.milestones))
    town.trace(code)
    assert set(town.active(code)) == {3}
    assert (town.told(code, 2), town.told(code, 3)) == (["f1", "correction"], ["f1"])


def test_an_isolation_on_record_ends_the_window(town):  # S19
    met_at_the_market(town, 2)
    code = confirmed(town, isolated_at=AT_NINE)
    assert town.active(code) == {}
    assert town.everything_told() == {}


@pytest.mark.parametrize(("confirmed_in", "days"), [(2021, 3), (2022, 2)])
def test_the_window_is_that_of_the_year_of_confirmation(town, confirmed_in, days):  # S19
    later = timedelta(days=0 if confirmed_in == 2021 else 180)
    town.house.clock.passes(later)
    onset = moment("7 8:00") + later
    for number, back in enumerate((2, 3), 2):
        for who in (0, number):
            town.visit(who, MARKET, onset - back * DAY, 40)
    code = confirmed(
        town,
        onset_at=onset,
        specimen_at=DATES.specimen_at + later,
        confirmed_at=DATES.confirmed_at + later,
        isolated_at=MORNING - HOUR + later,
    )
    assert set(town.active(code)) == ({2, 3} if days == 3 else {2})


def test_an_interview_moves_the_case_from_one_shop_to_another(town):  # S45
    met_at_the_market(town, 2)
    town.visit(3, CAFE, AT_NINE, 40)
    code = confirmed(town)
    stored = dict(town.house.visits._visits)
    facts = (place(MilestoneKind.NOT_THERE, MARKET), place(MilestoneKind.PLACE, CAFE))
    town.amend(code, lambda case: (case.dates, facts))
    town.trace(code)
    assert set(town.active(code)) == {3}
    assert (town.told(code, 2), town.told(code, 3)) == (["f1", "correction"], ["f1"])
    assert town.house.visits._visits == stored


def test_whoever_the_case_names_is_a_contact_by_that_word(town):
    people = {kind: (PEOPLE[who],) for who, kind in enumerate((MilestoneKind.MET_CLOSE, MilestoneKind.MET_CASUAL), 2)}
    named = [Milestone(kind, AT_NINE, AT_NINE + HOUR, people=who) for kind, who in people.items()]
    code = confirmed(town, *named, household(4))
    assert {who: edge.closeness for who, edge in town.active(code).items()} == {
        2: Closeness.INTERVIEW_CLOSE,
        3: Closeness.INTERVIEW_CASUAL,
        4: Closeness.HOUSEHOLD,
    }


# Second contacts


def test_the_household_of_a_close_contact_is_f2_and_that_of_a_venue_contact_is_not(town):  # S30
    met_at_the_market(town, 4)
    code = confirmed(town, household(2), household(3, of=2), household(5, of=4))
    assert {who: edge.grade for who, edge in town.active(code).items()} == {2: Grade.F1, 3: Grade.F2, 4: Grade.F1}


def test_whoever_a_close_contact_met_after_the_case_was_isolated_is_f2(town):
    met = Milestone(MilestoneKind.MET_CLOSE, MORNING - HOUR, MORNING, people=(PEOPLE[3],), of=PEOPLE[2])
    code = confirmed(town, household(2), met, isolated_at=MORNING - 3 * HOUR)
    assert town.active(code)[3].grade is Grade.F2


def test_whoever_met_the_close_contact_before_is_no_f2(town):  # S31
    met = Milestone(MilestoneKind.MET_CLOSE, AT_NINE - 2 * HOUR, AT_NINE - HOUR, people=(PEOPLE[3],), of=PEOPLE[2])
    close = Milestone(MilestoneKind.MET_CLOSE, AT_NINE, AT_NINE + HOUR, people=(PEOPLE[2],))
    code = confirmed(town, close, met)
    assert set(town.active(code)) == {2}


def test_quarantine_of_a_close_contact_ends_what_it_passes_on(town):
    late = Milestone(MilestoneKind.MET_CLOSE, MORNING + HOUR, MORNING + 2 * HOUR, people=(PEOPLE[3],), of=PEOPLE[2])
    code = confirmed(town, household(2))
    town.follow_up(code, 2, FollowUpState.QUARANTINED)
    town.house.clock.passes(3 * HOUR)
    town.amend(code, lambda case: (case.dates, (household(2), late)))
    town.trace(code)
    assert set(town.active(code)) == {2}


def test_an_f2_that_turns_out_an_f1_is_told_once_more(town):  # S28
    code = confirmed(town, household(2), household(3, of=2))
    assert town.told(code, 3) == ["f2"]
    met_at_the_market(town, 3)
    town.retrace(code)
    town.trace(code)
    assert town.active(code)[3].grade is Grade.F1
    assert town.told(code, 3) == ["f2", "f1"]


def test_an_f1_that_becomes_a_case_keeps_its_place_in_the_first(town):  # S29
    met_at_the_market(town, 1, 2)
    first = confirmed(town)
    before = dict(town.edges(first))
    second = confirmed(town, who=1)
    town.retrace(first)
    town.trace(first)
    assert town.edges(first) == before
    assert set(town.active(second)) == {0, 2}
    assert town.told(first, 2) == town.told(second, 2) == ["f1"]


# F0 who are contacts of another


def test_an_f0_who_infected_another_is_not_told_to_be_an_f1(town):
    met_at_the_market(town, 1, 2)
    first = confirmed(town)
    assert town.told(first, 1) == ["f1"]
    second = confirmed(town, who=1)
    assert set(town.active(second)) == {0, 2}
    assert town.told(second, 0) == []
    assert town.told(second, 2) == ["f1"]
    assert town.waits(second, 0)


def test_who_was_an_f0_of_a_case_that_is_none_is_told_once_what_is_owed_then(town):
    met_at_the_market(town, 1, 2)
    first, second = confirmed(town), confirmed(town, who=1)
    town.retract(first)
    town.trace(first)
    assert town.case(second).revision == 2, "woken by the retraction's run"
    town.trace(second)
    assert town.told(second, 0) == ["f1"]
    assert town.told(first, 1) == ["f1"], "its correction waits for the own case"
    assert not town.waits(second, 0)
    town.retrace(second)
    town.trace(second)
    assert town.told(second, 0) == ["f1"]


def test_a_correction_waits_as_long_as_the_own_case_stands(town):
    met_at_the_market(town, 1, 2)
    first, second = confirmed(town), confirmed(town, who=1)
    town.amend(first, lambda case: (case.dates, (place(MilestoneKind.NOT_THERE, MARKET),)))
    town.trace(first)
    assert (town.told(first, 1), town.told(first, 2)) == (["f1"], ["f1", "correction"])
    assert town.waits(first, 1)
    town.retract(second)
    town.trace(second)
    town.trace(first)
    assert town.told(first, 1) == ["f1", "correction"]


def test_what_came_back_while_it_waited_is_not_told(town):
    met_at_the_market(town, 1)
    first, second = confirmed(town), confirmed(town, who=1)
    for facts in ((place(MilestoneKind.NOT_THERE, MARKET),), ()):
        town.amend(first, lambda case, facts=facts: (case.dates, facts))
        town.trace(first)
    assert not town.waits(first, 1)
    town.retract(second)
    town.trace(second)
    assert town.messages == [], "nobody waited"
    assert town.told(first, 1) == ["f1"]


def test_a_retracted_case_corrects_an_f0_when_that_one_is_retracted_too(town):
    met_at_the_market(town, 1, 2)
    first, second = confirmed(town), confirmed(town, who=1)
    for code in (first, second):
        town.retract(code)
        town.trace(code)
    town.settle()
    assert town.case(first).status is town.case(second).status is TraceStatus.RETRACTED
    assert town.told(first, 1) == ["f1", "correction"]
    assert town.told(second, 0) in ([], ["f1", "correction"])
    assert not town.house.waiting_list._waiting


def test_a_retraction_wakes_each_case_once_however_often_its_run_is_tried(town):
    met_at_the_market(town, 1)
    first, second = confirmed(town), confirmed(town, who=1)
    town.retract(first)
    town.deliver(-1, once=True)
    (play,) = town.plays.values()
    play.to("RecordOutcome")
    again = copy_of(play)
    again.step()
    town.play_on()
    assert town.case(second).revision == 2


def test_who_retracts_while_the_other_case_is_told_is_seen_by_one_of_the_two(town):
    """Between the look at the own case and the waiting list: the run looks again."""
    met_at_the_market(town, 1)
    first = confirmed(town)
    second = town.confirm(1, DATES)
    real = town.house.waiting_list.add

    def retracted_meanwhile(*what, **how):
        town.house.waiting_list.add = real
        town.retract(first)
        Play.of(town.house, first, 2).to_the_end()
        real(*what, **how)

    town.house.waiting_list.add = retracted_meanwhile
    Play.of(town.house, second, 1).to_the_end()
    assert town.case(second).revision == 1, "the list was empty when the retraction's run read it"
    assert town.told(second, 0) == ["f1"]


def test_an_own_case_past_its_retention_holds_nothing_back(town):
    met_at_the_market(town, 1)
    first = confirmed(town)
    town.house.cases._cases[first] = replace(town.case(first), expires_at=town.now)
    assert town.told(confirmed(town, who=1), 0) == ["f1"]


def test_isolated_before_anybody_could_be_infected_nobody_is_looked_for(town):
    met_at_the_market(town, 2)
    early = moment("3 8:00")
    code = confirmed(town, household(3), onset_at=None, isolated_at=early)
    assert town.case(code).status is TraceStatus.WINDOW_EMPTY
    assert (town.active(code), town.everything_told()) == ({}, {})
    town.amend(code, lambda case: (DATES, case.milestones))
    town.trace(code)
    assert town.case(code).status is TraceStatus.PUBLISHED
    assert set(town.active(code)) == {2, 3}
    town.amend(code, lambda case: (replace(DATES, isolated_at=early), case.milestones))
    town.trace(code)
    assert town.case(code).status is TraceStatus.WINDOW_EMPTY
    assert town.told(code, 2) == ["f1", "correction"]


# Retraction


def test_a_retraction_corrects_whoever_no_other_case_exposed_and_leaves_the_other_case_alone(town):  # S25
    met_at_the_market(town, 2, 3)
    town.visit(1, CAFE, AT_NINE, 40)
    town.visit(2, CAFE, AT_NINE + HOUR, 40)
    town.visit(1, CAFE, AT_NINE + HOUR, 40)
    wrong, right = confirmed(town), confirmed(town, who=1)
    town.retract(wrong)
    town.trace(wrong)
    assert town.active(wrong) == {}
    assert town.case(wrong).status is TraceStatus.RETRACTED
    assert (town.told(wrong, 2), town.told(wrong, 3)) == (["f1", "correction"], ["f1", "correction"])
    assert set(town.active(right)) == {2}
    assert town.told(right, 2) == ["f1"]


@pytest.mark.parametrize("order", [[0, 1], [1, 0]], ids=["in order", "reversed"])
def test_a_retraction_before_anybody_was_told_tells_nobody(town, order):  # S26
    met_at_the_market(town, 2)
    code = town.confirm(0, DATES)
    town.retract(code)
    for place_in_queue in order:
        town.deliver(place_in_queue)
    town.settle()
    assert town.everything_told() == {}
    assert town.edges(code) == {}


def test_a_retraction_that_overtakes_the_run_tells_nobody(town):  # S26
    met_at_the_market(town, 2)
    code = town.confirm(0, DATES)
    town.deliver(0, once=True)
    for _ in range(3):  # the contact is found, and nobody is told yet
        town.step(0)
    assert set(town.active(code)) == {2}
    town.retract(code)
    town.settle()
    assert town.active(code) == {}
    assert town.told(code, 2) in ([], ["f1", "correction"])


def test_facts_that_go_and_come_again_make_three_versions(town):  # S27
    met_at_the_market(town, 2)
    code = confirmed(town)
    for facts in ((place(MilestoneKind.NOT_THERE, MARKET),), ()):
        town.amend(code, lambda case, facts=facts: (case.dates, facts))
        town.trace(code)
    assert town.told(code, 2) == ["f1", "correction", "f1"]


def test_a_retracted_person_may_be_confirmed_again_as_another_case(town):  # S27
    met_at_the_market(town, 2)
    first = confirmed(town)
    town.retract(first)
    town.trace(first)
    second = confirmed(town)
    assert second != first
    assert (town.told(first, 2), town.told(second, 2)) == (["f1", "correction"], ["f1"])


def test_a_retracted_case_is_neither_amended_nor_traced_again(town):
    code = confirmed(town)
    town.retract(code)
    town.trace(code)
    for act in (town.retrace, town.release, lambda code: town.amend(code, lambda case: (case.dates, (household(2),)))):
        with pytest.raises(CaseIsRetracted):
            act(code)
    town.house.clock.passes(DAY)
    town.repair()
    assert town.plays == {}


# Crowds


def test_a_crowd_is_held_with_its_size_while_close_contacts_are_told_at_once(strict):  # S22
    met_at_the_market(strict, 2, 3, 4, 5)
    code = confirmed(strict, household(6))
    trace = strict.case(code).trace
    assert strict.case(code).status is TraceStatus.HELD
    assert [(held.group.venue, held.people) for held in trace.held] == [(str(MARKET), 4)]
    assert trace.held_people == 4
    assert set(strict.edges(code)) == {PEOPLE[6]}
    assert {person for _, person in strict.everything_told()} == {PEOPLE[6]}


def test_a_second_person_lets_the_crowd_be_told_and_the_same_one_does_not(strict):  # S23
    met_at_the_market(strict, 2, 3, 4)
    code = confirmed(strict)
    with pytest.raises(SamePersonRelease):
        strict.release(code, by="tracer")
    strict.release(code, by="second")
    strict.trace(code)
    assert set(strict.active(code)) == {2, 3, 4}
    assert strict.case(code).status is TraceStatus.PUBLISHED
    with pytest.raises(NothingHeld):
        strict.release(code, by="third")


def test_a_crowd_that_grew_by_a_quarter_is_held_again_and_nobody_told_is_forgotten(strict):  # S23
    met_at_the_market(strict, 2, 3, 4, 5)
    code = confirmed(strict)
    strict.release(code)
    strict.trace(code)
    strict.visit(6, MARKET, AT_NINE, 40)
    strict.retrace(code)
    strict.trace(code)
    assert strict.case(code).status is TraceStatus.HELD
    assert set(strict.active(code)) == {2, 3, 4, 5}
    assert strict.told(code, 6) == []
    strict.release(code, by="third")
    strict.trace(code)
    assert set(strict.active(code)) == {2, 3, 4, 5, 6}
    assert strict.told(code, 2) == strict.told(code, 6) == ["f1"]


def test_a_preview_of_yesterday_releases_nobody(strict):  # S23
    met_at_the_market(strict, 2, 3, 4)
    code = confirmed(strict)
    strict.house.clock.passes(DAY + SECOND)
    with pytest.raises(PreviewExpired):
        strict.release(code)
    strict.retrace(code, by="second")
    strict.trace(code)
    strict.release(code)
    strict.trace(code)
    assert set(strict.active(code)) == {2, 3, 4}


def test_a_run_that_reaches_too_many_by_small_groups_is_held_whole(strict):  # S22
    for number, who in enumerate(range(2, 7)):
        for person in (0, who):
            strict.visit(person, list(PLACES)[number % 3], AT_NINE + number // 3 * DAY, 40)
    code = confirmed(strict)
    assert strict.active(code) == {}
    assert strict.case(code).trace.held_people == 5


# Once and again


def test_a_run_over_unchanged_facts_writes_nothing_and_tells_nobody(town):  # S24
    met_at_the_market(town, 2, 3)
    code = confirmed(town, household(4))
    before = dict(town.edges(code))
    town.trouble.calls.clear()
    town.retrace(code)
    town.trace(code)
    assert not town.trouble.calls.keys() & {"save", "tell", "hand_over"}
    assert town.edges(code) == before


def test_messages_that_come_twice_and_late_start_nothing(town):
    met_at_the_market(town, 2)
    code = town.confirm(0, DATES)
    for _ in range(3):
        town.deliver(0)
        town.settle()
        town.messages.append((code, 1))
    assert len(town.house.workflows.executions) == 1
    assert town.told(code, 2) == ["f1"]


def test_a_run_that_died_gives_the_case_up_when_its_lease_ends(town):
    met_at_the_market(town, 2)
    code = town.confirm(0, DATES)
    town.deliver(0, once=True)
    town.step(0)
    (dead,) = town.plays
    town.ends(dead)
    town.house.clock.passes(2 * MINUTE)
    town.repair()
    begun = town.now
    town.play_on()
    assert town.now - begun >= LEASE - 2 * MINUTE
    assert town.case(code).status is TraceStatus.PUBLISHED
    assert town.told(code, 2) == ["f1"]


# Forgetting


def test_a_late_look_after_the_visits_were_forgotten_corrects_nobody(town):  # S46
    onset = moment("7 8:00")
    town.house.clock.now = onset + 25 * DAY
    for who in (0, 2):
        town.visit(who, MARKET, onset - DAY, 40)
        town.visit(who, MARKET, onset + DAY, 20)
    code = confirmed(
        town, onset_at=onset, specimen_at=onset + DAY, confirmed_at=town.now - HOUR, isolated_at=town.now - DAY
    )
    before = town.active(code)[2]
    while next_retrace(town.case(code), TRACE_POLICIES[0], now=town.now):
        due(town, code)
    assert town.now > onset + DAY + 30 * DAY
    after = town.active(code)[2]
    assert (after.minutes, after.first, after.last) == (before.minutes, before.first, before.last)
    assert town.told(code, 2) == ["f1"]


def test_a_visit_past_its_retention_is_not_read_although_it_is_still_there(town):  # S42
    onset = moment("7 8:00")
    met_at_the_market(town, 2)
    town.house.clock.now = AT_NINE + 30 * DAY
    town.house.visits._visits = {
        key: replace(visit, expires_at=visit.expires_at + DAY) if key.person == PEOPLE[0] else visit
        for key, visit in town.house.visits._visits.items()
    }
    code = confirmed(town, onset_at=onset, confirmed_at=town.now, isolated_at=town.now)
    assert town.active(code) == {}


def test_a_policy_that_changes_during_a_run_is_that_of_the_next(town):  # S43
    met_at_the_market(town, 2)
    code = town.confirm(0, DATES)
    town.deliver(0, once=True)
    town.step(0)
    first = domain.tracing.policy.TRACE_POLICIES[0]
    newer = replace(first, version="trace-newer", since=DATES.confirmed_at.date(), min_overlap=2 * HOUR)
    domain.tracing.policy.TRACE_POLICIES = (first, newer)  # the town puts back what it found
    town.settle()
    assert set(town.active(code)) == {2}
    assert town.case(code).trace.policy_version == first.version
    town.retrace(code)
    town.trace(code)
    assert town.active(code) == {}
    assert town.case(code).trace.policy_version == newer.version
    assert town.told(code, 2) == ["f1", "correction"]
