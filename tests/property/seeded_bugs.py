"""Bugs that somebody could make, each with the law that must catch it. A law that lets its bug pass proves nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

import pytest

import adapters.memory.notice.exposures
import adapters.memory.visit.visits
import domain.tracing.policy
import functions.checkin.service
import functions.notify.service.sending
import functions.trace.review.service
import functions.trace.run.service.repair
from adapters.memory.case.contacts import MemoryContacts
from adapters.memory.case.waiting import MemoryWaiting
from adapters.memory.faults import step
from adapters.memory.notice.exposures import MemoryExposures
from adapters.memory.notice.notices import MemoryNotices
from domain.base.period import at_epoch, local_day
from domain.figures.statistics import HASH_BYTES, Fact, LogEntry
from domain.presence import admission, succession
from domain.presence.codes import VenueCode
from domain.presence.policy import CATEGORIES_2021
from domain.presence.venue import Venue, VenueThen
from domain.presence.visit import Visit
from domain.telling import exposure
from domain.telling.exposure import ExposureNotice
from domain.telling.notice import NoticeKey
from domain.tracing import case as rules
from domain.tracing import contact
from domain.tracing import run as run_rules
from domain.tracing.case import Case
from domain.tracing.contact import CLOSE, Closeness, Edge, Piece
from domain.tracing.meeting import Meeting
from domain.tracing.policy import TracePolicy
from domain.tracing.review.decision import Approval, Group
from domain.tracing.search import circles, gate, humans, overlap
from domain.tracing.search.overlap import Bounds, Lookup, Presence, Stop, VenueTrace
from functions.trace.run import steps
from functions.trace.run.service import evidence, own_cases, run
from tests.property import (
    checkin_laws,
    doubt_laws,
    gate_laws,
    notice_laws,
    run_laws,
    sending_laws,
    test_counting_laws,
    tracing_laws,
)
from tests.property.laws import Law, law

Plant = Callable[[pytest.MonkeyPatch], None]


class SeededBug(NamedTuple):
    """`plant` puts the bug in the product; `law` must then break. `about` is the rule of the contract."""

    about: str
    law: Law
    plant: Plant

    @property
    def name(self) -> str:
        return self.plant.__name__


BUGS: list[SeededBug] = []


def bug(about: str, *laws: Law) -> Callable[[Plant], Plant]:
    """Registers the function below as a bug that each of these laws catches."""

    def register(plant: Plant) -> Plant:
        BUGS.extend(SeededBug(about, law, plant) for law in laws)
        return plant

    return register


# Finding contacts

_FIND = tracing_laws.contacts_are_those_of_brute_force


@bug("I2", _FIND)
def look_back_by_the_default_stay(patch: pytest.MonkeyPatch) -> None:
    right = overlap.lookups

    def short(stops: Iterable[Stop], _: Callable[[str], int]) -> list[Lookup]:
        return right(stops, lambda category: int(CATEGORIES_2021[category].stay.default.total_seconds()))

    patch.setattr(overlap, "lookups", short)


@bug("I2", _FIND)
def read_only_the_first_of_two_spans_of_a_venue(patch: pytest.MonkeyPatch) -> None:
    right = overlap.lookups

    def once(stops: Iterable[Stop], cap: Callable[[str], int]) -> list[Lookup]:
        return list({one.venue: one for one in reversed(right(stops, cap))}.values())

    patch.setattr(overlap, "lookups", once)


@bug("I2", _FIND)
def forget_the_page_before(patch: pytest.MonkeyPatch) -> None:
    right = VenueTrace.take

    def take(self: VenueTrace, page: Iterable[Presence], **how: Any) -> None:
        self._present = {}
        right(self, page, **how)

    patch.setattr(VenueTrace, "take", take)


@bug("I2", _FIND)
def add_up_overlapping_visits(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(overlap, "_union", sorted)


@bug("I2", _FIND)
def split_a_stay_at_midnight(patch: pytest.MonkeyPatch) -> None:
    right = overlap._common

    def split(ours: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
        found = []
        for span in right(ours, theirs):
            midnight = overlap.local_day_of(span.end) * 86_400 - 7 * 3_600
            crosses = span.start < midnight < span.end
            found += [span._replace(end=midnight), span._replace(start=midnight)] if crosses else [span]
        return found

    patch.setattr(overlap, "_common", split)


@bug("I2", _FIND)
def days_of_utc(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(overlap, "_LOCAL_OFFSET", 0)


@bug("I2", _FIND)
def leave_the_window_to_others(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(overlap, "stops_within", lambda stops, _: sorted(s for s in stops if s.end > s.start))


@bug("I3", _FIND)
def read_expired_visits(patch: pytest.MonkeyPatch) -> None:
    right = VenueTrace.take
    patch.setattr(VenueTrace, "take", lambda self, page, **how: right(self, page, **{**how, "newer_than": 0}))


@bug("I6", _FIND, tracing_laws.exposure_is_the_same_seen_from_either_side)
def check_in_strictly_inside_the_window(patch: pytest.MonkeyPatch) -> None:
    right = VenueTrace.take

    def take(self: VenueTrace, page: Iterable[Presence], **how: Any) -> None:
        right(self, [stay for stay in page if stay.start >= self._first], **how)

    patch.setattr(VenueTrace, "take", take)


@bug("O6", tracing_laws.exposure_is_the_same_seen_from_either_side)
def let_the_case_meet_itself(patch: pytest.MonkeyPatch) -> None:
    right = VenueTrace.take
    patch.setattr(VenueTrace, "take", lambda self, page, **how: right(self, page, **{**how, "besides": ""}))


@bug("O8", tracing_laws.what_rests_on_a_default_end_is_said_to)
def hide_that_an_end_is_assumed(patch: pytest.MonkeyPatch) -> None:
    right = VenueTrace.pieces
    patch.setattr(
        VenueTrace,
        "pieces",
        lambda self, policy: {w: [p._replace(assumed=False) for p in ps] for w, ps in right(self, policy).items()},
    )


# Boundaries


@bug("I16", tracing_laws.the_threshold_itself_is_enough_and_less_is_not, _FIND)
def more_than_the_threshold(patch: pytest.MonkeyPatch) -> None:
    right = VenueTrace._shared
    patch.setattr(
        VenueTrace, "_shared", lambda self, spans, how, threshold, own: right(self, spans, how, threshold + 1, own)
    )


@bug("I16", tracing_laws.the_threshold_itself_is_enough_and_less_is_not)
def count_the_last_second_twice(patch: pytest.MonkeyPatch) -> None:
    right = VenueTrace._shared
    patch.setattr(
        VenueTrace, "_shared", lambda self, spans, how, threshold, own: right(self, spans, how, threshold - 1, own)
    )


@bug("I16", _FIND)
def touching_is_overlapping(patch: pytest.MonkeyPatch) -> None:
    span = overlap._Span

    def closed(ours: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
        pairs = [span(max(a.start, b.start), min(a.end, b.end), a.assumed or b.assumed) for a in ours for b in theirs]
        return sorted(pair for pair in pairs if pair.start <= pair.end)

    patch.setattr(overlap, "_common", closed)


@bug("I16", tracing_laws.stays_that_only_touch_have_no_length_or_are_reversed_meet_nobody)
def turn_reversed_visits_round(patch: pytest.MonkeyPatch) -> None:
    right = VenueTrace.take

    def take(self: VenueTrace, page: Iterable[Presence], **how: Any) -> None:
        turned = [s._replace(start=min(s.start, s.end), end=max(s.start, s.end)) for s in page]
        right(self, turned, **how)

    patch.setattr(VenueTrace, "take", take)


# Forgetting and the difference

_FORGET = tracing_laws.forgetting_visits_corrects_nobody
_TWICE = tracing_laws.tracing_twice_is_tracing_once


@bug("I3", _FORGET)
def compare_with_what_is_left(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(circles, "remembered", lambda *_, **__: {})


@bug("I3", _FORGET)
def keep_a_copy_beside_what_is_left(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(contact, "_joined", set)


@bug("I3", _FORGET)
def take_the_last_expiry_for_the_first(patch: pytest.MonkeyPatch) -> None:
    right = VenueTrace.pieces

    def pieces(self: VenueTrace, policy: TracePolicy) -> dict[str, list[Piece]]:
        kept = int(policy.facts_kept.total_seconds())
        last = max(stop.expires for stop in self._stops)
        return {
            who: [p._replace(source_expires=max(last, max(self._present[who]).start + kept)) for p in found]
            for who, found in right(self, policy).items()
        }

    patch.setattr(VenueTrace, "pieces", pieces)


@bug("I5", _TWICE)
def write_every_edge_anew(patch: pytest.MonkeyPatch) -> None:
    right = humans.changes

    def rewrite(wanted: Mapping[str, Edge], stored: Mapping[str, Edge], *, revision: int, **_: Any) -> list[Edge]:
        gone = [edge for edge in right(wanted, stored, revision=revision) if not edge.active]
        return [*wanted.values(), *gone]

    patch.setattr(humans, "changes", rewrite)


@bug("I5", _TWICE)
def append_evidence(patch: pytest.MonkeyPatch) -> None:
    right = humans.changes

    def append(wanted: Mapping[str, Edge], stored: Mapping[str, Edge], *, revision: int, **_: Any) -> list[Edge]:
        both = {
            who: replace(edge, pieces=edge.pieces + (stored[who].pieces if who in stored else ()))
            for who, edge in wanted.items()
        }
        return right(both, stored, revision=revision)

    patch.setattr(humans, "changes", append)


@bug("I5", _TWICE)
def never_withdraw(patch: pytest.MonkeyPatch) -> None:
    right = humans.changes
    patch.setattr(
        humans,
        "changes",
        lambda wanted, stored, *, revision, **_: [e for e in right(wanted, stored, revision=revision) if e.active],
    )


@bug("I5", _TWICE)
def withdraw_again_and_again(patch: pytest.MonkeyPatch) -> None:
    right = humans.changes

    def again(wanted: Mapping[str, Edge], stored: Mapping[str, Edge], *, revision: int, **_: Any) -> list[Edge]:
        gone = [
            replace(edge, revision=revision) for who, edge in stored.items() if not edge.active and who not in wanted
        ]
        return right(wanted, stored, revision=revision) + gone

    patch.setattr(humans, "changes", again)


@bug("I19", tracing_laws.the_clock_of_a_follow_up_runs_on_while_its_contact_stands)
def start_the_clock_again(patch: pytest.MonkeyPatch) -> None:
    right = humans.changes

    def anew(wanted: Mapping[str, Edge], stored: Mapping[str, Edge], *, revision: int, **_: Any) -> list[Edge]:
        written = right(wanted, stored, revision=revision)
        return [wanted.get(str(edge.person), edge) if edge.active else edge for edge in written]

    patch.setattr(humans, "changes", anew)


# Second contacts

_SECOND = tracing_laws.second_contacts_met_a_close_first_contact_closely_in_time


@bug("I14", _SECOND)
def expand_f2_through_venues(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(circles, "CLOSE", CLOSE | {Closeness.VENUE})


@bug("I14", _SECOND)
def expand_f2_through_casual_meetings(patch: pytest.MonkeyPatch) -> None:
    right = circles.met

    def all_classes(meetings: Iterable[Meeting], window: Bounds, *, via: str = "", **_: Any) -> dict[str, list[Piece]]:
        return right(meetings, window, via=via)

    patch.setattr(circles, "met", all_classes)


@bug("I14", _SECOND)
def ignore_the_order_in_time(patch: pytest.MonkeyPatch) -> None:
    right = circles.close_contacts

    def whenever(evidence: circles.Evidence, *, end: int, isolated: Mapping[str, int]) -> list[circles.CloseContact]:
        found = right(evidence, end=end, isolated=isolated)
        return [one._replace(window=one.window._replace(start=0)) for one in found]

    patch.setattr(circles, "close_contacts", whenever)


@bug("I14", _SECOND)
def ignore_isolation(patch: pytest.MonkeyPatch) -> None:
    right = circles.close_contacts
    patch.setattr(circles, "close_contacts", lambda evidence, *, end, isolated: right(evidence, end=end, isolated={}))  # noqa: ARG005


@bug("I14", _SECOND)
def call_an_f1_an_f2_too(patch: pytest.MonkeyPatch) -> None:
    right = circles.second_contacts

    def both(_: circles.Evidence, *rest: Any, **how: Any) -> circles.Evidence:
        return right({}, *rest, **how)

    patch.setattr(circles, "second_contacts", both)


# The gate

_GATE = gate_laws.nobody_is_told_through_a_crowd_before_two_people_stand_behind_it


@bug("I15", _GATE)
def count_approvals_not_approvers(patch: pytest.MonkeyPatch) -> None:
    right = rules.released

    def released(case: Case, policy: TracePolicy, *, by: str, **how: Any) -> Case:
        nobody = replace(case, asked_by="", asked_before=frozenset())
        return replace(right(nobody, policy, by=by, **how), asked_by=case.asked_by)

    patch.setattr(rules, "released", released)


@bug("I15", _GATE)
def refuse_only_the_last_who_asked(patch: pytest.MonkeyPatch) -> None:
    right = rules.released

    def released(case: Case, policy: TracePolicy, **how: Any) -> Case:
        return right(replace(case, asked_before=frozenset()), policy, **how)

    patch.setattr(rules, "released", released)


@bug("I15", _GATE)
def keep_an_approval_over_the_approvers_own_amendment(patch: pytest.MonkeyPatch) -> None:
    right = rules.amended

    def amended(case: Case, *facts: Any, **how: Any) -> Case:
        new = right(case, *facts, **how)
        return replace(new, approvals=case.approvals)

    patch.setattr(rules, "amended", amended)


@bug("I15", _GATE)
def tell_before_the_gate(patch: pytest.MonkeyPatch) -> None:
    right = gate.gate
    patch.setattr(gate, "gate", lambda evidence, *rest: right(evidence, *rest)._replace(evidence=evidence))


@bug("I15", _GATE)
def approve_whatever_the_group_has_become(patch: pytest.MonkeyPatch) -> None:
    def approved(approval: Approval | None, _people: int, _policy: TracePolicy) -> bool:
        return approval is not None

    patch.setattr(gate, "_covers", approved)


@bug("I15", _GATE)
def judge_groups_alone(patch: pytest.MonkeyPatch) -> None:
    right = gate.gate

    def alone(evidence: circles.Evidence, stored: Mapping[str, Edge], policy: TracePolicy, approvals: Any) -> Any:
        return right(evidence, stored, replace(policy, hold_run_above=10**6), approvals)

    patch.setattr(gate, "gate", alone)


@bug("I15", _GATE)
def withdraw_those_who_were_told_before_the_group_grew(patch: pytest.MonkeyPatch) -> None:
    right = gate._without

    def without(evidence: circles.Evidence, _: Mapping[str, Edge], held: Mapping[Group, set[str]]) -> circles.Evidence:
        return right(evidence, {}, held)

    patch.setattr(gate, "_without", without)


# Notices

_PLACE = notice_laws.a_place_is_told_only_where_five_others_were
_VERSIONS = notice_laws.every_change_that_stands_is_told_once


@bug("I17", _PLACE)
def name_the_place_in_a_two_person_venue(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(overlap._Crowd, "holds", lambda *_: True)


@bug("I17", _PLACE)
def count_visits_for_people(patch: pytest.MonkeyPatch) -> None:
    right = overlap._Crowd.__init__

    def every_visit(self: Any, people: Any) -> None:
        right(self, people)
        self._spare = 0

    patch.setattr(overlap._Crowd, "__init__", every_visit)


@bug("I17", _PLACE)
def count_those_of_the_whole_day(patch: pytest.MonkeyPatch) -> None:
    right = overlap._Crowd.holds
    patch.setattr(overlap._Crowd, "holds", lambda self, _start, _end, floor: right(self, 0, 2**40, floor))


@bug("I17", notice_laws.the_day_and_the_kind_of_place_are_those_of_one_exposure)
def name_the_kind_of_place_of_another_piece(patch: pytest.MonkeyPatch) -> None:
    right = exposure._what_may_be_said

    def said(edge: Edge) -> Any:
        day, category = right(edge)
        return day, edge.pieces[0].category if category else ""

    patch.setattr(exposure, "_what_may_be_said", said)


@bug("I17", _PLACE)
def tell_the_day_of_a_small_group(patch: pytest.MonkeyPatch) -> None:
    def said(edge: Edge) -> Any:
        day = local_day(edge.first)
        return day, edge.pieces[0].category if all(piece.crowded for piece in edge.pieces) else ""

    patch.setattr(exposure, "_what_may_be_said", said)


@bug("I17", _PLACE)
def name_the_venue(patch: pytest.MonkeyPatch) -> None:
    right = exposure._what_may_be_said
    spoken = exposure._when
    venues: dict[Any, str] = {}

    def said(edge: Edge) -> Any:
        found = right(edge)
        venues[found] = edge.pieces[0].venue
        return found

    def when(version: exposure.Version) -> exposure.Text:
        text = spoken(version)
        return exposure.Text(*(f"{part} {venues.get((version.day, version.category), '')}" for part in text))

    patch.setattr(exposure, "_what_may_be_said", said)
    patch.setattr(exposure, "_when", when)


@bug("I17", _PLACE)
def tell_the_hour(patch: pytest.MonkeyPatch) -> None:
    right = exposure._when
    patch.setattr(
        exposure, "_when", lambda version: exposure.Text(*(f"{part} {version.at:%H:%M}" for part in right(version)))
    )


@bug("N1", _VERSIONS)
def correct_those_who_were_never_told(patch: pytest.MonkeyPatch) -> None:
    right = exposure.owed

    def owed(edge: Edge, told: Any, policy: TracePolicy, **how: Any) -> Any:
        if not edge.active and told is None:
            first = right(replace(edge, active=True), None, policy, **how)
            return right(edge, first, policy, **how)
        return right(edge, told, policy, **how)

    patch.setattr(exposure, "owed", owed)


@bug("N1", _VERSIONS)
def tell_every_new_piece_of_evidence(patch: pytest.MonkeyPatch) -> None:
    right = exposure.owed

    def owed(edge: Edge, told: Any, policy: TracePolicy, **how: Any) -> Any:
        return right(edge, told, policy, **how) or (right(edge, None, policy, **how) if len(edge.pieces) else None)

    patch.setattr(exposure, "owed", owed)


@bug("N1", _VERSIONS)
def be_silent_when_a_contact_comes_back(patch: pytest.MonkeyPatch) -> None:
    right = exposure.owed

    def owed(edge: Edge, told: Any, policy: TracePolicy, **how: Any) -> Any:
        return None if told and edge.active else right(edge, told, policy, **how)

    patch.setattr(exposure, "owed", owed)


# Doubt


@bug("doubt", doubt_laws.what_is_sure_is_what_is_found_without_the_visits_in_doubt)
def let_doubt_spoil_what_is_sure(patch: pytest.MonkeyPatch) -> None:
    right = VenueTrace.take

    def take(self: VenueTrace, page: Iterable[Presence], **how: Any) -> None:
        right(self, page, **how)
        for person in self._doubted:
            self._present[person] = {span._replace(doubtful=True) for span in self._present[person]}

    patch.setattr(VenueTrace, "take", take)


@bug("doubt", doubt_laws.what_is_sure_is_what_is_found_without_the_visits_in_doubt)
def count_the_visits_in_doubt_into_the_crowd(patch: pytest.MonkeyPatch) -> None:
    right = VenueTrace.pieces

    def pieces(self: VenueTrace, policy: TracePolicy) -> dict[str, list[Piece]]:
        crowd = overlap._Crowd(self._present.values())
        return {
            who: [p._replace(crowded=crowd.holds(p.start, p.end, policy.small_group)) for p in found]
            for who, found in right(self, policy).items()
        }

    patch.setattr(VenueTrace, "pieces", pieces)


@bug("doubt", doubt_laws.with_what_is_in_doubt_everybody_is_seen)
def throw_away_the_visits_in_doubt(patch: pytest.MonkeyPatch) -> None:
    right = VenueTrace.take
    patch.setattr(VenueTrace, "take", lambda self, page, **how: right(self, [s for s in page if not s.doubtful], **how))


@bug("doubt", doubt_laws.with_what_is_in_doubt_everybody_is_seen)
def count_twice_what_is_sure_and_in_doubt(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(contact, "_besides", lambda piece, _: [piece])


@bug("doubt", doubt_laws.what_is_told_is_what_is_told_without_the_visits_in_doubt)
def tell_what_is_in_doubt(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Edge, "is_doubtful", False)
    patch.setattr(exposure, "_what_may_be_said", lambda edge: (local_day(edge.first), ""))


@bug("doubt", doubt_laws.what_is_told_is_what_is_told_without_the_visits_in_doubt)
def say_the_day_of_what_is_in_doubt(patch: pytest.MonkeyPatch) -> None:
    right = exposure._what_may_be_said

    def said(edge: Edge) -> Any:
        return right(replace(edge, pieces=tuple(p._replace(doubtful=False) for p in edge.pieces)))

    patch.setattr(exposure, "_what_may_be_said", said)


@bug("doubt", doubt_laws.doubt_alone_tells_nothing_and_takes_nothing_back)
def let_an_f1_in_doubt_outrank_a_sure_f2(patch: pytest.MonkeyPatch) -> None:
    right = circles.graded
    patch.setattr(
        circles, "graded", lambda first, second: right(first, {w: p for w, p in second.items() if w not in first})
    )


@bug("doubt", doubt_laws.doubt_alone_tells_nothing_and_takes_nothing_back)
def lower_what_was_told_while_it_is_in_doubt(patch: pytest.MonkeyPatch) -> None:
    right = exposure.owed

    def owed(edge: Edge, told: Any, policy: TracePolicy, **how: Any) -> Any:
        sure = tuple(p for p in edge.pieces if not p.doubtful)
        return right(replace(edge, pieces=sure or edge.pieces), told, policy, **how)

    patch.setattr(exposure, "owed", owed)


@bug("doubt", doubt_laws.doubt_takes_nobody_out_of_a_circle_and_brings_nobody_surely_into_one)
def withdraw_whom_an_f1_met_after_an_exposure_in_doubt(patch: pytest.MonkeyPatch) -> None:
    right = circles.close_contacts

    def sure(evidence: circles.Evidence, **how: Any) -> list[circles.CloseContact]:
        return right({who: [p for p in pieces if not p.doubtful] for who, pieces in evidence.items()}, **how)

    patch.setattr(circles, "close_contacts", sure)


@bug("doubt", doubt_laws.doubt_takes_nobody_out_of_a_circle_and_brings_nobody_surely_into_one)
def take_an_exposure_in_doubt_for_the_first(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(circles, "_marked", lambda pieces, _: pieces)


@bug("registration", doubt_laws.what_is_older_than_a_registration_changes_nothing_that_is_found_without_it)
def take_a_visit_before_the_registration_for_any_doubt(patch: pytest.MonkeyPatch) -> None:
    right = VenueTrace.take

    def take(self: VenueTrace, page: Iterable[Presence], **how: Any) -> None:
        right(self, [stay._replace(predates=False) for stay in page], **how)

    patch.setattr(VenueTrace, "take", take)


@bug(
    "registration",
    doubt_laws.what_is_sure_is_what_is_found_without_the_visits_in_doubt,
    doubt_laws.what_is_told_is_what_is_told_without_the_visits_in_doubt,
)
def believe_a_visit_before_the_registration(patch: pytest.MonkeyPatch) -> None:
    right = VenueTrace.take

    def take(self: VenueTrace, page: Iterable[Presence], **how: Any) -> None:
        right(self, [stay._replace(doubtful=stay.doubtful and not stay.predates) for stay in page], **how)

    patch.setattr(VenueTrace, "take", take)


@bug("registration", doubt_laws.with_what_is_in_doubt_everybody_is_seen)
def show_nobody_who_came_before_registering(patch: pytest.MonkeyPatch) -> None:
    right = VenueTrace.take
    patch.setattr(VenueTrace, "take", lambda self, page, **how: right(self, [s for s in page if not s.predates], **how))


_GATE = gate_laws.nobody_is_told_through_a_crowd_before_two_people_stand_behind_it


@bug("registration", _GATE)
def hold_a_trace_for_people_who_came_before_registering(patch: pytest.MonkeyPatch) -> None:
    right = gate.gate

    def counting(found: circles.Evidence, *rest: Any) -> gate.Gated:
        return right({who: [p._replace(predates=False) for p in pieces] for who, pieces in found.items()}, *rest)

    patch.setattr(gate, "gate", counting)


@bug("registration", _GATE)
def let_an_old_claim_open_the_gate_for_a_crowd(patch: pytest.MonkeyPatch) -> None:
    """Who was shown by a claim alone counts as told through the group."""
    patch.setattr(gate, "group_of", lambda piece: gate._place_of(piece) if piece.venue else None)


# Check-ins


@bug("I7", checkin_laws.in_and_out_may_come_in_any_order_and_more_than_once)
def drop_a_check_out_whose_check_in_is_unknown(patch: pytest.MonkeyPatch) -> None:
    right = functions.checkin.service.check_in
    patch.setattr(
        functions.checkin.service,
        "check_in",
        lambda *scan, out_at, **how: right(*scan, out_at=None, **how),  # noqa: ARG005
    )


@bug("I20", checkin_laws.the_next_check_in_only_shortens_and_never_ends_what_contains_it)
def end_when_the_next_visit_begins(patch: pytest.MonkeyPatch) -> None:
    def closed_by_next(visit: Visit, arrived: Any) -> Visit:
        return replace(visit, end=arrived, is_open=False) if visit.is_open and arrived >= visit.start else visit

    patch.setattr(adapters.memory.visit.visits, "closed_by_next", closed_by_next)


@bug("I20", checkin_laws.the_next_check_in_only_shortens_and_never_ends_what_contains_it)
def end_the_market_when_a_stall_is_entered(patch: pytest.MonkeyPatch) -> None:
    right = functions.checkin.service._end_previous

    def end(leaves: Any, arrived: Visit, venue: Any, **how: Any) -> Visit | None:
        return right(leaves, arrived, replace(venue, parent=None), **how)

    patch.setattr(functions.checkin.service, "_end_previous", end)


_LATE = checkin_laws.a_scan_that_comes_late_is_taken_or_refused_as_venue_and_code_stood_then


@bug("V13", _LATE)
def judge_a_scan_by_how_the_venue_stands_when_it_arrives(patch: pytest.MonkeyPatch) -> None:
    def admitted(venue: Venue, *scan: Any, **how: Any) -> VenueThen:
        return admission.admitted(replace(venue, before=()), *scan, **how)

    patch.setattr("functions.checkin.service.admitted", admitted)


@bug("V13", _LATE)
def take_any_code_that_a_venue_ever_had(patch: pytest.MonkeyPatch) -> None:
    def admitted(venue: Venue, _: VenueCode, at: datetime, **how: Any) -> VenueThen:
        return admission.admitted(venue, None, at, **how)

    patch.setattr("functions.checkin.service.admitted", admitted)


@bug("V13", _LATE)
def give_a_late_visit_the_stay_of_today(patch: pytest.MonkeyPatch) -> None:
    def admitted(venue: Venue, *scan: Any, **how: Any) -> VenueThen:
        return replace(admission.admitted(venue, *scan, **how), category=venue.category, stay=venue.stay)

    patch.setattr("functions.checkin.service.admitted", admitted)


@bug("V13", _LATE)
def stretch_every_past_to_the_last_change(patch: pytest.MonkeyPatch) -> None:
    def succeeded(venue: Venue, *, now: datetime, **facts: Any) -> Venue:
        following = succession.succeeded(venue, now=now, **facts)
        return replace(following, before=tuple(past._replace(until=now) for past in following.before))

    patch.setattr("tests.property.checkin_laws.succeeded", succeeded)


# Whole runs

_KILLED = run_laws.a_disturbed_run_ends_where_an_undisturbed_one_ends
_WHATEVER = run_laws.whatever_happens_contacts_and_notices_are_those_of_an_undisturbed_run
_CROWDS = run_laws.whatever_happens_no_crowd_is_told_before_two_people_stand_behind_it


@bug("I4", _KILLED)
def send_without_the_conditional_claim(patch: pytest.MonkeyPatch) -> None:
    @step
    def tell(self: MemoryExposures, notice: ExposureNotice) -> bool:
        key = NoticeKey(notice.person, exposure.cause_of(notice.case))
        self._told[key] = notice
        self._outbox.put(adapters.memory.notice.exposures._queued(key, notice))
        return True

    patch.setattr(MemoryExposures, "tell", tell)


@bug("registration", _WHATEVER)
def tell_who_came_before_registering(patch: pytest.MonkeyPatch) -> None:
    right = exposure.owed

    def owed(edge: Edge, *told: Any, **how: Any) -> ExposureNotice | None:
        known = tuple(p._replace(doubtful=p.doubtful and not p.predates) for p in edge.pieces)
        return right(replace(edge, pieces=known), *told, **how)

    patch.setattr("functions.trace.run.service.run.owed", owed)


@bug("I4", _KILLED)
def tell_before_asking_what_was_told(patch: pytest.MonkeyPatch) -> None:
    right = exposure.owed

    def owed(edge: Edge, told: Any, policy: TracePolicy, **how: Any) -> Any:
        return right(edge, None if edge.active else told, policy, **how)

    patch.setattr(run, "owed", owed)


@bug("I9", _KILLED)
def tell_on_the_event_and_not_on_the_state(patch: pytest.MonkeyPatch) -> None:
    right, everybody = humans.changes, run._since_last_run
    written: set[Any] = set()

    def changes(*facts: Any, **how: Any) -> list[Edge]:
        found = right(*facts, **how)
        written.clear()
        written.update(edge.person for edge in found)
        return found

    patch.setattr(run, "changes", changes)
    patch.setattr(
        run, "_since_last_run", lambda edges, case: [e for e in everybody(edges, case) if e.person in written]
    )


@bug("I9", _WHATEVER)
def tell_nobody_that_it_was_wrong(patch: pytest.MonkeyPatch) -> None:
    right = exposure.owed
    patch.setattr(run, "owed", lambda edge, *rest, **how: right(edge, *rest, **how) if edge.active else None)


@bug("I9", _WHATEVER)
def take_a_contact_from_every_case_at_once(patch: pytest.MonkeyPatch) -> None:
    right = MemoryContacts.save

    def save(self: MemoryContacts, edges: Sequence[Edge]) -> None:
        right(self, edges)
        gone = {edge.person for edge in edges if not edge.active}
        for of_case in self._edges.values():
            of_case.update({p: replace(e, active=False, revision=10**6) for p, e in of_case.items() if p in gone})

    patch.setattr(MemoryContacts, "save", save)


@bug("I9", _WHATEVER)
def leave_a_retracted_case_its_window(patch: pytest.MonkeyPatch) -> None:
    right = rules.infectious_window

    def window(case: Case, policy: TracePolicy, **how: Any) -> rules.Window:
        return right(replace(case, state=rules.CaseState.CONFIRMED), policy, **how)

    patch.setattr(evidence, "infectious_window", window)


@bug("I5", _WHATEVER)
def write_every_edge_of_a_run_anew(patch: pytest.MonkeyPatch) -> None:
    right = humans.changes

    def rewrite(wanted: Mapping[str, Edge], stored: Mapping[str, Edge], *, revision: int, **_: Any) -> list[Edge]:
        return [*wanted.values(), *(e for e in right(wanted, stored, revision=revision) if not e.active)]

    patch.setattr(run, "changes", rewrite)


@bug("S24", _KILLED)
def begin_behind_the_slices_already_written(patch: pytest.MonkeyPatch) -> None:
    right = run._published

    def published(outcome: run.StepOutcome, written: int, found: Any) -> run.Published:
        return right(run.StepOutcome.DONE, written, found)

    patch.setattr(run, "_published", published)


@bug("I8", run_laws.a_run_keeps_the_policy_it_began_with)
def read_the_latest_policy_in_each_step(patch: pytest.MonkeyPatch) -> None:
    def latest(event: Mapping[str, Any]) -> run.Pinned:
        return run.Pinned(at_epoch(int(event["run"]["now"])), domain.tracing.policy.TRACE_POLICIES[-1])

    patch.setattr(steps, "_pinned", latest)


@bug("I18", run_laws.calls_do_not_grow_with_contacts_but_for_their_notices)
def read_once_for_each_contact(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(run, "_sliced", lambda edges: ([edge] for edge in edges))


@bug("I18", run_laws.calls_do_not_grow_with_contacts_but_for_their_notices)
def write_once_for_each_contact(patch: pytest.MonkeyPatch) -> None:
    right = MemoryContacts.save

    def save(self: MemoryContacts, edges: Sequence[Edge]) -> None:
        for edge in edges:
            right(self, [edge])

    patch.setattr(MemoryContacts, "save", save)


@bug("I19", _KILLED, _WHATEVER)
def keep_the_follow_up_on_the_computed_edge(patch: pytest.MonkeyPatch) -> None:
    right = MemoryContacts.save

    def save(self: MemoryContacts, edges: Sequence[Edge]) -> None:
        right(self, edges)
        for edge in edges:
            self._follow_ups.get(edge.case, {}).pop(edge.person, None)

    patch.setattr(MemoryContacts, "save", save)


@bug("I15", _CROWDS)
def let_the_asker_release(patch: pytest.MonkeyPatch) -> None:
    right = rules.released

    def released(case: Case, policy: TracePolicy, **how: Any) -> Case:
        nobody = replace(case, asked_by="", asked_before=frozenset())
        return replace(right(nobody, policy, **how), asked_by=case.asked_by)

    patch.setattr(functions.trace.review.service, "released", released)


@bug("I15", _CROWDS)
def tell_a_crowd_at_once(patch: pytest.MonkeyPatch) -> None:
    right = gate.gate
    patch.setattr(gate, "gate", lambda found, *rest: right(found, *rest)._replace(evidence=found))


@bug("lost runs", _KILLED)
def never_start_a_lost_run_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(functions.trace.run.service.repair, "_restart", lambda *_: False)


@bug("lost runs", _KILLED)
def start_a_lost_run_under_its_old_name(patch: pytest.MonkeyPatch) -> None:
    right = run_rules.run_name
    patch.setattr(functions.trace.run.service.repair, "run_name", lambda code, revision, *_: right(code, revision))


@bug("hand-over", _WHATEVER)
def hand_over_only_what_is_new(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(MemoryContacts, "handed_over", step(lambda *_: []))


# People who are F0 themselves


@bug("F0 as F1", _WHATEVER)
def tell_an_f0_of_another_case(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(own_cases.Waiting, "free", lambda _, due, **__: dict(due))


@bug("F0 as F1", _KILLED)
def leave_those_asleep_who_wait_for_a_retraction(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(run, "wake", lambda *_, **__: None)


@bug("F0 as F1", _WHATEVER, _KILLED)
def forget_who_waits(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(MemoryWaiting, "of_case", step(lambda *_, **__: frozenset()))


@bug("F0 as F1", _WHATEVER)
def let_them_wait_for_ever(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(own_cases.Waiting, "end", lambda *_: None)


# Sending


@bug("I4", sending_laws.a_text_message_goes_out_once_for_each_version)
def text_without_a_claim(patch: pytest.MonkeyPatch) -> None:
    @step
    def claim(self: MemoryNotices, /, key: NoticeKey, **_: Any) -> Any:
        return self._notices.get(key)

    patch.setattr(MemoryNotices, "claim", claim)


@bug("I4", sending_laws.the_newest_version_is_sent_in_the_end)
def never_let_go_of_a_claim(patch: pytest.MonkeyPatch) -> None:
    right = functions.notify.service.sending.LEASE
    patch.setattr(functions.notify.service.sending, "LEASE", 10**4 * right)


@bug("I4", sending_laws.the_newest_version_is_sent_in_the_end)
def take_the_receipt_of_an_older_version(patch: pytest.MonkeyPatch) -> None:
    right = MemoryNotices.sent

    def sent(self: MemoryNotices, key: NoticeKey, **how: Any) -> None:
        right(self, key, **{**how, "version": self._notices[key].version})

    patch.setattr(MemoryNotices, "sent", sent)


# Counting


@law(test_counting_laws.BATCHES)
def counters_are_a_recount(batches: list[list[Fact]]) -> None:
    facts = [fact for batch in batches for fact in batch]
    assert test_counting_laws.count([*batches, *batches]) == test_counting_laws.recount(facts)


@bug("I10", counters_are_a_recount)
def add_for_every_delivery(patch: pytest.MonkeyPatch) -> None:
    def counted(entries: Iterable[LogEntry]) -> dict[str, int]:
        found: Counter[str] = Counter()
        for entry in entries:
            for group, hashes in entry.hashes.items():
                found[group.removeprefix("~")] += (-1 if group.startswith("~") else 1) * len(hashes) // HASH_BYTES
        return {category: number for category, number in found.items() if number}

    patch.setattr(test_counting_laws, "counted", counted)
