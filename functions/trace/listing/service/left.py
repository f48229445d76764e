"""What is left to do of each case of a list: whom nobody has reached yet, and who of them is overdue.

Nothing of it is kept with the case (decision 0068): a case costs one bounded read of each of its partitions, side by
side with the others, and one read for each of at most a hundred people.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from domain.base.unit import path_is_within
from domain.people.codes import PersonId
from domain.people.human.records import Records
from domain.tracing.case import Case, CaseState
from domain.tracing.codes import CaseCode
from domain.tracing.contact import ContactGlance, Edge
from domain.tracing.follow_up import FollowUp, FollowUpState
from domain.tracing.milestone import policy_of
from functions.kit.beside import each_beside
from functions.trace.asked import Asked
from functions.trace.contact.service.view import Ports, due_at, handed_to, not_begun, work_of_humans
from functions.trace.of_humans import OfHumans

MOST = 100
"""So many people of a case are counted, and looked up for a case of their own."""


class Left(NamedTuple):
    """People of a case whom the caller's unit has still to reach; `is_whole` False: there are so many, or more."""

    to_call: int = 0
    overdue: int = 0
    is_whole: bool = True


class Unreached(NamedTuple):
    """Contacts of a case whom nobody has reached, with what was done; some may have become cases themselves."""

    case: Case
    contacts: Sequence[tuple[Edge, FollowUp]] = ()
    is_whole: bool = True

    @property
    def counted(self) -> Sequence[tuple[Edge, FollowUp]]:
        return self.contacts[:MOST]


def left_of(cases: Sequence[Case], asked: Asked, ports: Ports) -> Mapping[CaseCode, Left]:
    """Of each case, for the unit of the caller: all of the case's own, those handed over to it of another's."""
    return counted(unreached_of(cases, asked, ports), asked, ports)


def unreached_of(cases: Sequence[Case], asked: Asked, ports: Ports) -> Sequence[Unreached]:
    """One for each case, in their order."""
    records = ports.standing.stand().records
    return each_beside(lambda case: _unreached(case, records, asked, ports), cases)


def counted(found: Sequence[Unreached], asked: Asked, ports: Ports) -> Mapping[CaseCode, Left]:
    """Those who have an open case of their own are called as cases, and not as contacts."""
    of_humans = OfHumans(ports.standing.stand().records)
    people = list(dict.fromkeys(edge.person for one in found for edge, _ in one.counted))
    became = of_humans.open_cases(people, cases=ports.cases, now=asked.now) if people else {}
    return {one.case.code: _left(one, became, asked) for one in found}


def _left(one: Unreached, became: Mapping[PersonId, CaseCode], asked: Asked) -> Left:
    policy = policy_of(one.case.dates)
    to_call = [(edge, work) for edge, work in one.counted if edge.person not in became]
    overdue = sum(asked.now > (work.call_at or due_at(edge, policy)) for edge, work in to_call)
    return Left(len(to_call), overdue, one.is_whole and len(one.contacts) <= MOST)


def _unreached(case: Case, records: Records, asked: Asked, ports: Ports) -> Unreached:
    if case.state is CaseState.RETRACTED or case.trace is None:
        return Unreached(case)
    seen = _seen(case, asked, ports)
    people = [edge.person for edge in seen.edges]
    work = work_of_humans(seen.follow_ups, people, records, case, asked.now, ports.contacts)
    done = [(edge, work.get(edge.person) or not_begun(edge)) for edge in seen.edges]
    open_ = [(edge, follow_up) for edge, follow_up in done if follow_up.state is FollowUpState.TO_CALL]
    return Unreached(case, open_, seen.is_whole)


def _seen(case: Case, asked: Asked, ports: Ports) -> ContactGlance:
    if path_is_within(case.unit_path, asked.staff.unit):
        return ports.contacts.glance(case.code, now=asked.now)
    theirs = handed_to(case.code, asked.staff, ports.contacts)
    page = ports.contacts.some(case.code, theirs[:_MOST_HANDED], now=asked.now)
    return ContactGlance(page.edges, page.follow_ups, is_whole=len(theirs) <= _MOST_HANDED)


_MOST_HANDED = 400
