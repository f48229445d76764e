"""Routes of cases and their traces."""

from collections.abc import Mapping, Sequence

from domain.base.errors import InvalidInput
from domain.base.period import local_day
from domain.base.unit import UnitKey
from domain.people.acts import NAMED
from domain.people.audit import Act
from domain.people.codes import PersonId
from domain.people.errors import PersonUnknown
from domain.people.finding import the_one
from domain.people.person import Person
from domain.presence.policy import visit_policy
from domain.tracing import acts
from domain.tracing.case import Case
from domain.tracing.codes import CaseCode
from domain.tracing.milestone import Milestone, policy_of
from domain.tracing.policy import trace_policy
from domain.tracing.roles import TRACE_READERS, TRACE_RELEASERS, TRACERS
from functions.kit.beside import each_beside
from functions.kit.http import Answer, Call
from functions.kit.person_ref import sought
from functions.kit.shapes import Reason
from functions.kit.sign_in.auth import ANYONE, staff
from functions.trace import wiring
from functions.trace.asked import Asked
from functions.trace.case import intake, service
from functions.trace.case.schema import (
    AmendCase,
    CaseForeseen,
    CaseList,
    CaseSearch,
    CaseShown,
    CaseStatus,
    ConfirmCase,
    DeclineTrace,
    HeldShapesShown,
    PolicyAsked,
    PolicyShown,
    PreviewCase,
    ReleaseTrace,
    TracePage,
    TraceShown,
)
from functions.trace.case.shown import (
    case_list,
    case_shown,
    case_status,
    foreseen_shown,
    policy_shown,
    shapes_shown,
    trace_shown,
)
from functions.trace.contact.service import lists
from functions.trace.door import door
from functions.trace.run.service import foresight
from functions.trace.shown import places_of

_CHANGES = ("invalid", "case-unknown", "outside-jurisdiction")
_PEOPLE = ("person-unknown", "person-ambiguous", "phone-changed-owner")


@door.operation(
    "POST",
    "/cases",
    "confirmCase",
    summary="Confirm an F0 by person or phone number; tracing starts by itself. The same again returns the same case",
    callers=staff(*TRACERS),
    body=ConfirmCase,
    answers={201: CaseStatus, 200: CaseStatus},
    problems=("invalid", "outside-jurisdiction", "case-exists", "warnings", *_PEOPLE),
)
def confirm_case(call: Call) -> Answer:
    """One atomic write; contacts appear when the run it starts has found them."""
    p, body, asked = wiring.parts(), call.body, _asked(call)
    dates = intake.dates_confirmed(body, now=asked.now)
    sources = _sources(asked)
    person = the_one(sought(body), persons=p.persons, audit=sources.audit, errand=sources.errand)
    call.staff.require_within(person.unit_path)
    milestones = intake.milestones_said(body.milestones, sources, policy=policy_of(dates), now=asked.now)
    case, is_new = service.confirm(
        person, dates, milestones, warned=body.confirm_warnings, code=p.new_code(), asked=asked, ports=p.case
    )
    return Answer(case_status(case), 201 if is_new else 200)


@door.operation(
    "POST",
    "/case-previews",
    "previewCase",
    summary="What confirming these facts would find now; stores nothing but that somebody looked",
    callers=staff(*TRACERS),
    body=PreviewCase,
    answers={200: CaseForeseen},
    problems=("invalid", "outside-jurisdiction", *_PEOPLE),
)
def preview_case(call: Call) -> Answer:
    """By the code of a run, over a bounded number of visits. Whoever is named is on record as for a confirmation."""
    p, body, asked = wiring.parts(), call.body, _asked(call)
    dates = intake.dates_confirmed(body, now=asked.now)
    sources = _sources(asked)
    person = the_one(sought(body), persons=p.persons, audit=sources.audit, errand=sources.errand)
    call.staff.require_within(person.unit_path)
    milestones = intake.milestones_said(body.milestones, sources, policy=policy_of(dates), now=asked.now)
    found = foresight.foreseen(person, dates, milestones, ports=p.foresight, now=asked.now)
    return Answer(foreseen_shown(found, _named(call, milestones)))


@door.operation(
    "POST",
    "/cases/{case_id}/amend",
    "amendCase",
    summary="Correct dates or milestones; contacts are found anew, and only differences are told",
    callers=staff(*TRACERS),
    body=AmendCase,
    answers={200: CaseStatus},
    problems=(*_CHANGES, "case-retracted", "warnings", *_PEOPLE),
)
def amend_case(call: Call) -> Answer:
    """What is not given stays; the same facts again make no new revision."""
    p, body, asked = wiring.parts(), call.body, _asked(call, call.body.reason)
    milestones = intake.milestones_given(body, _sources(asked), now=asked.now)
    case = service.amend(
        _code(call), intake.dates_given(body), milestones, warned=body.confirm_warnings, asked=asked, ports=p.case
    )
    return Answer(case_status(case))


@door.operation(
    "POST",
    "/cases/{case_id}/retract",
    "retractCase",
    summary="It was no case: contacts are withdrawn, and everybody who was told is told so once",
    callers=staff(*TRACERS),
    body=Reason,
    answers={200: CaseStatus},
    problems=_CHANGES,
)
def retract_case(call: Call) -> Answer:
    """Repeating it changes nothing."""
    asked = _asked(call, call.body.reason)
    return Answer(case_status(service.retract(_code(call), asked=asked, ports=wiring.parts().case)))


@door.operation(
    "POST",
    "/cases/{case_id}/release",
    "releaseTrace",
    summary="Let the held groups, or some of their people, go out; by somebody who did not confirm or amend since the last release",
    callers=staff(*TRACE_RELEASERS),
    body=ReleaseTrace,
    answers={200: CaseStatus},
    problems=(*_CHANGES, "case-retracted", "nothing-held", "same-person-release", "preview-expired"),
)
def release_trace(call: Call) -> Answer:
    """Starts a run over the facts as they are now; a group that has grown much since is held again."""
    asked, decision = _asked(call, call.body.reason), intake.decision_said(call.body)
    return Answer(case_status(service.release(_code(call), decision, asked=asked, ports=wiring.parts().case)))


@door.operation(
    "POST",
    "/cases/{case_id}/held-shapes",
    "getHeldShapes",
    summary="What the held groups look like: hours, lengths, estimates, communes. That somebody looked is on record",
    callers=staff(*TRACE_RELEASERS),
    body=Reason,
    answers={200: HeldShapesShown},
    problems=_CHANGES,
)
def get_held_shapes(call: Call) -> Answer:
    """Found anew over a bounded number of visits; nobody's name. By POST, so that no reason stands in an address."""
    p, asked = wiring.parts(), _asked(call, call.body.reason)
    case = service.own_case(_code(call), call.staff, cases=p.case.cases)
    p.case.audit.append(asked.errand(acts.TRACE_READ).about(case.person))
    found = foresight.held_shapes(case, ports=p.foresight, now=asked.now)
    places = places_of({group.venue for group in found.groups}, p.venues)
    return Answer(shapes_shown(found, places, p.units))


@door.operation(
    "POST",
    "/cases/{case_id}/decline",
    "declineTrace",
    summary="Decide that held groups are not told, with a reason; by whoever might release them",
    callers=staff(*TRACE_RELEASERS),
    body=DeclineTrace,
    answers={200: CaseStatus},
    problems=(*_CHANGES, "case-retracted", "nothing-held", "same-person-release", "preview-expired"),
)
def decline_trace(call: Call) -> Answer:
    """Later runs go by it; a group that has grown much since waits again."""
    asked, decision = _asked(call, call.body.reason), intake.declined_said(call.body)
    return Answer(case_status(service.release(_code(call), decision, asked=asked, ports=wiring.parts().case)))


@door.operation(
    "POST",
    "/cases/{case_id}/retrace",
    "retraceCase",
    summary="Look again at once for facts that came late; otherwise the clock does",
    callers=staff(*TRACERS),
    body=Reason,
    answers={200: CaseStatus},
    problems=(*_CHANGES, "case-retracted"),
)
def retrace_case(call: Call) -> Answer:
    """A run that is under way already is not started twice."""
    asked = _asked(call, call.body.reason)
    return Answer(case_status(service.retrace(_code(call), asked=asked, ports=wiring.parts().case)))


@door.operation(
    "GET",
    "/cases",
    "listCases",
    summary="Cases of a unit, newest first, and those of others with contacts who live in it",
    callers=staff(*TRACE_READERS),
    query=CaseSearch,
    answers={200: CaseList},
    problems=("invalid", "outside-jurisdiction", "unit-ended"),
)
def list_cases(call: Call) -> Answer:
    """Names masked, as in every list."""
    p, wanted = wiring.parts(), call.query
    own = call.staff.unit
    unit = p.units.find(UnitKey(wanted.scheme or own.scheme, wanted.unit or own.code))
    if unit is None:
        raise InvalidInput.of("unit", "unit")
    found = service.of_unit(
        unit,
        call.staff,
        intake.cases_wanted(wanted),
        limit=wanted.limit,
        cursor=wanted.cursor or None,
        cases=p.case.cases,
        persons=p.persons,
        now=p.clock(),
    )
    return Answer(case_list(found, call.staff))


@door.operation(
    "GET",
    "/cases/{case_id}",
    "getCase",
    summary="A case: its dates, milestones, clocks and history",
    callers=staff(*TRACE_READERS),
    answers={200: CaseShown},
    problems=("invalid", "case-unknown", "person-unknown", "outside-jurisdiction"),
)
def get_case(call: Call) -> Answer:
    """The F0 and whoever was named are masked, and the reading is on record of each."""
    p = wiring.parts()
    case = _read(call, acts.CASE_READ)
    person = p.persons.by_id(case.person)
    if person is None:
        raise PersonUnknown
    places = places_of({str(m.venue) for m in case.milestones if m.venue}, p.venues)
    history = list(p.case.cases.history(case.code))
    return Answer(case_shown(case, person, history, call.staff, places, _named(call, case.milestones)))


@door.operation(
    "GET",
    "/cases/{case_id}/trace",
    "getTrace",
    summary="Contacts of a case with the evidence of each, and the groups that are held",
    callers=staff(*TRACE_READERS),
    query=TracePage,
    answers={200: TraceShown},
    problems=("invalid", "case-unknown", "outside-jurisdiction"),
)
def get_trace(call: Call) -> Answer:
    """Pseudonyms only; the names stand behind getContact."""
    p = wiring.parts()
    case = _read(call, acts.TRACE_READ)
    now, wanted = p.clock(), call.query
    page = lists.evidence_page(
        case, limit=wanted.limit, cursor=wanted.cursor or None, contacts=p.contact.contacts, now=now
    )
    venues = {piece.venue for edge in page.edges for piece in edge.pieces}
    venues |= {held.group.venue for held in ((*case.trace.held, *case.trace.declined) if case.trace else ())}
    places = places_of(venues, p.venues)
    return Answer(trace_shown(case, list(page.edges), page.cursor or "", policy_of(case.dates), places))


@door.operation(
    "GET",
    "/policy",
    "getPolicy",
    summary="The rules by which cases confirmed on a day are traced",
    callers=ANYONE,
    query=PolicyAsked,
    answers={200: PolicyShown},
    problems=("invalid",),
)
def get_policy(call: Call) -> Answer:
    """For tracers, integrators and everybody who wants to check a result."""
    day = call.query.at or local_day(wiring.parts().clock())
    return Answer(policy_shown(trace_policy(day), visit_policy(day)), headers={"Cache-Control": "public, max-age=300"})


def _read(call: Call, act: Act) -> Case:
    """A case of the caller's unit, with the look on record."""
    p, asked = wiring.parts(), _asked(call)
    case = service.own_case(_code(call), call.staff, cases=p.case.cases)
    p.looks.record(asked.errand(act).about(case.person), p.case.audit)
    return case


def _named(call: Call, milestones: Sequence[Milestone]) -> Mapping[PersonId, Person]:
    """Whom the findings of the interview name, each with the look on record first."""
    p, errand = wiring.parts(), _asked(call).errand(acts.NAMED_READ)
    wanted = sorted({person for m in milestones for person in (*m.people, m.of) if person})
    each_beside(lambda person: p.looks.record(errand.about(person), p.case.audit), wanted)
    return p.persons.by_ids(wanted) if wanted else {}


def _sources(asked: Asked) -> intake.Sources:
    """Whoever is named is on record as such; what was typed as a reason is about the case, and not told to others."""
    p, errand = wiring.parts(), Asked(asked.staff, asked.now).errand(NAMED)
    return intake.Sources(p.persons, p.venues, p.case.audit, errand)


def _asked(call: Call, reason: str = "") -> Asked:
    return Asked(call.staff, wiring.parts().clock(), reason)


def _code(call: Call) -> CaseCode:
    return service.checked_code(call.path["case_id"])
