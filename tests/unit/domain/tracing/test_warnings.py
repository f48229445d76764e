"""What is odd about a case's dates and findings: each warning at its field, with the numbers of its sentence."""

from dataclasses import replace
from string import Formatter

import pytest

from domain.presence.visit import Flag
from domain.tracing.errors import WarningsToConfirm
from domain.tracing.milestone import Milestone, MilestoneKind
from domain.tracing.policy import TRACE_POLICIES
from domain.tracing.warnings import WarningCode, require_confirmed, warnings_of
from functions.words.tracing import WARNINGS
from tests.builders.people import a_person_id
from tests.builders.presence import a_venue_id, a_visit
from tests.unit.domain.tracing.traces import DAY, HOUR, MINUTE, POLICY, dates, moment

NOW = moment("25 12:00")
F0 = a_person_id(1)
SPECIMEN, RESULT = moment("24 8:00"), moment("24 20:00")


def warned(*milestones, visits=(), now=NOW, **facts):
    stated = dates(**{"specimen_at": SPECIMEN, "confirmed_at": RESULT, **facts})
    return warnings_of(stated, milestones, person=F0, visits=visits, policy=POLICY, now=now)


def codes(*milestones, **how):
    return [warning.code for warning in warned(*milestones, **how)]


def the_one(*milestones, **how):
    (warning,) = warned(*milestones, **how)
    return warning.code, warning.field, dict(warning.facts)


def test_ordinary_facts_are_not_odd():
    met = Milestone(MilestoneKind.MET_CLOSE, moment("23 8:00"), moment("23 9:00"), people=(a_person_id(2),))
    visit = a_visit(1, at=moment("23 8:00"))
    assert codes() == []
    assert codes(met, visits=[visit], onset_at=moment("23 8:00"), isolated_at=moment("24 21:00")) == []


def test_an_isolation_before_the_window_means_that_nobody_is_found():
    facts = {"isolated": "08:00 15/10/2021", "starts": "00:00 21/10/2021"}
    assert the_one(isolated_at=moment("15 8:00")) == (WarningCode.WINDOW_EMPTY, "isolated_at", facts)
    assert codes(isolated_at=moment("21 0:00")) == [WarningCode.WINDOW_EMPTY]
    assert codes(isolated_at=moment("21 0:01")) == []


def test_visits_after_isolation_are_counted():
    isolated = moment("24 21:00")
    later = [a_visit(1, at=isolated + n * MINUTE) for n in (1, 30)]
    others = [
        a_visit(1, at=isolated),
        a_visit(1, at=isolated - HOUR),
        a_visit(1, at=isolated + HOUR, flags=(Flag.VOID,)),
    ]
    facts = {"count": "2", "isolated": "21:00 24/10/2021", "last": "21:30 24/10/2021"}
    found = the_one(visits=[*later, *others], isolated_at=isolated)
    assert found == (WarningCode.VISITS_AFTER_ISOLATION, "isolated_at", facts)
    assert codes(visits=later) == [], "not isolated"


def test_an_onset_after_isolation():
    facts = {"onset": "20:00 24/10/2021", "isolated": "10:00 24/10/2021"}
    found = the_one(onset_at=moment("24 20:00"), isolated_at=moment("24 10:00"))
    assert found == (WarningCode.ONSET_AFTER_ISOLATION, "onset_at", facts)
    assert codes(onset_at=moment("24 10:00"), isolated_at=moment("24 10:00")) == []


@pytest.mark.parametrize(
    ("code", "field", "most", "facts"),
    [
        (WarningCode.ONSET_LONG_BEFORE_SPECIMEN, "onset_at", 14, lambda n: {"onset_at": SPECIMEN - n * DAY}),
        (
            WarningCode.ONSET_LONG_AFTER_SPECIMEN,
            "onset_at",
            14,
            lambda n: {"onset_at": SPECIMEN, "specimen_at": SPECIMEN - n * DAY},
        ),
        (WarningCode.ISOLATED_LONG_BEFORE_SPECIMEN, "isolated_at", 21, lambda n: {"isolated_at": SPECIMEN - n * DAY}),
        (WarningCode.ISOLATED_LONG_AFTER_RESULT, "isolated_at", 7, lambda n: {"isolated_at": RESULT + n * DAY}),
        (WarningCode.RESULT_LONG_AFTER_SPECIMEN, "confirmed_at", 7, lambda n: {"specimen_at": RESULT - n * DAY}),
    ],
)
def test_dates_further_apart_than_is_usual_by_the_days_of_the_calendar(code, field, most, facts):
    now = NOW + 10 * DAY
    assert code not in codes(now=now, **facts(most))
    (found,) = [warning for warning in warned(now=now, **facts(most + 1)) if warning.code is code]
    assert (found.field, dict(found.facts)) == (field, {"days": str(most + 1), "most": str(most)})


def test_a_window_that_begins_before_the_facts_that_are_kept():
    facts = {"starts": "00:00 24/09/2021", "days": "30"}
    by_onset = {"onset_at": moment("27 8:00") - 30 * DAY, "now": moment("25 12:00")}
    assert (WarningCode.WINDOW_BEFORE_FACTS, "onset_at", facts) in [
        (w.code, w.field, dict(w.facts)) for w in warned(**by_onset)
    ]
    (old,) = warned(specimen_at=moment("20 8:00"), confirmed_at=moment("20 9:00"), now=moment("17 0:01") + 30 * DAY)
    assert (old.code, old.field) == (WarningCode.WINDOW_BEFORE_FACTS, "specimen_at")


def at_market(start, end, **facts):
    return replace(Milestone(MilestoneKind.PLACE, moment(start), moment(end), a_venue_id(1), "market"), **facts)


def test_a_finding_outside_the_window():
    facts = {
        "number": "2",
        "from": "08:00 20/10/2021",
        "to": "00:00 21/10/2021",
        "starts": "00:00 21/10/2021",
        "ends": "10:00 24/10/2021",
    }
    found = the_one(at_market("23 8:00", "23 9:00"), at_market("20 8:00", "21 0:00"), isolated_at=moment("24 10:00"))
    assert found == (WarningCode.FINDING_OUTSIDE_WINDOW, "milestones[1].from", facts)
    late = at_market("24 10:00", "24 11:00")
    assert codes(late, isolated_at=moment("24 10:00")) == [WarningCode.FINDING_OUTSIDE_WINDOW]
    assert codes(at_market("20 8:00", "21 0:01"), isolated_at=moment("24 10:00")) == []


def test_what_an_f1_did_after_the_f0_was_isolated_counts():
    met = Milestone(MilestoneKind.MET_CLOSE, moment("25 8:00"), moment("25 9:00"), people=(a_person_id(3),))
    isolated = moment("24 22:00")
    assert codes(met, isolated_at=isolated) == [WarningCode.FINDING_OUTSIDE_WINDOW]
    assert codes(replace(met, of=a_person_id(2)), isolated_at=isolated) == []


def test_an_empty_window_is_said_once():
    assert codes(at_market("23 8:00", "23 9:00"), isolated_at=moment("15 8:00")) == [WarningCode.WINDOW_EMPTY]


@pytest.mark.parametrize("of", [None, a_person_id(2)])
def test_whoever_is_named_as_met_by_oneself(of):
    home = Milestone(MilestoneKind.HOUSEHOLD, people=(a_person_id(4), of or F0), of=of)
    assert the_one(home) == (WarningCode.FINDING_NAMES_ONESELF, "milestones[0].people", {"number": "1"})
    assert codes(replace(home, people=(a_person_id(4),))) == []


# Confirming


EMPTY = {"isolated_at": moment("15 8:00")}


def test_every_warning_is_told_until_each_is_confirmed():
    odd = warned(onset_at=moment("24 7:00"), **EMPTY)
    empty, late = (warning.code for warning in odd)
    for confirmed in ((), (empty,), (late,)):
        with pytest.raises(WarningsToConfirm) as refusal:
            require_confirmed(odd, confirmed)
        assert [(f.field, f.rule, f.facts) for f in refusal.value.faults] == [(w.field, w.code, w.facts) for w in odd]
    require_confirmed(odd, (empty, late))
    require_confirmed(odd, tuple(WarningCode))
    require_confirmed([], ())


def test_what_was_said_before_is_not_asked_again_and_what_changed_is():
    before = warned(at_market("20 8:00", "20 9:00"), isolated_at=moment("24 10:00"))
    moved = warned(at_market("22 8:00", "22 9:00"), at_market("20 8:00", "20 9:00"), isolated_at=moment("24 10:00"))
    assert len(before) == len(moved) == 1
    require_confirmed(moved, (), before=before)
    other_end = warned(at_market("20 8:00", "20 9:00"), isolated_at=moment("24 11:00"))
    with pytest.raises(WarningsToConfirm):
        require_confirmed(other_end, (), before=before)


@pytest.mark.parametrize("row", TRACE_POLICIES, ids=lambda row: row.version)
def test_no_policy_row_finds_the_isolation_of_an_ordinary_quarantine_odd(row):
    assert row.isolated_before_specimen >= 21 * DAY


def test_each_sentence_names_the_facts_that_its_warning_has():
    everything = [
        *warned(visits=[a_visit(1, at=moment("23 8:00"))], onset_at=moment("24 7:00"), **EMPTY),
        *warned(specimen_at=moment("3 8:00"), onset_at=moment("24 7:00")),
        *warned(onset_at=moment("3 7:00"), now=moment("1 0:01") + 30 * DAY),
        *warned(isolated_at=moment("2 7:00"), onset_at=moment("4 7:00")),
        *warned(isolated_at=RESULT + 8 * DAY, now=NOW + 9 * DAY),
        *warned(at_market("2 8:00", "2 9:00"), Milestone(MilestoneKind.HOUSEHOLD, people=(F0,))),
    ]
    assert {warning.code for warning in everything} == set(WarningCode)
    for warning in everything:
        for text in WARNINGS[warning.code]:
            named = {name for _, name, _, _ in Formatter().parse(text) if name}
            assert named == dict(warning.facts).keys(), warning.code
