"""Evidence, edges and the human follow-up of contacts."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from domain.tracing.codes import CaseCode
from domain.tracing.contact import CLOSE, MOST_PIECES, STRENGTH, Closeness, Grade, strongest
from domain.tracing.errors import IllegalMove
from domain.tracing.follow_up import MOST_ENTRIES, MOVES, CallOutcome, FollowUp, FollowUpState, followed_up
from tests.builders.people import a_person_id
from tests.unit.domain.tracing.traces import DAY, HOUR, MINUTE, SHOP, a_piece, an_edge, moment, second

NOW = moment("6 11:00")
TO_CALL, REACHED, QUARANTINED, CLOSED = FollowUpState


def test_the_classes_stand_in_the_order_of_their_strength():
    assert sorted(STRENGTH, key=STRENGTH.__getitem__) == ["HH", "BC", "IC", "IL", "BG", "VC"]
    assert {kind.value for kind in CLOSE} == {"HH", "BC", "IC"}


@pytest.mark.parametrize("kind", Closeness)
def test_an_edge_is_close_by_its_strongest_evidence(kind):
    edge = an_edge(2, *strongest([a_piece(), a_piece(closeness=kind)]))
    assert edge.closeness is kind
    assert edge.is_close == (kind in CLOSE)


def test_the_strongest_evidence_is_kept_first_then_the_longest():
    short, long = a_piece("9:00", "9:20"), a_piece("10:00", "10:40")
    home = a_piece("12:00", "12:01", Closeness.HOUSEHOLD)
    assert strongest([short, home, long]) == (home, long, short)


def test_eight_pieces_are_kept():
    pieces = [a_piece(f"{hour}:00", f"{hour}:30") for hour in range(1, 13)]
    kept = strongest([*pieces, a_piece("14:00", "14:01", Closeness.INTERVIEW_CASUAL)])
    assert len(kept) == MOST_PIECES
    assert kept[0].closeness is Closeness.INTERVIEW_CASUAL
    assert strongest(kept[::-1]) == kept


def test_a_single_piece_is_kept_as_it_is():
    assert strongest([a_piece()]) == (a_piece(),)


def test_one_piece_told_twice_is_one():  # S9, S15
    assert strongest([a_piece(), a_piece()]) == (a_piece(),)


def test_two_statements_of_one_meeting_count_its_time_once():
    one = a_piece("9:00", "10:00", Closeness.INTERVIEW_CLOSE)
    other = a_piece("9:30", "10:30", Closeness.INTERVIEW_CLOSE, source_expires=second("30 9:00"))
    (piece,) = strongest([one, other])
    assert (piece.start, piece.end) == (second("9:00"), second("10:30"))
    assert piece.source_expires == second("30 9:00")  # of the first fact that is forgotten


def test_a_copy_of_evidence_and_what_is_left_of_its_facts_count_once():  # S46
    copy = a_piece("9:00", "9:40", source_expires=second("8 9:00"), crowded=True)
    left = a_piece("9:20", "9:40", source_expires=second("8 9:30"), assumed=True)
    assert strongest([copy, left]) == (copy._replace(assumed=True),)
    assert strongest([*strongest([copy, left]), left]) == strongest([copy, left])


@pytest.mark.parametrize("other", [{"venue": SHOP}, {"via": "x"}, {"closeness": Closeness.GATEWAY}])
def test_evidence_of_another_source_is_not_joined(other):
    assert len(strongest([a_piece(), a_piece(**other)])) == 2


def test_evidence_with_a_gap_between_is_not_joined():
    assert len(strongest([a_piece("9:00", "9:20"), a_piece("9:21", "9:40")])) == 2


def test_of_what_is_in_doubt_only_what_is_not_sure_is_kept_and_last():
    sure = a_piece("9:20", "9:40")
    doubtful = a_piece("9:00", "10:00", doubtful=True)
    assert strongest([doubtful, sure]) == (
        sure,
        a_piece("9:00", "9:20", doubtful=True),
        a_piece("9:40", "10:00", doubtful=True),
    )
    assert strongest([a_piece("9:20", "9:40", doubtful=True), sure]) == (sure,)
    assert len(strongest([a_piece("9:00", "10:00", venue=SHOP, doubtful=True), sure])) == 2


def test_no_number_of_pieces_in_doubt_leaves_out_a_sure_one():
    sure = a_piece("20:00", "20:15")
    kept = strongest([*(a_piece(f"{hour}:00", f"{hour}:50", doubtful=True) for hour in range(1, 13)), sure])
    assert kept[0] == sure
    assert not an_edge(2, *kept).is_doubtful


def test_what_predates_the_registration_comes_after_every_other_doubt():
    doubtful = a_piece("9:20", "9:40", doubtful=True)
    claimed = a_piece("9:00", "10:00", doubtful=True, predates=True)
    sure = a_piece("9:50", "10:10")
    kept = strongest([claimed, doubtful, sure])
    assert [(p.start, p.end) for p in kept[2:]] == [(second("9:00"), second("9:20")), (second("9:40"), second("9:50"))]
    assert [(p.doubtful, p.predates) for p in kept] == [(False, False), (True, False), (True, True), (True, True)]
    assert an_edge(2, claimed).predates
    assert not an_edge(2, doubtful, claimed).predates
    assert not an_edge(2, sure, claimed).is_doubtful


def test_an_edge_is_in_doubt_when_all_of_it_is():
    assert an_edge(2, a_piece(doubtful=True)).is_doubtful
    assert not an_edge(2, a_piece()).is_doubtful


def test_an_edge_is_as_close_as_what_is_sure():
    edge = an_edge(2, *strongest([a_piece(closeness=Closeness.BLUETOOTH, doubtful=True), a_piece("3 9:00", "3 9:20")]))
    assert edge.closeness is Closeness.VENUE


def test_an_edge_tells_its_first_and_last_exposure_and_its_minutes():
    edge = an_edge(2, a_piece("3 9:00", "3 9:20"), a_piece("2 9:00", "2 9:16"), a_piece("2 9:00", "2 9:30", venue=SHOP))
    assert (edge.first, edge.last) == (moment("2 9:00"), moment("3 9:20"))
    assert edge.minutes == 66


@pytest.mark.parametrize(
    ("fact", "differs"),
    [
        ({"grade": Grade.F2}, True),
        ({"active": False}, True),
        ({"pieces": (a_piece("9:00", "9:21"),)}, True),
        ({"pieces": (a_piece(doubtful=True),)}, True),
        ({"rule_version": "contacts-0"}, True),
        ({"policy_version": "trace-0"}, True),
        ({"revision": 9}, False),
        ({"found_at": moment("7 9:00")}, False),
    ],
)
def test_an_edge_says_the_same_unless_its_finding_differs(fact, differs):
    assert an_edge(2).says_the_same(an_edge(2, **fact)) is not differs


def test_the_seconds_of_a_piece_are_its_length():
    assert a_piece("9:00", "9:15").seconds == 900


# Follow-up


def new():
    return FollowUp(CaseCode.from_random(1), a_person_id(2))


def note(stored, state, *, outcome=None, text="", by="nurse", accepts=False, now=NOW):
    return followed_up(stored, state, outcome=outcome, note=text, by=by, accepts=accepts, now=now)


def test_nobody_has_begun():
    assert (new().state, new().revision, new().attempts, new().entries) == (TO_CALL, 0, 0, ())


def test_a_call_that_is_answered():
    stored = note(new(), REACHED, outcome=CallOutcome.ANSWERED, text="ở nhà")
    assert (stored.state, stored.attempts, stored.revision, stored.quarantined_at) == (REACHED, 1, 1, None)
    (entry,) = stored.entries
    assert entry[:5] == (NOW, "nurse", REACHED, CallOutcome.ANSWERED, "ở nhà")


def test_a_call_without_answer_counts_and_leaves_the_contact_in_the_queue():
    once = note(new(), TO_CALL, outcome=CallOutcome.NO_ANSWER)
    twice = note(once, TO_CALL, outcome=CallOutcome.NO_ANSWER, now=NOW + HOUR)
    assert (twice.state, twice.attempts, twice.revision) == (TO_CALL, 2, 2)


def test_a_note_without_a_call_is_no_attempt():
    assert note(new(), TO_CALL, text="số của con gái").attempts == 0


@pytest.mark.parametrize(("was", "wanted"), product(FollowUpState, FollowUpState))
def test_only_the_moves_of_the_table_are_allowed(was, wanted):
    stored = replace(new(), state=was)
    if wanted is was or wanted in MOVES[was]:
        assert note(stored, wanted).state is wanted
    else:
        with pytest.raises(IllegalMove) as refused:
            note(stored, wanted)
        assert refused.value.facts == {"was": was.value, "wanted": wanted.value}


def test_a_closed_contact_may_only_be_called_again():
    assert MOVES[CLOSED] == {TO_CALL}
    assert QUARANTINED not in MOVES[CLOSED]
    assert TO_CALL not in MOVES[QUARANTINED]


def test_the_same_entry_again_within_a_minute_changes_nothing():
    once = note(new(), REACHED, outcome=CallOutcome.ANSWERED)
    assert note(once, REACHED, outcome=CallOutcome.ANSWERED, now=NOW + 59 * timedelta(seconds=1)) is once
    assert note(once, REACHED, outcome=CallOutcome.ANSWERED, now=NOW + MINUTE).attempts == 2


@pytest.mark.parametrize("other", [{"by": "doctor"}, {"text": "x"}, {"outcome": CallOutcome.REFUSED}])
def test_another_entry_at_once_is_another_entry(other):
    once = note(new(), REACHED, outcome=CallOutcome.ANSWERED)
    assert note(once, REACHED, **{"outcome": CallOutcome.ANSWERED, **other}).revision == 2


def test_the_moment_of_quarantine_stays_until_the_contact_is_to_be_called_again():
    home = note(new(), QUARANTINED)
    assert home.quarantined_at == NOW
    again = note(home, QUARANTINED, text="đã làm xét nghiệm", now=NOW + DAY)
    reached = note(again, REACHED, now=NOW + 2 * DAY)
    closed = note(reached, CLOSED, now=NOW + 2 * DAY)
    assert {again.quarantined_at, reached.quarantined_at, closed.quarantined_at} == {NOW}
    anew = note(closed, TO_CALL, now=NOW + 3 * DAY)
    assert anew.quarantined_at is None
    assert note(anew, QUARANTINED, now=NOW + 4 * DAY).quarantined_at == NOW + 4 * DAY


def test_the_unit_that_takes_a_contact_over_does_so_once():
    assert note(new(), TO_CALL).accepted_at is None
    taken = note(new(), REACHED, accepts=True)
    assert note(taken, CLOSED, accepts=True, now=NOW + DAY).accepted_at == NOW


def test_the_newest_twenty_entries_are_kept():
    stored = new()
    for number in range(MOST_ENTRIES + 5):
        stored = note(stored, TO_CALL, text=str(number), now=NOW + number * HOUR)
    assert [entry.note for entry in stored.entries] == [str(n) for n in range(5, 25)]
    assert stored.revision == 25


def test_case_person_and_expiry_stay():
    stored = replace(new(), expires_at=NOW + 90 * DAY)
    after = note(stored, REACHED)
    assert (after.case, after.person, after.expires_at) == (stored.case, stored.person, stored.expires_at)
