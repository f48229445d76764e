"""Routes of a case: confirmed, corrected, taken back, read with what its trace found."""

from collections.abc import Mapping, Sequence

from domain.people.acts import NAMED
from domain.people.audit import Act
from domain.people.codes import PersonId
from domain.people.errors import PersonUnknown
from domain.people.finding import the_one
from domain.people.person import Person
from domain.tracing import acts
from domain.tracing.case import Case
from domain.tracing.milestone import Milestone, policy_of
from domain.tracing.roles import TRACE_READERS, TRACERS
from functions.kit.beside import each_beside
from functions.kit.http import Answer, Call
from functions.kit.person_ref import sought
from functions.kit.shapes import Reason
from functions.kit.sign_in.auth import staff
from functions.trace import wiring
from functions.trace.asked import Asked
from functions.trace.case import intake, service
from functions.trace.case.schema import (
    AmendCase,
    CaseForeseen,
    CaseShown,
    CaseStatus,
    ConfirmCase,
    PreviewCase,
    TracePage,
    TraceShown,
)
from functions.trace.case.shown import (
    case_shown,
    case_status,
    foreseen_shown,
    trace_shown,
)
from functions.trace.contact.service import lists
from functions.trace.door import door
from functions.trace.intake import OF_A_CASE, asked_of, code_of
from functions.trace.run.service import foresight
from functions.trace.shown import places_of

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
    p, body, asked = wiring.parts(), call.body, asked_of(call)
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
    p, body, asked = wiring.parts(), call.body, asked_of(call)
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
    problems=(*OF_A_CASE, "case-retracted", "warnings", *_PEOPLE),
)
def amend_case(call: Call) -> Answer:
    """What is not given stays; the same facts again make no new revision."""
    p, body, asked = wiring.parts(), call.body, asked_of(call, call.body.reason)
    milestones = intake.milestones_given(body, _sources(asked), now=asked.now)
    case = service.amend(
        code_of(call), intake.dates_given(body), milestones, warned=body.confirm_warnings, asked=asked, ports=p.case
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
    problems=OF_A_CASE,
)
def retract_case(call: Call) -> Answer:
    """Repeating it changes nothing."""
    asked = asked_of(call, call.body.reason)
    return Answer(case_status(service.retract(code_of(call), asked=asked, ports=wiring.parts().case)))


@door.operation(
    "POST",
    "/cases/{case_id}/retrace",
    "retraceCase",
    summary="Look again at once for facts that came late; otherwise the clock does",
    callers=staff(*TRACERS),
    body=Reason,
    answers={200: CaseStatus},
    problems=(*OF_A_CASE, "case-retracted"),
)
def retrace_case(call: Call) -> Answer:
    """A run that is under way already is not started twice."""
    asked = asked_of(call, call.body.reason)
    return Answer(case_status(service.retrace(code_of(call), asked=asked, ports=wiring.parts().case)))


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


def _read(call: Call, act: Act) -> Case:
    """A case of the caller's unit, with the look on record."""
    p, asked = wiring.parts(), asked_of(call)
    case = service.own_case(code_of(call), call.staff, cases=p.case.cases)
    p.looks.record(asked.errand(act).about(case.person), p.case.audit)
    return case


def _named(call: Call, milestones: Sequence[Milestone]) -> Mapping[PersonId, Person]:
    """Whom the findings of the interview name, each with the look on record first."""
    p, errand = wiring.parts(), asked_of(call).errand(acts.NAMED_READ)
    wanted = sorted({person for m in milestones for person in (*m.people, m.of) if person})
    each_beside(lambda person: p.looks.record(errand.about(person), p.case.audit), wanted)
    return p.persons.by_ids(wanted) if wanted else {}


def _sources(asked: Asked) -> intake.Sources:
    """Whoever is named is on record as such; what was typed as a reason is about the case, and not told to others."""
    p, errand = wiring.parts(), Asked(asked.staff, asked.now).errand(NAMED)
    return intake.Sources(p.persons, p.venues, p.case.audit, errand)
