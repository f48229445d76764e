"""From facts to evidence: what one run reads, and what it makes of it. Three rounds of reads for F1 and F2."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from domain.base.period import epoch, start_of_local_day
from domain.people.codes import PersonId
from domain.people.human.records import NOBODY_TWICE, Records
from domain.presence.policy import VISIT_POLICIES
from domain.presence.visit import Flag, Visit, VisitLog
from domain.tracing.case import Case, HeldGroup, Window, infectious_window
from domain.tracing.contact import Closeness, ContactBook, Edge, Piece
from domain.tracing.follow_up import FollowUp
from domain.tracing.meeting import Meeting, MeetingSource
from domain.tracing.milestone import Milestone, MilestoneKind
from domain.tracing.policy import TracePolicy
from domain.tracing.search import circles, gate, humans, overlap
from domain.tracing.search.circles import Evidence
from domain.tracing.search.humans import Spoken
from domain.tracing.search.overlap import Bounds, CoPresence, Stop, VenueTrace
from functions.kit.beside import beside

_CLOSENESS = {
    MilestoneKind.HOUSEHOLD: Closeness.HOUSEHOLD,
    MilestoneKind.MET_CLOSE: Closeness.INTERVIEW_CLOSE,
    MilestoneKind.MET_CASUAL: Closeness.INTERVIEW_CASUAL,
}


class Gathered(NamedTuple):
    """What the facts say: the graded evidence, what is held back, and what was stored before.

    `first`: everything found of F1 before the gate. `cut`: not all was read.
    """

    graded: Mapping[str, circles.Graded]
    held: tuple[HeldGroup, ...]
    held_people: int
    declined: tuple[HeldGroup, ...]
    stored: Mapping[str, Edge]
    window: Window
    spoken: Spoken
    f0: str
    first: Evidence
    cut: bool


def gathered(
    case: Case,
    policy: TracePolicy,
    *,
    visits: VisitLog,
    present: CoPresence,
    meetings: Sequence[MeetingSource],
    contacts: ContactBook,
    records: Records = NOBODY_TWICE,
    now: datetime,
    most: int | None = None,
) -> Gathered:
    """Everybody the case exposed, under one policy and one `now`. `meetings` are all sources of nearness; `records` says
    who is one human: all records of the F0 are read, and whoever is found is found as the record that speaks. `most`: how
    many stays are read at venues; None: all, as a run does."""
    window = infectious_window(case, policy, now=now)
    bounds = Bounds(epoch(window.start), epoch(window.end))
    f0, spoken = str(records.survivor(case.person)), _spoken(records)
    own_visits = [beside(partial(visits.of_person, record, now=now)) for record in records.members(case.person)]
    settled = epoch(max(case.recorded_at, start_of_local_day(now)))
    own_meetings = beside(partial(_meetings, [case.person], meetings, records, now=now, settled=settled))
    on_record = contacts.of_case(case.code, now=now)
    stored = {str(person): edge for person, edge in on_record.edges.items()}
    known = humans.stored_of_humans(stored, spoken)

    stops = _stops(case, [visit for own in own_visits for visit in own()], bounds, policy)
    first, cut = _at_venues(stops, policy, present=present, besides=f0, spoken=spoken, now=now, most=most)
    _add(first, circles.met(own_meetings().get(f0, ()), bounds))
    kept = circles.remembered(known, bounds, now=epoch(now))
    _add(first, {person: [p for p in pieces if not p.via] for person, pieces in kept.items() if person != f0})
    gated = gate.gate(first, known, policy, case.approvals)

    isolated = _isolated(on_record.follow_ups, spoken)
    # Whom an F1 met counts until that F1's own isolation, also after the F0 was isolated.
    close = circles.close_contacts(gated.evidence, end=epoch(now), isolated=isolated)
    theirs = _meetings([PersonId(c.person) for c in close], meetings, records, now=now, settled=settled)
    second = circles.second_contacts(gated.evidence, close, theirs, policy, besides=f0)
    _add(second, _second_kept(kept, gated.evidence, {c.person for c in close}))
    graded = circles.graded(gated.evidence, second)
    return Gathered(graded, gated.held, gated.held_people, gated.declined, stored, window, spoken, f0, first, cut)


def meetings_stated(case: Case, policy: TracePolicy) -> list[Meeting]:
    """The interview facts of a case. A household lasts: it reaches as far as facts are kept, both ways."""
    stated = []
    for milestone in case.milestones:
        if kind := _CLOSENESS.get(milestone.kind):
            start = milestone.start or case.recorded_at - policy.facts_kept
            end = milestone.end or case.recorded_at + policy.facts_kept
            owner = milestone.of or case.person
            stated += [
                Meeting(owner, other, kind, epoch(start), epoch(end), epoch(end + policy.facts_kept), milestone.place)
                for other in milestone.people
                if other != owner
            ]
    return stated


def longest_stay(category: str) -> int:
    """Seconds: the longest cap any policy ever gave the category, so that no look-back is too short."""
    caps = [row.categories[category].stay.cap for row in VISIT_POLICIES if category in row.categories]
    return int(max(caps, default=timedelta(days=1)).total_seconds())


def _stops(case: Case, visits: Iterable[Visit], bounds: Bounds, policy: TracePolicy) -> list[Stop]:
    denied = [_place(m, case, policy) for m in case.milestones if m.kind is MilestoneKind.NOT_THERE and m.of is None]
    named = [_place(m, case, policy) for m in case.milestones if m.kind is MilestoneKind.PLACE and m.of is None]
    scanned = [
        Stop(
            str(v.key.venue),
            v.category,
            epoch(v.start),
            epoch(v.end),
            v.end_is_assumed,
            epoch(v.expires_at),
            v.is_doubtful,
        )
        for v in visits
        if Flag.VOID not in v.flags
    ]
    return overlap.stops_within([*overlap.without(scanned, denied), *named], bounds)


def _place(milestone: Milestone, case: Case, policy: TracePolicy) -> Stop:
    start, end = milestone.start or case.recorded_at, milestone.end or case.recorded_at
    expires = epoch(end + policy.facts_kept)
    return Stop(str(milestone.venue), milestone.category, epoch(start), epoch(end), assumed=False, expires=expires)


def _at_venues(
    stops: Sequence[Stop],
    policy: TracePolicy,
    *,
    present: CoPresence,
    besides: str,
    spoken: Spoken,
    now: datetime,
    most: int | None,
) -> tuple[Evidence, bool]:
    by_venue: dict[str, list[Stop]] = {}
    for stop in stops:
        by_venue.setdefault(stop.venue, []).append(stop)
    traces = {venue: VenueTrace(own) for venue, own in by_venue.items()}
    newer_than, read = epoch(now - policy.facts_kept), 0
    for venue, page in present.pages(overlap.lookups(stops, longest_stay)):
        if most is None:
            traces[venue].take(humans.present(page, spoken), besides=besides, newer_than=newer_than)
            continue
        stays = list(page)
        traces[venue].take(humans.present(stays, spoken), besides=besides, newer_than=newer_than)
        read += len(stays)
        if read > most:
            break
    found: Evidence = {}
    for trace in traces.values():
        _add(found, trace.pieces(policy))
    return found, most is not None and read > most


def _meetings(
    people: Sequence[PersonId], sources: Sequence[MeetingSource], records: Records, *, now: datetime, settled: int
) -> dict[str, list[Meeting]]:
    """Human → meetings of all records of that human, with humans."""
    found: dict[str, list[Meeting]] = {}
    spoken = _spoken(records)
    for source in sources if people else ():
        for meetings in source.of(records.all_of(people), now=epoch(now)).values():
            for meeting in circles.so_far(humans.met(meetings, spoken), now=epoch(now), settled=settled):
                found.setdefault(str(meeting.person), []).append(meeting)
    return found


def _spoken(records: Records) -> Spoken:
    return {str(record): str(human) for record, human in records.joined().items()}


def _isolated(follow_ups: Mapping[PersonId, FollowUp], spoken: Spoken) -> dict[str, int]:
    """Human → when one of the records was quarantined first."""
    found: dict[str, int] = {}
    for person, work in follow_ups.items():
        if work.quarantined_at:
            human, at = spoken.get(str(person), str(person)), epoch(work.quarantined_at)
            found[human] = min(at, found.get(human, at))
    return found


def _second_kept(kept: Evidence, first: Evidence, close: set[str]) -> Evidence:
    """Remembered F2 evidence holds as long as the F1 it came through is a close contact still."""
    return {
        person: through
        for person, pieces in kept.items()
        if not circles.is_sure(first, person) and (through := [p for p in pieces if p.via in close])
    }


def _add(evidence: Evidence, more: Mapping[str, Sequence[Piece]]) -> None:
    for person, pieces in more.items():
        if pieces:
            evidence.setdefault(person, []).extend(pieces)
