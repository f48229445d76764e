"""Overlaps of stays, meetings, second contacts, the gate and the difference, told by the scenarios of the contract."""

from dataclasses import replace
from itertools import permutations

import pytest

from domain.tracing.case import HeldGroup
from domain.tracing.contact import Closeness, Grade, strongest
from domain.tracing.meeting import Meeting
from domain.tracing.policy import Accumulate
from domain.tracing.review.decision import Approval, Group
from domain.tracing.search.circles import (
    CloseContact,
    close_contacts,
    graded,
    met,
    remembered,
    second_contacts,
    so_far,
)
from domain.tracing.search.gate import gate, group_of
from domain.tracing.search.humans import changes
from domain.tracing.search.overlap import Bounds, Lookup, VenueTrace, local_day_of, lookups, stops_within, without
from tests.builders.people import a_person_id
from tests.unit.domain.tracing.traces import (
    F0,
    FAR,
    MARKET,
    POLICY,
    SHOP,
    a_meeting,
    a_piece,
    a_stay,
    a_stop,
    an_edge,
    at_venue,
    cap,
    default_stay,
    found,
    minutes,
    moment,
    second,
)

SINGLE = replace(POLICY, accumulate=Accumulate.SINGLE)
P2, P3, P4 = (str(a_person_id(number)) for number in (2, 3, 4))
WINDOW = Bounds(second("2 0:00"), second("9 0:00"))


# Overlap


def test_somebody_already_present_counts():  # S1
    contacts = at_venue([a_stop("9:00", "9:20")], [a_stay("x", "8:00", "10:00")])
    assert minutes(contacts, "x") == [20]
    assert contacts["x"][0].closeness is Closeness.VENUE


def test_stays_that_touch_do_not_overlap():  # S2
    stops = [a_stop("9:00", "10:00")]
    assert at_venue(stops, [a_stay("x", "8:00", "9:00"), a_stay("y", "10:00", "11:00")]) == {}


@pytest.mark.parametrize("policy", [POLICY, SINGLE], ids=["day", "single"])
def test_exactly_the_threshold_counts_and_a_second_less_does_not(policy):  # S3
    stops = [a_stop("9:00", "10:00")]
    contacts = at_venue(stops, [a_stay("x", "9:45", "11:00"), a_stay("y", "9:45:01", "11:00")], policy)
    assert minutes(contacts, "x") == [15]
    assert "y" not in contacts


def test_a_visit_without_length_and_a_reversed_one_meet_nobody():  # S4
    stops = [a_stop("9:00", "10:00")]
    assert at_venue(stops, [a_stay("x", "9:30", "9:30"), a_stay("y", "9:50", "9:10")]) == {}


def test_a_stop_without_length_or_reversed_is_none():  # S4
    stops = [a_stop("9:30", "9:30"), a_stop("9:50", "9:10")]
    assert stops_within(stops, WINDOW) == []


def test_a_forgotten_check_out_ends_at_the_default_end():  # S5
    f0 = a_stop("9:00", "10:00", assumed=True)
    assert at_venue([f0], [a_stay("x", "9:50", "10:30")]) == {}


def test_evidence_that_rests_on_a_default_end_says_so():  # S5, O8
    open_stop, closed = a_stop("9:00", "10:00", assumed=True), a_stop("9:00", "10:00")
    assert at_venue([open_stop], [a_stay("x", "9:00", "9:30")])["x"][0].assumed
    assert at_venue([closed], [a_stay("x", "9:00", "9:30", assumed=True)])["x"][0].assumed
    assert not at_venue([closed], [a_stay("x", "9:00", "9:30")])["x"][0].assumed


# Visits in doubt


@pytest.mark.parametrize(("ours", "theirs"), [(True, False), (False, True), (True, True)])
def test_what_rests_on_a_visit_in_doubt_of_either_side_says_so(ours, theirs):
    found = at_venue([a_stop("9:00", "10:00", doubtful=ours)], [a_stay("x", "9:00", "9:30", doubtful=theirs)])
    assert [(minutes(found, "x"), piece.doubtful) for piece in found["x"]] == [([30.0], True)]


def test_a_visit_in_doubt_beside_a_sure_one_spoils_nothing():
    stays = [a_stay("x", "9:00", "9:20"), a_stay("x", "8:00", "9:50", doubtful=True)]
    found = strongest(at_venue([a_stop("9:00", "10:00")], stays)["x"])
    assert [(piece.seconds / 60, piece.doubtful) for piece in found] == [(20, False), (30, True)]


def test_minutes_that_are_enough_only_with_a_visit_in_doubt_are_in_doubt():
    stays = [a_stay("x", "9:00", "9:10"), a_stay("x", "9:20", "9:30", doubtful=True)]
    found = at_venue([a_stop("9:00", "10:00")], stays)["x"]
    assert [(piece.seconds / 60, piece.doubtful) for piece in found] == [(10, True), (10, True)]


def test_one_stop_of_the_f0_in_doubt_leaves_the_others_sure():
    stops = [a_stop("9:00", "10:00"), a_stop("11:00", "12:00", doubtful=True)]
    stays = [a_stay("x", "9:00", "9:30"), a_stay("y", "11:00", "11:30")]
    found = at_venue(stops, stays)
    assert {person: {piece.doubtful for piece in strongest(pieces)} for person, pieces in found.items()} == {
        "x": {False},
        "y": {True},
    }


def test_who_was_there_by_visits_that_predate_the_registration_alone_is_marked_apart():
    stays = [a_stay("new", "9:00", "9:30", predates=True), a_stay("written", "9:00", "9:30", doubtful=True)]
    found = at_venue([a_stop("9:00", "10:00")], stays)
    assert {person: [(p.doubtful, p.predates) for p in strongest(pieces)] for person, pieces in found.items()} == {
        "new": [(True, True)],
        "written": [(True, False)],
    }


@pytest.mark.parametrize(("other", "mark"), [({}, (False, False)), ({"doubtful": True}, (True, False))])
def test_what_another_visit_shows_as_well_is_no_matter_of_the_registration(other, mark):
    stays = [a_stay("x", "9:00", "9:20", **other), a_stay("x", "9:00", "9:40", predates=True)]
    found = strongest(at_venue([a_stop("9:00", "10:00")], stays)["x"])
    assert [(piece.seconds / 60, piece.doubtful, piece.predates) for piece in found] == [(20, *mark), (20, True, True)]


def test_minutes_that_are_enough_only_with_a_visit_before_the_registration_are_of_that_kind():
    stays = [a_stay("x", "9:00", "9:10"), a_stay("x", "9:20", "9:30", predates=True)]
    found = at_venue([a_stop("9:00", "10:00")], stays)["x"]
    assert [(piece.seconds / 60, piece.predates) for piece in found] == [(10, True), (10, True)]


def test_a_visit_in_doubt_makes_no_crowd():
    people = [a_stay(f"x{number}", "9:00", "9:30") for number in range(4)]
    for doubtful, crowded in ((False, True), (True, False)):
        found = at_venue([a_stop("9:00", "10:00")], [*people, a_stay("y", "9:00", "9:30", doubtful=doubtful)])
        assert found["x0"][0].crowded == crowded


def test_a_late_check_out_is_found_by_looking_back_as_far_as_the_cap():  # S6
    stops = [a_stop("10:00", "10:20")]
    log = {MARKET: [a_stay("x", "6:30", "10:20")]}
    pages = dict(found(lookups(stops, cap), log))
    assert minutes(at_venue(stops, pages[MARKET]), "x") == [20]
    assert dict(found(lookups(stops, default_stay), log)) == {MARKET: []}


def test_a_visit_that_was_stored_twice_counts_its_seconds_once():  # S9
    stops = [a_stop("9:00", "9:20"), a_stop("9:00:40", "9:20:40")]
    stays = [a_stay("x", "8:00", "9:10"), a_stay("x", "8:00:30", "9:10:30")]
    for policy in (POLICY, SINGLE):
        assert minutes(at_venue(stops, stays, policy), "x") == []
    assert minutes(at_venue(stops, [*stays, a_stay("x", "9:00", "9:16")]), "x") == [16]
    assert minutes(at_venue(stops, [a_stay("x", "9:00", "9:16")], SINGLE), "x") == [16]


def test_a_re_entry_adds_up_within_the_day():  # S10
    stops = [a_stop("9:00", "9:10"), a_stop("9:40", "9:50")]
    x = a_stay("x", "8:00", "11:00")
    assert minutes(at_venue(stops, [x]), "x") == [10, 10]
    assert at_venue(stops, [x], SINGLE) == {}


def test_two_days_do_not_add_up():  # O3
    stops = [a_stop("2 9:00", "2 9:10"), a_stop("3 9:00", "3 9:10")]
    stays = [a_stay("x", "2 8:00", "2 10:00"), a_stay("x", "3 8:00", "3 10:00")]
    assert at_venue(stops, stays) == {}


def test_a_day_that_falls_short_leaves_no_piece_beside_one_that_does_not():  # O3
    stops = [a_stop("2 9:00", "2 9:10"), a_stop("3 9:00", "3 9:20")]
    stays = [a_stay("x", "2 8:00", "2 10:00"), a_stay("x", "3 8:00", "3 10:00")]
    assert minutes(at_venue(stops, stays), "x") == [20]


def test_two_venues_do_not_add_up():  # O3: the seconds are summed per pair, venue and day
    there = [(a_stop("9:00", "9:10", venue=v), a_stay("x", "8:00", "10:00")) for v in (MARKET, SHOP)]
    assert [at_venue([stop], [stay]) for stop, stay in there] == [{}, {}]


def test_over_midnight_is_one_piece_of_the_first_day():  # S11
    stops = [a_stop("2 23:50", "3 0:10", category="food")]
    (piece,) = at_venue(stops, [a_stay("x", "2 23:50", "3 0:10")])["x"]
    assert piece.seconds == 20 * 60
    assert group_of(piece) == Group(MARKET, local_day_of(second("2 12:00")))


def test_over_midnight_counts_for_the_day_on_which_it_began():  # O2
    stops = [a_stop("2 23:50", "3 0:04"), a_stop("3 10:00", "3 10:10")]
    stays = [a_stay("x", "2 23:00", "3 1:00"), a_stay("x", "3 9:00", "3 11:00")]
    assert at_venue(stops, stays) == {}


def test_the_local_day_begins_at_midnight_in_vietnam():
    assert local_day_of(second("3 0:00")) == local_day_of(second("2 23:59:59")) + 1


def test_a_night_shift_is_found_in_the_bucket_of_yesterday():  # S12
    stops = [a_stop("3 5:00", "3 6:00", category="factory")]
    (wanted,) = lookups(stops, cap)
    assert wanted.after == second("2 15:00")
    log = {MARKET: [a_stay("x", "2 22:00", "3 6:00")]}
    pages = dict(found([wanted], log))
    assert minutes(at_venue(stops, pages[MARKET]), "x") == [60]


def test_a_staff_scan_beside_the_persons_own_counts_once():  # S15
    stays = [a_stay("x", "9:00", "9:14", assumed=True), a_stay("x", "9:01", "9:14")]
    assert at_venue([a_stop("9:00", "10:00")], stays) == {}
    (piece,) = at_venue([a_stop("9:00", "10:00")], [*stays, a_stay("x", "9:02", "9:30")])["x"]
    assert (piece.start, piece.end) == (second("9:00"), second("9:30"))


def test_nobody_meets_themselves():  # O6
    assert at_venue([a_stop("9:00", "10:00")], [a_stay(F0, "9:00", "10:00")]) == {}


def test_a_visit_past_its_retention_is_not_read():  # S42
    stays = [a_stay("x", "9:00", "10:00")]
    stops = [a_stop("9:00", "10:00")]
    assert at_venue(stops, stays, newer_than=second("9:00")) == {}
    assert minutes(at_venue(stops, stays, newer_than=second("9:00") - 1), "x") == [60]


def test_pages_may_come_in_any_order_and_twice():
    stops = [a_stop("9:00", "9:30"), a_stop("9:20", "10:00")]
    pages = [
        [a_stay("x", "8:00", "9:08"), a_stay("y", "9:00", "9:10")],
        [a_stay("x", "9:30", "9:38")],
        [a_stay("y", "9:05", "9:40"), a_stay("z", "7:00", "8:00")],
    ]
    answers = set()
    for order in permutations([*pages, pages[0]]):
        trace = VenueTrace(stops)
        for page in order:
            trace.take(page, besides=F0, newer_than=0)
        answers.add(repr(sorted(trace.pieces(POLICY).items())))
    assert len(answers) == 1
    assert "'x'" in answers.pop()


def test_evidence_names_its_venue_and_when_its_first_fact_expires():
    stops = [a_stop("9:00", "10:00", expires=second("2 9:00") + 30 * 86_400)]
    (piece,) = at_venue(stops, [a_stay("x", "8:00", "9:30")])["x"]
    assert (piece.venue, piece.category, piece.via) == (MARKET, "market", "")
    assert piece.source_expires == second("2 8:00") + 30 * 86_400


def test_five_others_make_a_crowd_and_four_do_not():  # P2
    stops = [a_stop("9:00", "10:00")]
    four = [a_stay(f"x{n}", "9:00", "9:30") for n in range(4)]
    assert not any(piece.crowded for pieces in at_venue(stops, four).values() for piece in pieces)
    passing = a_stay("passer-by", "9:29", "9:31")  # no contact, but was there
    crowd = at_venue(stops, [*four, passing])
    assert all(crowd[f"x{n}"][0].crowded for n in range(4))
    assert "passer-by" not in crowd


def test_those_who_came_after_the_piece_are_no_part_of_its_crowd():  # P2
    stays = [a_stay("x", "9:00", "9:20"), *(a_stay(f"y{n}", "9:20", "9:40") for n in range(5))]
    contacts = at_venue([a_stop("9:00", "10:00")], stays)
    assert not contacts["x"][0].crowded
    assert contacts["y0"][0].crowded


def test_somebody_with_two_visits_is_one_of_the_crowd():  # P2: never said too high
    stays = [a_stay(f"x{n}", "9:00", "9:30") for n in range(4)]
    again = [a_stay("x0", "9:05", "9:35"), a_stay("x1", "9:40", "9:50")]
    contacts = at_venue([a_stop("9:00", "10:00")], [*stays, *again])
    assert not any(piece.crowded for pieces in contacts.values() for piece in pieces)


# Windows and look-ups


def test_what_lies_before_or_after_the_window_is_cut():  # S19
    before, across, after = a_stop("1 22:00", "1 23:00"), a_stop("1 23:50", "2 0:10"), a_stop("9 0:00", "9 1:00")
    (kept,) = stops_within([after, across, before], WINDOW)
    assert (kept.start, kept.end) == (second("2 0:00"), second("2 0:10"))


def test_an_overlap_before_the_window_is_no_contact():  # S19
    (stop,) = stops_within([a_stop("1 23:00", "2 0:10")], WINDOW)
    assert at_venue([stop], [a_stay("x", "1 23:00", "2 0:10")]) == {}


def test_an_empty_window_leaves_no_stop():
    assert stops_within([a_stop("1 0:00", "9 0:00")], Bounds(WINDOW.start, WINDOW.start)) == []


def test_the_look_back_is_as_long_as_the_longest_stay_of_the_kind():
    assert lookups([a_stop("10:00", "10:20", category="shop")], cap) == [
        Lookup(MARKET, second("8:00"), second("10:20"))
    ]


def test_spans_of_one_venue_that_overlap_are_read_once():
    stops = [a_stop("12:00", "13:00"), a_stop("9:00", "9:30"), a_stop("9:10", "9:20")]
    assert lookups(stops, cap) == [Lookup(MARKET, second("5:00"), second("13:00"))]


def test_spans_of_other_venues_and_days_are_read_apart():
    stops = [a_stop("2 9:00", "2 10:00"), a_stop("2 9:00", "2 10:00", venue=SHOP), a_stop("4 9:00", "4 10:00")]
    assert len(lookups(stops, cap)) == 3


def test_without_stops_nothing_is_read():
    assert lookups([], cap) == []


# Interview: where the F0 was not


def test_a_denied_visit_does_not_count():  # S45
    at_a, at_b = a_stop("9:00", "10:00"), a_stop("9:00", "10:00", venue=SHOP)
    assert without([at_a, at_b], [a_stop("9:30", "9:40")]) == [at_b]


def test_a_denial_that_only_touches_leaves_the_visit():  # S45
    visit = a_stop("9:00", "10:00")
    assert without([visit], [a_stop("10:00", "11:00"), a_stop("8:00", "9:00")]) == [visit]


# Meetings


def test_a_meeting_is_cut_to_the_window():
    contacts = met([a_meeting(1, 2, "1 0:00", "30 0:00")], WINDOW)
    assert [(p.start, p.end, p.closeness) for p in contacts[P2]] == [(*WINDOW, Closeness.HOUSEHOLD)]


def test_a_meeting_outside_the_window_is_none():
    assert met([a_meeting(1, 2, "1 0:00", "2 0:00"), a_meeting(1, 2, "9 0:00", "10 0:00")], WINDOW) == {}


def test_a_meeting_needs_no_minutes():
    assert met([a_meeting(1, 2, "9:00", "9:01", Closeness.INTERVIEW_CASUAL)], WINDOW)[P2][0].seconds == 60


def test_a_meeting_with_oneself_is_none():  # O6
    assert met([a_meeting(1, 1, "9:00", "10:00")], WINDOW) == {}


def test_only_the_classes_asked_for_are_taken():
    meetings = [a_meeting(1, 2, "9:00", "10:00"), a_meeting(1, 3, "9:00", "10:00", Closeness.INTERVIEW_CASUAL)]
    assert set(met(meetings, WINDOW, only=POLICY.f2_through)) == {P2}
    assert met(meetings, WINDOW, only=frozenset()) == {}


# Second contacts


def f2(first, meetings, policy=POLICY, *, isolated=None, end=WINDOW.end):
    """F2 of these F1, `meetings` being what each of them is on record for."""
    close = close_contacts(first, end=end, isolated=isolated or {})
    by_person: dict[str, list[Meeting]] = {}
    for meeting in meetings:
        by_person.setdefault(str(meeting.person), []).append(meeting)
    return second_contacts(first, close, by_person, policy, besides=str(a_person_id(1)))


HOUSEHOLD_F1 = {P2: [a_piece("3 9:00", "3 20:00", Closeness.HOUSEHOLD)]}


@pytest.mark.parametrize("kind", [Closeness.HOUSEHOLD, Closeness.BLUETOOTH, Closeness.INTERVIEW_CLOSE])
def test_who_met_a_close_f1_closely_is_an_f2(kind):
    (piece,) = f2(HOUSEHOLD_F1, [a_meeting(2, 3, "4 9:00", "4 10:00", kind)])[P3]
    assert (piece.closeness, piece.via, piece.seconds) == (kind, P2, 3_600)


def test_a_venue_contact_has_no_second_contacts():  # S30
    assert f2({P2: [a_piece("3 9:00", "3 9:20")]}, [a_meeting(2, 3, "4 9:00", "4 10:00")]) == {}


def test_a_casual_contact_has_no_second_contacts():
    casual = {P2: [a_piece("3 9:00", "3 9:20", Closeness.INTERVIEW_CASUAL)]}
    assert f2(casual, [a_meeting(2, 3, "4 9:00", "4 10:00")]) == {}


def test_a_casual_meeting_with_a_close_f1_makes_no_f2():
    assert f2(HOUSEHOLD_F1, [a_meeting(2, 3, "4 9:00", "4 10:00", Closeness.INTERVIEW_CASUAL)]) == {}


def test_who_met_the_f1_before_the_f1_met_the_f0_is_no_f2():  # S31
    assert f2(HOUSEHOLD_F1, [a_meeting(2, 3, "2 9:00", "2 10:00"), a_meeting(2, 4, "3 8:00", "3 9:00")]) == {}


def test_of_a_meeting_that_began_before_only_the_rest_counts():  # S31
    (piece,) = f2(HOUSEHOLD_F1, [a_meeting(2, 3, "3 8:00", "3 9:30")])[P3]
    assert (piece.start, piece.end) == (second("3 9:00"), second("3 9:30"))


def test_the_first_exposure_may_be_of_any_class():
    first = {P2: [a_piece("4 9:00", "4 10:00", Closeness.HOUSEHOLD), a_piece("3 9:00", "3 9:20")]}
    assert set(f2(first, [a_meeting(2, 3, "3 12:00", "3 13:00")])) == {P3}


def test_who_met_the_f1_after_isolation_is_no_f2():
    meetings = [a_meeting(2, 3, "4 9:00", "4 10:00"), a_meeting(2, 4, "4 8:00", "4 8:30")]
    assert set(f2(HOUSEHOLD_F1, meetings, isolated={P2: second("4 9:00")})) == {P4}


def test_an_f1_isolated_before_the_exposure_has_no_second_contacts():
    assert f2(HOUSEHOLD_F1, [a_meeting(2, 3, "3 9:00", "3 10:00")], isolated={P2: second("3 8:00")}) == {}


def test_the_f0_and_the_f1_are_never_f2():
    first = HOUSEHOLD_F1 | {P3: [a_piece()]}
    assert f2(first, [a_meeting(2, 1, "4 9:00", "4 10:00"), a_meeting(2, 3, "4 9:00", "4 10:00")]) == {}


def test_a_policy_that_names_no_class_makes_no_f2():
    policy = replace(POLICY, f2_through=frozenset())
    assert f2(HOUSEHOLD_F1, [a_meeting(2, 3, "4 9:00", "4 10:00")], policy) == {}


def test_two_close_f1_give_one_f2_with_both_as_the_way():
    first = HOUSEHOLD_F1 | {P3: [a_piece("3 9:00", "3 10:00", Closeness.INTERVIEW_CLOSE)]}
    meetings = [a_meeting(2, 4, "4 9:00", "4 10:00"), a_meeting(3, 4, "5 9:00", "5 10:00")]
    assert {piece.via for piece in f2(first, meetings)[P4]} == {P2, P3}


def test_a_close_contact_is_followed_from_the_first_exposure_until_isolation():
    first = HOUSEHOLD_F1 | {P3: [a_piece()], P4: [a_piece("5 0:00", "6 0:00", Closeness.BLUETOOTH)]}
    assert close_contacts(first, end=WINDOW.end, isolated={P4: second("5 12:00")}) == sorted(
        [
            CloseContact(P2, Bounds(second("3 9:00"), WINDOW.end)),
            CloseContact(P4, Bounds(second("5 0:00"), second("5 12:00"))),
        ]
    )


def test_whom_an_f1_met_after_an_exposure_in_doubt_is_in_doubt_until_a_sure_one():
    first = {P2: [*HOUSEHOLD_F1[P2], a_piece("2 9:00", "2 9:20", doubtful=True)]}
    met_early, met_on = a_meeting(2, 3, "2 12:00", "2 13:00"), a_meeting(2, 4, "3 8:00", "3 10:00")
    second_circle = f2(first, [met_early, met_on])
    assert [(piece.start, piece.end, piece.doubtful) for piece in second_circle[P3]] == [
        (second("2 12:00"), second("2 13:00"), True)
    ]
    assert [(piece.start, piece.end, piece.doubtful) for piece in second_circle[P4]] == [
        (second("3 8:00"), second("3 9:00"), True),
        (second("3 9:00"), second("3 10:00"), False),
    ]
    assert graded(first, second_circle)[P3].grade is Grade.F2


def test_whom_an_f1_met_who_is_in_doubt_is_in_doubt():
    doubtful = {P2: [piece._replace(doubtful=True) for piece in HOUSEHOLD_F1[P2]]}
    (piece,) = f2(doubtful, [a_meeting(2, 3, "4 9:00", "4 10:00")])[P3]
    assert piece.doubtful


def test_of_two_grades_in_doubt_the_first_is_shown():
    both = graded({P2: [a_piece(doubtful=True)]}, {P2: [a_piece(via=P3, doubtful=True)]})
    assert both[P2].grade is Grade.F1


def test_an_f1_in_doubt_may_be_a_sure_f2():
    first = HOUSEHOLD_F1 | {P3: [a_piece(doubtful=True)]}
    second_circle = f2(first, [a_meeting(2, 3, "4 9:00", "4 10:00")])
    assert set(second_circle) == {P3}
    both = graded(first, second_circle)
    assert both[P2].grade is Grade.F1
    assert (both[P3].grade, [piece.doubtful for piece in both[P3].pieces]) == (Grade.F2, [False, True])


def test_f1_outranks_f2():  # S28
    both = graded({P2: [a_piece()]}, {P2: [a_piece(via=P3)], P4: [a_piece(via=P3)]})
    assert {person: (one.grade, len(one.pieces)) for person, one in both.items()} == {
        P2: (Grade.F1, 1),
        P4: (Grade.F2, 1),
    }
    assert both[P2].pieces[0].via == ""


# The gate


def crowd_of(people, venue=MARKET, day="2"):
    return {f"{venue}-{day}-{n}": [a_piece(f"{day} 9:00", f"{day} 9:20", venue=venue)] for n in range(people)}


def claims_of(people):
    """So many who were there by a visit that predates their registration."""
    found = crowd_of(people).items()
    return {f"new-{person}": [before(piece) for piece in pieces] for person, pieces in found}


def before(piece):
    return piece._replace(doubtful=True, predates=True)


SMALL_GATE = replace(POLICY, hold_group_above=5, hold_run_above=20)
THE_GROUP = Group(MARKET, local_day_of(second("2 9:00")))
SEEN = Approval(10, "province", moment("6 11:00"))


def test_a_group_of_the_size_of_the_gate_passes_and_one_more_is_held():  # S22
    assert gate(crowd_of(5), {}, SMALL_GATE, {}).held == ()
    held = gate(crowd_of(6), {}, SMALL_GATE, {})
    assert held.held == (HeldGroup(THE_GROUP, 6, 0),)
    assert (held.held_people, held.evidence) == (6, {})


def test_close_evidence_passes_a_held_group():  # S22
    home = a_piece("2 20:00", "2 22:00", Closeness.HOUSEHOLD)
    evidence = crowd_of(6)
    evidence[f"{MARKET}-2-0"].append(home)
    passed = gate(evidence, {}, SMALL_GATE, {})
    assert passed.evidence == {f"{MARKET}-2-0": [home]}
    assert passed.held_people == 6


def test_another_group_of_the_same_run_goes_out_at_once():
    passed = gate(crowd_of(6) | crowd_of(3, SHOP) | crowd_of(4, MARKET, "3"), {}, SMALL_GATE, {})
    assert [held.group for held in passed.held] == [THE_GROUP]
    assert {piece.venue for pieces in passed.evidence.values() for piece in pieces} == {SHOP, MARKET}


def test_a_run_that_reaches_too_many_people_holds_every_venue_group():
    evidence = {
        person: pieces for number in range(7) for person, pieces in crowd_of(3, str(a_person_id(100 + number))).items()
    }
    assert len(gate(evidence, {}, SMALL_GATE, {}).held) == 7
    del evidence[next(iter(evidence))]
    assert gate(evidence, {}, SMALL_GATE, {}).held == ()


def test_a_person_in_two_groups_is_counted_once():
    evidence = crowd_of(6)
    for pieces in evidence.values():
        pieces.append(a_piece("3 9:00", "3 9:20"))
    passed = gate(evidence, {}, SMALL_GATE, {})
    assert (len(passed.held), passed.held_people) == (2, 6)


def test_the_preview_says_how_many_rest_on_a_default_end():
    evidence = crowd_of(6)
    evidence[f"{MARKET}-2-0"].append(a_piece("2 10:00", "2 10:20", assumed=True))
    assert gate(evidence, {}, SMALL_GATE, {}).held == (HeldGroup(THE_GROUP, 6, 1),)


def test_visits_that_predate_the_registration_hold_nobody_and_are_held_with_nobody():
    claims = claims_of(30)
    real = crowd_of(5)
    passed = gate(real | claims, {}, SMALL_GATE, {})
    assert (passed.held, passed.evidence) == ((), real | claims)
    held = gate(crowd_of(6) | claims, {}, SMALL_GATE, {})
    assert held.held == (HeldGroup(THE_GROUP, 6, 0, 30),)
    assert (held.held_people, held.evidence) == (6, claims)


def test_who_is_in_the_group_by_another_visit_too_is_counted_once():
    evidence = crowd_of(6)
    for person in list(evidence)[:2]:
        evidence[person].append(before(a_piece("2 9:30", "2 9:50")))
    assert gate(evidence, {}, SMALL_GATE, {}).held == (HeldGroup(THE_GROUP, 6, 0, 0),)


def test_claims_do_not_use_up_what_was_approved():
    assert gate(crowd_of(12) | claims_of(30), {}, SMALL_GATE, {THE_GROUP: SEEN}).held == ()


def test_a_released_group_goes_out():  # S23
    assert gate(crowd_of(10), {}, SMALL_GATE, {THE_GROUP: SEEN}).held == ()


def test_a_group_that_has_grown_by_a_fifth_goes_out_and_by_more_is_held_again():  # S23
    assert gate(crowd_of(12), {}, SMALL_GATE, {THE_GROUP: SEEN}).held == ()
    assert gate(crowd_of(13), {}, SMALL_GATE, {THE_GROUP: SEEN}).held == (HeldGroup(THE_GROUP, 13, 0),)


def test_a_release_opens_no_other_group():  # S23
    passed = gate(crowd_of(10) | crowd_of(10, SHOP), {}, SMALL_GATE, {THE_GROUP: SEEN})
    assert [held.group.venue for held in passed.held] == [SHOP]


def test_released_people_do_not_count_towards_the_gate_of_the_run():
    evidence = crowd_of(10) | {k: v for n in range(5) for k, v in crowd_of(3, str(a_person_id(100 + n))).items()}
    assert gate(evidence, {}, SMALL_GATE, {THE_GROUP: SEEN}).held == ()


def test_whoever_was_told_through_the_group_stays_told():
    told, elsewhere, gone = f"{MARKET}-2-0", f"{MARKET}-2-1", f"{MARKET}-2-2"
    stored = {
        told: an_edge(2),
        elsewhere: an_edge(3, a_piece("2 9:00", "2 9:20", venue=SHOP)),
        gone: an_edge(4, active=False),
    }
    assert set(gate(crowd_of(6), stored, SMALL_GATE, {}).evidence) == {told}


def test_only_venue_evidence_belongs_to_a_group():
    assert group_of(a_piece()) == THE_GROUP
    assert group_of(a_piece(closeness=Closeness.INTERVIEW_CASUAL)) is None


# Expiry, and the difference


def test_evidence_whose_facts_are_gone_stays_as_copied():  # S46
    old = a_piece(source_expires=second("9 0:00"))
    stored = {P2: an_edge(2, old, a_piece("3 9:00", "3 9:20"))}
    assert remembered(stored, WINDOW, now=second("9 0:00")) == {P2: [old]}
    assert remembered(stored, WINDOW, now=second("9 0:00") - 1) == {}


def test_evidence_of_an_inactive_edge_or_outside_the_window_is_not_remembered():
    old = a_piece(source_expires=0)
    assert remembered({P2: an_edge(2, old, active=False)}, WINDOW, now=FAR) == {}
    assert remembered({P2: an_edge(2, old)}, Bounds(second("3 0:00"), second("4 0:00")), now=FAR) == {}


def test_a_retraction_forgets_even_a_piece_across_the_start_of_the_window():  # S25, I9
    across = a_piece("1 23:50", "2 0:10", source_expires=0)
    assert remembered({P2: an_edge(2, across)}, Bounds(WINDOW.start, WINDOW.start), now=FAR) == {}


def test_new_and_different_edges_are_written_and_the_same_ones_not():  # S24
    same, other = an_edge(2), an_edge(3)
    longer = replace(other, pieces=(a_piece("9:00", "9:40"),), revision=2)
    new = an_edge(4, revision=2)
    wanted = {P2: replace(same, revision=2), P3: longer, P4: new}
    assert changes(wanted, {P2: same, P3: other}, revision=2) == [longer, new]


def test_an_edge_no_longer_wanted_is_withdrawn_with_its_evidence():  # S20, S25
    stored = an_edge(2)
    assert changes({}, {P2: stored}, revision=7) == [replace(stored, active=False, revision=7)]


def test_an_edge_that_was_withdrawn_is_withdrawn_once():  # S25
    assert changes({}, {P2: an_edge(2, active=False)}, revision=7) == []


def test_an_edge_that_comes_back_is_written():  # S27
    stored, again = an_edge(2, active=False), an_edge(2, revision=3, found_at=moment("7 9:00"))
    assert changes({P2: again}, {P2: stored}, revision=3) == [again]


def test_an_edge_that_changes_keeps_the_moment_it_was_found():
    stored = an_edge(2, grade=Grade.F2)
    (written,) = changes({P2: an_edge(2, found_at=moment("8 9:00"), revision=2)}, {P2: stored}, revision=2)
    assert (written.found_at, written.grade, written.revision) == (stored.found_at, Grade.F1, 2)


def test_a_household_is_as_long_as_it_has_come_and_the_same_for_every_run_of_a_day():
    """A run over unchanged facts must write nothing, although the household goes on."""
    goes_on = a_meeting(1, 2, "1 0:00", "30 0:00")
    midnight = goes_on.start + 5 * 86_400
    runs = [so_far([goes_on], now=midnight + hour * 3600, settled=midnight) for hour in (1, 2, 23)]
    assert runs[0] == runs[1] == runs[2] == [goes_on._replace(end=midnight)]


def test_a_meeting_that_is_over_keeps_its_end_and_one_begun_today_reaches_until_now():
    over = a_meeting(1, 2, "1 0:00", "2 0:00")
    assert so_far([over], now=over.end + 60, settled=over.start + 60) == [over]
    begun = a_meeting(1, 2, "1 9:00", "30 0:00")
    assert so_far([begun], now=begun.start + 60, settled=begun.start - 60)[0].end == begun.start + 60
