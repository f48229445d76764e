"""How lists of cases look to staff."""

from domain.base.period import shown
from domain.base.text import initials
from domain.base.unit import path_is_within
from domain.people.caller import Staff
from domain.people.person import Person
from domain.tracing.case import Case
from domain.tracing.contact import Grade
from functions.kit.shapes import unit_shown
from functions.trace.listing.schema import CaseCountsShown, CaseList, CaseRow, FoundCases, LeftShown
from functions.trace.listing.service.left import Left
from functions.trace.listing.service.search import FoundCases as Found
from functions.trace.listing.service.unit import UnitCases, Wanted


def case_list(found: UnitCases, wanted: Wanted, staff: Staff) -> CaseList:
    """One page of the list of a unit."""
    counts, page = found.counts, found.page
    return CaseList(
        cases=[
            _case_row(
                case,
                found.people.get(case.person),
                staff,
                handed=page.handed.get(case.code, 0),
                left=found.left.get(case.code) if found.left else None,
            )
            for case in page.cases
        ],
        counts=CaseCountsShown(open=counts.open, held=counts.held) if counts else None,
        order="most" if found.is_by_left else "oldest" if wanted.cases.oldest_first else "newest",
        next_cursor=page.cursor or "",
    )


def found_cases(found: Found, staff: Staff) -> FoundCases:
    """What a search found."""
    rows = [_case_row(case, found.people.get(case.person), staff, left=found.left[case.code]) for case in found.cases]
    return FoundCases(cases=rows, more=not found.is_whole)


def _case_row(case: Case, person: Person | None, staff: Staff, *, handed: int = 0, left: Left | None) -> CaseRow:
    counts = case.trace.counts if case.trace else {}
    own = path_is_within(case.unit_path, staff.unit)
    return CaseRow(
        case_id=case.code.shown,
        status=case.status.value,
        confirmed_at=shown(case.dates.confirmed_at),
        unit=unit_shown(case.unit_path, case.unit_name),
        f1=counts.get(Grade.F1, 0) if own else 0,
        f2=counts.get(Grade.F2, 0) if own else 0,
        held_people=case.trace.held_people if own and case.trace else 0,
        handed_over=not own,
        handed_people=0 if own else handed,
        display_name=initials(person.full_name) if person else "",
        year_of_birth=person.year_of_birth if person else 0,
        left=LeftShown(to_call=left.to_call, overdue=left.overdue, more=not left.is_whole) if left else None,
    )
