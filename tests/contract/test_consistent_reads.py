"""What a run compares with is read as it stands, not as it stood: decision 0011 leaves out every fence but the lease.

A run is played over real stores, and every read it sends is looked at. An index cannot be read consistently: what it
lists is read again from its table. The log of visits is not compared with; facts that come late have a run of their own.
"""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from botocore.awsrequest import AWSPreparedRequest

from adapters import session
from adapters.dynamo.case.cases import DynamoCases
from adapters.dynamo.case.contacts import DynamoContacts
from adapters.dynamo.case.meetings import DynamoMeetings
from adapters.dynamo.case.waiting import DynamoWaiting
from adapters.dynamo.notice.exposures import DynamoExposures
from adapters.dynamo.person.persons import DynamoPersons
from adapters.dynamo.person.residences import DynamoResidences
from adapters.dynamo.standing.merges import DynamoMerges
from adapters.dynamo.standing.stand import DynamoStanding
from adapters.dynamo.visit.copresence import DynamoCoPresence
from adapters.dynamo.visit.visits import DynamoVisits
from domain.base.unit import UnitKey
from domain.people.human.joining import asked
from domain.tracing.milestone import Milestone, MilestoneKind
from functions.trace.run import wiring
from functions.trace.run.service.run import Ports
from tests.builders.base import KIM_LONG, NOW, VY_DA, a_unit
from tests.builders.people import a_person, a_person_id
from tests.builders.presence import a_visit
from tests.builders.tracing import a_case, an_edge
from tests.contract.engines import Stores
from tests.contract.samples.base import Clock
from tests.doors.house import House
from tests.runs import Play

HOUR = timedelta(hours=1)


class Read(NamedTuple):
    """One read of a table or of an index of it."""

    operation: str
    table: str
    by_index: str
    consistent: bool


@dataclass
class Reads:
    """What both clients sent, pages and repetitions counted as they come."""

    seen: list[Read] = field(default_factory=list)

    def note(self, request: AWSPreparedRequest, **_: Any) -> None:
        target = request.headers["X-Amz-Target"]
        operation = (target.decode() if isinstance(target, bytes) else target).rpartition(".")[2]
        sent = json.loads(request.body)  # type: ignore[arg-type]
        if operation in {"GetItem", "Query"}:
            self._add(operation, sent["TableName"], sent)
        elif operation == "BatchGetItem":
            for table, wanted in sent["RequestItems"].items():
                self._add(operation, table, wanted)
        assert operation != "Scan", "nobody scans a table"

    def _add(self, operation: str, table: str, how: dict[str, Any]) -> None:
        self.seen.append(Read(operation, table, how.get("IndexName", ""), how.get("ConsistentRead", False)))

    def of(self, table: str) -> set[Read]:
        return {read for read in self.seen if read.table == table}


@contextmanager
def recorded() -> Iterator[Reads]:
    reads = Reads()
    with ExitStack() as stack:
        clients: list[Any] = [session.client("dynamodb"), session.bulk_client()]
        for client in clients:
            client.meta.events.register("before-send.dynamodb", reads.note)
            stack.callback(client.meta.events.unregister, "before-send.dynamodb", reads.note)
        yield reads


class Town(NamedTuple):
    """The stores of a run on one engine."""

    tables: dict[str, str]
    cases: DynamoCases
    contacts: DynamoContacts
    notices: DynamoExposures
    parts: wiring.StepParts


@pytest.fixture
def town(moto_stores: Stores) -> Town:
    """The F0 lives with one person, and was at a market with another, who lives in the next ward."""
    tables = {name: moto_stores.table(name) for name in ("Case", "Visit", "Person", "Notice", "Standing")}
    sealer = moto_stores.sealer()
    cases, contacts = DynamoCases(tables["Case"], sealer=sealer), DynamoContacts(tables["Case"], sealer=sealer)
    visits, meetings = DynamoVisits(tables["Visit"]), DynamoMeetings(tables["Case"], sealer=sealer)
    notices = DynamoExposures(tables["Notice"])
    persons = DynamoPersons(tables["Person"], sealer=sealer, key_store=moto_stores.secrets(Clock()))
    for number, home in enumerate((VY_DA, VY_DA, KIM_LONG), 1):
        persons.register(_living(number, home), device=f"d{number}", registration=f"r{number}")
    for number in (1, 3):
        visits.record(a_visit(number, at=NOW - 14 * HOUR, category="market"))
    household = Milestone(MilestoneKind.HOUSEHOLD, people=(a_person_id(2),))
    cases.open(a_case(1, person=1, milestones=(household,)))
    ports = Ports(
        cases=cases,
        visits=visits,
        present=DynamoCoPresence(tables["Visit"]),
        meetings=(meetings,),
        contacts=contacts,
        interviews=meetings,
        notices=notices,
        residences=DynamoResidences(tables["Person"]),
        standing=DynamoStanding(tables["Standing"], clock=Clock()),
        waiting_list=DynamoWaiting(tables["Case"]),
    )
    return Town(tables, cases, contacts, notices, wiring.StepParts(ports, lambda: NOW))


def _living(number: int, home: UnitKey) -> Any:
    unit = a_unit(home)
    return a_person(number, unit_path=unit.path, unit_name=unit.name)


def not_consistent(reads: set[Read]) -> set[Read]:
    return {read for read in reads if not read.by_index and not read.consistent}


def test_a_run_reads_what_it_compares_with_consistently(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "step_parts", lambda: town.parts)
    code = a_case(1).code
    with recorded() as reads:
        assert Play.of(House(), code, 1).to_the_end()
    assert len(town.contacts.of_case(code, now=NOW).edges) == 2, "one at home, one at the market"
    assert town.notices.of_person(a_person_id(2), now=NOW)
    for name in ("Case", "Notice", "Person", "Standing"):
        found = reads.of(town.tables[name])
        assert found, f"the run reads nothing of {name}: this guard looks at nothing"
        assert not not_consistent(found), f"{name}: a run compares with what it reads (decision 0011)"


def test_three_records_of_the_f0_cost_two_more_reads_of_visits_and_of_meetings(
    town: Town, moto_stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are read at once: no round more, and everything else as often as for one record."""
    monkeypatch.setattr(wiring, "step_parts", lambda: town.parts)

    def counts(revision: int) -> Counter[tuple[str, str, str]]:
        with recorded() as reads:
            Play.of(House(), a_case(1).code, revision).to("HandOver")
        return Counter((read.operation, names[read.table], read.by_index) for read in reads.seen)

    names = {physical: name for name, physical in town.tables.items()}
    one = counts(1)
    merges = DynamoMerges(town.tables["Standing"], sealer=moto_stores.sealer())
    keep = _living(1, VY_DA)
    for number in (8, 9):
        join = replace(_living(number, VY_DA), identity="CCCD:001093029317")
        merges.replace(
            asked(replace(keep, identity=join.identity), join, by="S#1", reason="", now=NOW, before=None), before=None
        )
    three = counts(1)
    more = {("Query", "Visit", ""): 2, ("Query", "Case", ""): 2}
    assert three - one == Counter(more)
    assert not one - three


def test_the_index_of_what_is_due_is_read_again_from_the_table(town: Town) -> None:
    """A repair that started what a run has just finished would do it twice."""
    with recorded() as reads:
        assert [case.code for case in town.cases.pending()] == [a_case(1).code]
    found = reads.of(town.tables["Case"])
    assert {read.by_index for read in found} > {""}
    assert not not_consistent(found)


def test_staff_see_their_own_work(town: Town) -> None:
    code, person = a_case(1).code, a_person_id(2)
    town.contacts.save([an_edge(2)])
    with recorded() as reads:
        town.cases.find(code)
        town.cases.history(code)
        town.cases.open_of([person], now=NOW)
        town.cases.in_unit(a_unit(VY_DA).path, limit=5, cursor=None, now=NOW)
        assert town.contacts.page(code, limit=5, cursor=None, now=NOW).edges
        town.contacts.some(code, [person], now=NOW)
        town.contacts.handed_over(code)
        town.notices.of_person(person, now=NOW)
    found = reads.of(town.tables["Case"]) | reads.of(town.tables["Notice"])
    assert len(reads.seen) >= 8
    assert not not_consistent(found)
