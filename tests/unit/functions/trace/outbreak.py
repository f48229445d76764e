"""An outbreak in Vỹ Dạ: a market, people who were there, and what staff send about it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from domain.base.period import epoch
from domain.base.unit import UnitKey
from domain.people.person import Person
from domain.people.roles import Role
from domain.tracing.case import Case, Trace
from domain.tracing.codes import CaseCode
from tests.builders.base import KIM_LONG, NOW, VY_DA, a_unit
from tests.builders.people import a_person_id
from tests.builders.presence import a_visit
from tests.doors.calls import Reply
from tests.doors.house import House
from tests.doors.sign_in import staff_token
from tests.runs import traced

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
AT_MARKET = NOW - 14 * HOUR  # the evening before, 18:15
TESTED = {"specimen_at": "2021-10-02T07:00:00+07:00", "confirmed_at": "2021-10-02T08:00:00+07:00"}
LONG_AFTER = epoch(NOW + 200 * DAY)


def token_of(role: Role = Role.TRACER, unit: UnitKey = VY_DA, who: str | None = None) -> str:
    """A sign-in that outlives every test; `who` tells two people of one role apart."""
    return staff_token(role, unit, exp=LONG_AFTER, sub=who or f"staff-{role}")


TRACER = token_of()
SECOND = token_of(Role.EPIDEMIOLOGIST)
NEIGHBOUR = token_of(unit=KIM_LONG)


def person(house: House, number: int, *, unit: UnitKey = VY_DA, **facts: Any) -> Person:
    """A registered person."""
    lives = a_unit(unit)
    return house.citizen(number, unit_path=lives.path, unit_name=lives.name, **facts)[0]


def market(house: House, number: int = 1) -> str:
    """A registered market's id."""
    return str(house.venue(number, category="market").venue_id)


def were_there(house: House, numbers: Iterable[int], *, venue: int = 1, at: datetime = AT_MARKET) -> None:
    """Visits of an hour, the default stay of a market."""
    for number in numbers:
        house.visits.record(a_visit(number, venue, at=at, category="market"))


def confirm(house: House, number: int = 1, *, token: str = TRACER, **changes: Any) -> Reply:
    """A confirmation by person id; a change to None takes the field away."""
    body = {"person_id": str(a_person_id(number)), **TESTED, **changes}
    return house.call("confirmCase", {k: v for k, v in body.items() if v is not None}, token=token)


def confirmed(house: House, number: int = 1, **changes: Any) -> str:
    """The code of a new case."""
    reply = confirm(house, number, **changes)
    assert reply.status == 201, reply.content
    return str(reply.json["case_id"])


def traced_case(house: House, number: int = 1, **changes: Any) -> str:
    """The code of a new case whose contacts have been found."""
    code = confirmed(house, number, **changes)
    traced(house, code)
    return code


def case_of(house: House, code: str) -> Case:
    case: Case | None = house.cases.find(CaseCode.parse(code))
    assert case is not None
    return case


def last_trace(house: House, code: str) -> Trace:
    """What the last finished run found."""
    trace = case_of(house, code).trace
    assert trace is not None
    return trace


@contextmanager
def nothing_stored(house: House, *, named: Iterable[int] = ()) -> Iterator[None]:
    """Every twin holds the same afterwards, but for the record of the access of those `named`, once each."""
    before, known = dict(house.stored()), set(house.audit.records)
    yield
    after = dict(house.stored())
    fresh = [record for key, (record, _) in house.audit.records.items() if key not in known]
    assert sorted((r.subject, r.act) for r in fresh) == [(f"P#{a_person_id(n)}", "person-named") for n in sorted(named)]
    if fresh:
        del before["audit"], after["audit"]
    assert after == before


def refused(reply: Reply, status: int, code: str, *faults: tuple[str, str]) -> bool:
    """True for a problem document of this code that names these fields, in both languages."""
    assert (reply.status, reply.code) == (status, code), reply.content
    assert reply.headers["content-type"] == "application/problem+json"
    said = [reply.json["text"], *(fault["text"] for fault in reply.json.get("errors", ()))]
    assert all(text["vi"] and text["en"] and text["vi"] != text["en"] for text in said)
    assert reply.faults == set(faults)
    return True
