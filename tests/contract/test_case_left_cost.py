"""What it costs to say of each case of a list how many are still to be called: calls, and units by the published rules."""

from collections.abc import Sequence
from typing import Any

import pytest

from adapters.memory.audit.log import MemoryAudit
from adapters.memory.standing.standing import MemoryStanding
from domain.base.unit import UnitKey
from domain.people.roles import Role
from domain.tracing.case import Case
from functions.trace.asked import Asked
from functions.trace.contact.service.view import Ports
from functions.trace.listing.service import left
from functions.trace.listing.service.left import Left
from tests.builders.people import a_staff
from tests.contract.engines import Stores
from tests.contract.samples.base import NOW
from tests.contract.samples.tracing import a_case, a_follow_up, a_trace, an_edge
from tests.metering import Meter, metered_in_bulk

ASKED = Asked(a_staff(Role.TRACER, UnitKey("VN-2025H2", "00004")), NOW)


@pytest.fixture
def ports(moto_stores: Stores) -> Ports:
    cases, contacts = moto_stores.cases()
    unused: Any = None
    moto_stores.sealer().seal("makes the key", bound_to="nothing")
    return Ports(cases, contacts, unused, unused, MemoryAudit(), MemoryStanding())


def a_page(ports: Ports, *, cases: int, contacts: int, called: int) -> Sequence[Case]:
    """Traced cases, each with so many contacts of whom so many were called."""
    made = [a_case(trace=a_trace()) for _ in range(cases)]
    for case in made:
        edges = [an_edge(case=case.code) for _ in range(contacts)]
        ports.contacts.save(edges)
        for edge in edges[:called]:
            ports.contacts.follow_up(a_follow_up(case=case.code, person=edge.person))
    return made


def counted(ports: Ports, cases: Sequence[Case]) -> tuple[set[Left], Meter]:
    with metered_in_bulk() as meter:
        found = left.left_of(cases, ASKED, ports)
    return set(found.values()), meter


def test_a_page_of_twenty_cases_costs_eight_units_a_case_and_one_for_each_person_to_call(ports: Ports) -> None:
    found, meter = counted(ports, a_page(ports, cases=20, contacts=12, called=6))
    assert {(one.to_call, one.is_whole) for one in found} == {(6, True)}
    assert meter.calls == {"Query": 20 * 8, "BatchGetItem": 2}
    assert meter.units <= 20 * 8 + 20 * 6


def test_a_case_of_hundreds_costs_by_what_it_weighs_and_never_more_than_its_bound(ports: Ports) -> None:
    found, meter = counted(ports, a_page(ports, cases=1, contacts=600, called=0))
    (one,) = found
    assert (one.to_call, one.is_whole) == (left.MOST, False)
    assert meter.calls == {"Query": 8, "BatchGetItem": 1}
    assert meter.units <= 8 * 6 + left.MOST


def test_a_case_that_nobody_traced_yet_costs_nothing(ports: Ports) -> None:
    found, meter = counted(ports, [a_case() for _ in range(3)])
    assert found == {Left()}
    assert not meter.calls
