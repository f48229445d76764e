"""What it takes to list and count open work: a unit's contacts in the order of urgency, and its cases by standing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from adapters.aws.sealing import AesSealer
from adapters.dynamo.person.persons import DynamoPersons
from adapters.dynamo.person.profile import profile_of
from adapters.dynamo.standing.stand import DynamoStanding
from adapters.memory.secret.secrets import MemorySecrets
from bench.chain.house import House, fill, house
from bench.chain.meter import Bill, Meter
from bench.chain.story import traced
from bench.chain.town import HOME, Town, town
from bench.report import Line, Table
from bench.stores import engine
from domain.base.unit import UnitKey
from domain.people.caller import Staff
from domain.people.person import Person
from domain.people.roles import Role
from domain.tracing.codes import CaseCode
from domain.tracing.review.listing import CasesWanted
from functions.kit.speaking import Speaking
from functions.trace.asked import Asked
from functions.trace.contact.service import whole
from functions.trace.contact.service.view import Ports, Wanted
from functions.trace.listing.service import unit
from tools.machine.paths import UNITS

TITLE = "Open work, listed and counted"
# Contacts that a commune's queue holds, and of how many cases; the last is more than is read at once.
QUEUES: Mapping[int, int] = {50: 5, 300: 6, whole.MOST_PEOPLE: 10, 1_200: 12}
CASES = (20, 200, 1_000)
ROWS = 20
EACH, CONSTANT = 4, 60  # read units: of a person, and of the cases and of what is asked besides
MOST_OF_CASES = 60
PHONE = "+84912345678"


@dataclass(frozen=True)
class Desk:
    """A commune's tracer and what their lists are read from."""

    house: House

    @cached_property
    def ports(self) -> Ports:
        standing = DynamoStanding("Standing", clock=self.house.clock)
        return Ports(
            cases=self.house.cases,
            contacts=self.house.contacts,
            notices=self.house.exposures,
            persons=Speaking(self._register, standing),
            audit=self.house.audit,
            standing=standing,
        )

    @property
    def asked(self) -> Asked:
        scheme, _, code = HOME.partition("/24/")
        return Asked(Staff("bench", frozenset({Role.TRACER}), UnitKey(scheme, code)), self.house.clock())

    @cached_property
    def _register(self) -> DynamoPersons:
        secrets = MemorySecrets(clock=self.house.clock)
        return DynamoPersons("Person", key_store=secrets, sealer=AesSealer(secrets))

    def registers(self, *towns: Town) -> None:
        """The F0s and everybody they met, with names and numbers as the product keeps them, without their handles."""
        everybody = (person for people in towns for person in _persons(people))
        fill(self.house.store, (("Person", self._profile(person)) for person in everybody))

    def _profile(self, person: Person) -> dict[str, Any]:
        register: Any = self._register
        found: dict[str, Any] = profile_of(register._profiles, person, register._sealer).serialize()  # noqa: SLF001 - its own item
        return found

    def works(self) -> None:
        """The first page of the queue, most urgent first, with its counts; the home's figures are the same reading."""
        read = whole.of_unit(self.asked, HOME, self.ports)
        counts = whole.counts_of(read, Wanted(), now=self.asked.now)
        rows = whole.urgent(read, Wanted(), limit=ROWS, cursor=None, now=self.asked.now).contacts
        assert len(rows) == ROWS
        assert counts.to_call == len(read.contacts)

    def lists_cases(self) -> None:
        """The first page of the unit's open cases with their counts."""
        own = units().find(self.asked.staff.unit)
        found = unit.of_unit(
            own, unit.Wanted(CasesWanted()), limit=ROWS, cursor=None, asked=self.asked, ports=self.ports
        )
        assert found.counts is not None
        assert len(found.page.cases) == ROWS


def units() -> Any:
    from adapters.reference.units import FileUnits

    return FileUnits(UNITS)


def _persons(people: Town) -> Iterator[Person]:
    home = replace(people.f0, phone=PHONE, phone_verified_at=people.f0.registered_at)
    yield home
    for person, lives in people.homes.items():
        yield replace(home, person_id=person, unit_path=lives)


def run(queues: Mapping[int, int] = QUEUES, cases: tuple[int, ...] = CASES) -> Table:
    lines = [line for contacts, many in queues.items() for line in _queue(contacts, many)]
    lines += [line for many in cases for line in _cases(many)]
    return Table("open_work", TITLE, lines, _notes())


def _queue(contacts: int, many: int) -> Iterator[Line]:
    now = datetime.now(UTC).replace(microsecond=0)
    with engine() as store, house(store.url, now) as told:
        desk = Desk(told)
        for number in range(many):
            people = town(contacts // many, 1_000 * contacts + number, now)
            desk.registers(people)
            fill(told.store, ((table, item) for table, item in people.items() if table == "Visit"))
            code = CaseCode.from_random(1_000 * contacts + number)
            told.confirm(people, code)
            traced(told, code, Meter(0))
        bill = _counted(desk.works)
    read = min(contacts, whole.MOST_PEOPLE)
    what = f"a queue of {contacts:,} contacts of {many} cases, first page and counts"
    yield _calls(what, bill)
    yield Line(
        f"{what}: read units",
        f"{bill.read_units:,g}",
        f"{bill.read_units / read:.2f} for each of {read:,} read",
        target=f"≤ {EACH} × {read:,} + {CONSTANT}",
        met=bill.read_units <= EACH * read + CONSTANT,
    )


def _cases(many: int) -> Iterator[Line]:
    now = datetime.now(UTC).replace(microsecond=0)
    with engine() as store, house(store.url, now) as told:
        desk = Desk(told)
        towns = [town(1, number, now) for number in range(many)]
        desk.registers(*towns)
        for number, people in enumerate(towns):
            told.confirm(people, CaseCode.from_random(number))
        bill = _counted(desk.lists_cases)
    what = f"{many:,} open cases, first page of {ROWS} and counts"
    yield _calls(what, bill)
    yield Line(
        f"{what}: read units",
        f"{bill.read_units:,g}",
        target=f"≤ {MOST_OF_CASES}",
        met=bill.read_units <= MOST_OF_CASES,
    )


def _counted(work: Callable[[], None]) -> Bill:
    from adapters import session

    work()  # which records are one human, and the rules of the day, are read once a minute
    meter = Meter(0)
    for client in (session.client("dynamodb"), session.bulk_client()):
        meter.listen(client)
    work()
    return meter.bill()


def _calls(what: str, bill: Bill) -> Line:
    calls = ", ".join(f"{count:,} {name}" for name, count in sorted(bill.calls.items()))
    return Line(f"{what}: calls", calls, f"{bill.rounds} rounds, one after another")


def _notes() -> tuple[str, ...]:
    return (
        (
            "Counted in the use cases over the local cloud's engine, with contacts that a run found, their records and their "
            "notices; nothing is timed. Contacts of a queue are those of all its open cases; beyond 1,000 people nothing more "
            "is read and the answer says that there are more."
        ),
        (
            "A count of cases is answered by the index, which hands out no item: read units are those of its keys. Left out is "
            "the read of which records are one human, which a function repeats once a minute."
        ),
    )
