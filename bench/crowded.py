"""A number that thousands claim, looked up at the desk of a deployed local cloud: what it takes and what it reads."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bench.chain.house import fill
from bench.chain.meter import Bill, Meter
from bench.report import Line, Spread
from domain.people.acts import LOOKED_UP
from domain.people.audit import Errand
from domain.people.changes import Amendment
from domain.people.codes import CardCode, PersonId
from domain.people.finding import Sought, found
from domain.people.person import Handle, HandleKind, Person
from domain.people.phone.numbers import NumberFact, What
from domain.people.policy import MOST_CLAIMS_READ
from functions.kit.beside import each_beside

CLAIMS = 5_000
LOOKS = 15
SHOWN = 10
MOST_S, MOST_UNITS = 1.0, 40
PHONE = "+84987654321"
NUMBER = Handle(HandleKind.PHONE, PHONE)

Asks = Callable[[str, Any], Any]


def lines(asks: Asks, store: Any, tables: Mapping[str, str], now: datetime) -> Iterator[Line]:
    """Before and after one of the crowd proves the number: the last in the order of keys."""
    register = _register()
    people = sorted((_somebody(number, now) for number in range(CLAIMS)), key=lambda person: person.person_id)
    whole = [*people[:MOST_CLAIMS_READ], people[-1]]
    each_beside(lambda person: register.register(person, device="", registration=""), whole)
    claims = (register._claim(NUMBER, person).serialize() for person in people[MOST_CLAIMS_READ:-1])  # noqa: SLF001 - its own item
    fill(store, [(tables["Person"], claim) for claim in claims])
    yield from _seen("nobody proved it", asks, now)
    last = people[-1]
    proved = replace(last, phone_verified_at=now, revision=last.revision + 1)
    register.amend(Amendment(last, proved, ((PHONE, NumberFact(last.person_id, What.PROVED, now)),)))
    assert _asked(asks)[0]["person_id"] == str(last.person_id)
    yield from _seen("the last of them proved it", asks, now)


def _seen(what: str, asks: Asks, now: datetime) -> Iterator[Line]:
    what = f"a number that {CLAIMS:,} claim, {what}: looked up"
    spread = Spread(tuple(_seconds(asks) for _ in range(LOOKS)))
    bill = _bill(now)
    yield Line(
        f"{what}, p50 (lowest–highest)",
        spread.shown("ms", scale=1e3),
        target=f"≤ {MOST_S:g} s",
        met=spread.median <= MOST_S,
    )
    calls = ", ".join(f"{count} {name}" for name, count in sorted(bill.calls.items()))
    yield Line(
        f"{what}, read units",
        f"{bill.read_units:g}",
        calls,
        target=f"≤ {MOST_UNITS}",
        met=bill.read_units <= MOST_UNITS,
    )


def _asked(asks: Asks) -> Any:
    return asks("/person-lookups", {"phone": PHONE, "reason": "đo", "limit": SHOWN})["persons"]


def _seconds(asks: Asks) -> float:
    begun = time.perf_counter()
    people = _asked(asks)
    spent = time.perf_counter() - begun
    assert len(people) == SHOWN
    return spent


def _bill(now: datetime) -> Bill:
    """Counted while the use case runs here."""
    from adapters import session
    from functions.desk import wiring
    from functions.desk.service.choosing import choices

    parts, meter = wiring.parts(), Meter(0)
    records = parts.standing.stand().records
    for client in (session.client("dynamodb"), session.bulk_client()):
        meter.listen(client)
    errand = Errand("S#bench", "tracer", "VN-2025H2/24", LOOKED_UP, "đo", now, "n1")
    page = found(Sought(NUMBER, "phone"), limit=SHOWN, persons=parts.persons, audit=parts.audit, errand=errand)
    assert len(choices(page.people, records=records, visits=parts.visits, now=now)) == SHOWN
    return meter.bill()


def _register() -> Any:
    from functions.desk import wiring

    speaking: Any = wiring.parts().persons
    return speaking._persons  # noqa: SLF001 - the table itself


def _somebody(number: int, now: datetime) -> Person:
    code = 7_000_000 + 104_729 * number
    return Person(
        person_id=PersonId.from_random(code),
        full_name="Nguyễn Thị Lan",
        year_of_birth=1987,
        unit_path="VN-2025H2/54/20194",
        unit_name="Xã Hòa Tiến, Thành phố Đà Nẵng",
        card=CardCode.from_random(code),
        registered_at=now - timedelta(seconds=number),
        phone=PHONE,
    )
