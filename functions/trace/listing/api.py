"""Routes of the cases of a unit: its list, and finding one of them."""

from domain.tracing.roles import TRACE_READERS
from functions.kit.http import Answer, Call
from functions.kit.sign_in.auth import staff
from functions.trace import wiring
from functions.trace.door import door
from functions.trace.intake import asked_of
from functions.trace.listing import intake
from functions.trace.listing.schema import CaseList, CaseSearch, FindCases, FoundCases
from functions.trace.listing.service import search, unit
from functions.trace.listing.shown import case_list, found_cases

_REFUSALS = ("invalid", "outside-jurisdiction", "unit-ended")


@door.operation(
    "GET",
    "/cases",
    "listCases",
    summary="Cases of a unit, newest, oldest or most to call first, and those of others with contacts who live in it",
    callers=staff(*TRACE_READERS),
    query=CaseSearch,
    answers={200: CaseList},
    problems=_REFUSALS,
)
def list_cases(call: Call) -> Answer:
    """Names masked, as in every list."""
    p, said, asked = wiring.parts(), call.query, asked_of(call)
    where = intake.unit_listed(said, call.staff.unit, p.units)
    wanted, cursor = intake.wanted_of(said), said.cursor or None
    found = unit.of_unit(where, wanted, limit=said.limit, cursor=cursor, asked=asked, ports=p.contact)
    return Answer(case_list(found, wanted, call.staff))


@door.operation(
    "POST",
    "/case-lookups",
    "findCases",
    summary="Find cases of a unit by their code, or by number or words of the name of the F0. The F0 can see it",
    callers=staff(*TRACE_READERS),
    body=FindCases,
    answers={200: FoundCases},
    problems=_REFUSALS,
)
def find_cases(call: Call) -> Answer:
    """Who is shown is on record first, and stays masked."""
    p, body = wiring.parts(), call.body
    where = intake.unit_searched(body, call.staff.unit, p.units)
    found = search.find(body.text, where, asked=asked_of(call), ports=p.contact)
    return Answer(found_cases(found, call.staff))
