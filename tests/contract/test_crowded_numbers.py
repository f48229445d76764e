"""A number that thousands claim and one person proved: what is read of it is bounded, and its holder is on the first page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from adapters import session
from adapters.dynamo import bulk
from adapters.dynamo.person.claims import handle_key
from adapters.dynamo.person.persons import DynamoPersons
from adapters.dynamo.wire import s, texts
from adapters.memory.person.persons import MemoryPersons
from domain.base.errors import InvalidInput
from domain.base.period import epoch
from domain.base.secret import Purpose
from domain.people.acts import LOOKED_UP
from domain.people.audit import Errand
from domain.people.changes import PersonBook, Spending, Wanted, corrected, proved
from domain.people.codes import PersonId
from domain.people.finding import Sought, found, the_one
from domain.people.person import Handle, HandleKind, Person
from domain.people.phone.numbers import NumberFact, What, holding
from domain.people.phone.otp import Challenges, OtpChallenge
from domain.people.policy import MOST_CLAIMS_READ, MOST_FOUND
from functions.desk.service.choosing import choices
from functions.kit.speaking import Speaking
from tests.contract.engines import Stores
from tests.contract.samples.base import MINUTE, NOW, Clock
from tests.contract.samples.people import a_person, a_phone
from tests.metering import metered

CROWD = 5_000
ERRAND = Errand("S#nurse", "tracer", "VN-2025H2/19777", LOOKED_UP, "gọi lại", NOW, "n1")
SECOND = timedelta(seconds=1)
LATER = NOW + 9 * MINUTE
Crowd = tuple[PersonBook, Challenges, list[Person], str]


def claimed(book: PersonBook, people: Sequence[Person], *, of_old: bool = False) -> None:
    """Their claims, written at once; `of_old`: as proofs were, in their person's claim alone."""
    if isinstance(book, MemoryPersons):
        for person in people:
            book._facts.setdefault(person.phone or "", {})[person.person_id] = facts(person)
        return
    assert isinstance(book, DynamoPersons)
    table = book._claims.Meta.table_name
    key = handle_key(phone_of(people[0]), book._keys.ring(Purpose.LOOKUP).newest.material)
    written = [[f"{fact.what.value}{epoch(fact.at)}" for fact in facts(person)] for person in people]
    claims: list[Any] = [
        {"pk": s(key), "sk": s(f"P#{person.person_id}"), "f": texts(told)}
        for person, told in zip(people, written, strict=True)
    ]
    bulk.put_many(table, claims)


def facts(person: Person) -> list[NumberFact]:
    proof = [NumberFact(person.person_id, What.PROVED, at)] if (at := person.phone_verified_at) else []
    return [NumberFact(person.person_id, What.CLAIMED, person.registered_at), *proof]


def registered(book: PersonBook, person: Person) -> Person:
    return book.register(person, device="d1", registration="").person


@pytest.fixture(scope="module")
def crowd(stores: Stores) -> Crowd:
    """Claims of which the first in the order of keys, and the last, have a profile; nobody proved it."""
    return crowded(stores, CROWD if stores.name != "moto" else 3 * MOST_CLAIMS_READ)


def crowded(stores: Stores, size: int) -> Crowd:
    """Profiles first: moto copies every item for each transaction."""
    book, challenges = stores.persons_and_codes()
    phone = a_phone()
    people = [a_person(phone=phone, registered_at=NOW + number * SECOND) for number in range(size)]
    people.sort(key=lambda person: person.person_id)
    whole = [*people[: MOST_CLAIMS_READ + 30], people[-1]]
    for person in whole:
        registered(book, person)
    claimed(book, [person for person in people if person not in whole])
    return book, challenges, people, phone


def phone_of(person: Person) -> Handle:
    return Handle(HandleKind.PHONE, person.phone or "")


def proves(book: PersonBook, challenges: Challenges, person: Person) -> Person:
    """With a code in flight."""
    challenge = OtpChallenge("digest", NOW, NOW + 10 * MINUTE, code="402817")
    challenges.replace(person.person_id, challenge, last=challenges.of(person.person_id))
    known, spending = book.number(person.phone or ""), Spending(person.person_id, challenge.digest)
    return book.amend(proved(person, person.phone or "", known=known, beside=frozenset(), spending=spending, now=LATER))


def pages(book: PersonBook, handle: Handle, *, most: int, limit: int = MOST_FOUND) -> Iterator[Sequence[Person]]:
    cursor = None
    for _ in range(most):
        page = book.claimants(handle, limit=limit, cursor=cursor)
        yield page.people
        cursor = page.cursor
        if cursor is None:
            return


def test_of_a_crowd_that_nobody_of_proved_the_number_a_part_is_read(crowd: Crowd) -> None:
    book, _, people, phone = crowd
    read = book.number(phone)
    assert {fact.person for fact in read} == {person.person_id for person in people[:MOST_CLAIMS_READ]}
    assert {fact.person for fact in book.number(phone, of=[people[-1].person_id])} == {
        person.person_id for person in [*people[:MOST_CLAIMS_READ], people[-1]]
    }, "and what is asked for by name"
    assert book.number(phone, of=[PersonId.from_random(1)]) == read


def test_pages_of_a_crowd_show_everybody_once_and_the_earliest_of_each_part_first(crowd: Crowd) -> None:
    book, _, people, _ = crowd
    shown = [person for page in pages(book, phone_of(people[0]), most=7) for person in page]
    first, second = people[:MOST_CLAIMS_READ], people[MOST_CLAIMS_READ : MOST_CLAIMS_READ + 30]
    assert shown[:MOST_CLAIMS_READ] == sorted(first, key=lambda person: person.registered_at)
    assert shown[MOST_CLAIMS_READ:] != []
    assert set(shown[MOST_CLAIMS_READ:]) <= set(second)
    assert len(shown) == len(set(shown))


def test_whoever_proved_a_crowded_number_is_first_and_the_only_one_meant(stores: Stores) -> None:
    book, challenges = stores.persons_and_codes()
    phone = a_phone()
    people = sorted((a_person(phone=phone) for _ in range(2 * MOST_CLAIMS_READ)), key=lambda p: p.person_id)
    registered(book, people[0])
    claimed(book, people[1:-1])
    holder = proves(book, challenges, registered(book, people[-1]))
    handle, audit = phone_of(holder), stores.audit()
    assert book.by_handle(handle)[0] == holder
    assert list(book.claimants(handle, limit=1).people) == [holder]
    assert the_one(Sought(handle, "phone"), persons=book, audit=audit, errand=ERRAND) == holder
    everybody = [person for page in pages(book, handle, most=20) for person in page]
    assert everybody == [holder, people[0]], "nobody is shown twice"
    assert holding(book.number(phone)).proved == (holder.person_id,)


def test_whoever_proved_it_and_gave_it_up_stands_first_and_is_not_named(stores: Stores) -> None:
    book, challenges = stores.persons_and_codes()
    holder = proves(book, challenges, registered(book, a_person()))
    phone = holder.phone or ""
    claimed(book, [a_person(phone=phone) for _ in range(MOST_CLAIMS_READ + 5)])
    other = book.amend(corrected(holder, Wanted(phone=a_phone()), by="S#1", reason="x", now=LATER))
    told = [fact.what for fact in book.number(phone) if fact.person == holder.person_id]
    assert told == [What.CLAIMED, What.PROVED, What.GIVEN_UP]
    assert holder.person_id not in holding(book.number(phone)).named_by
    back = book.amend(corrected(other, Wanted(phone=phone), by="S#1", reason="x", now=LATER + MINUTE))
    told = [fact.what for fact in book.number(phone) if fact.person == holder.person_id]
    assert told == [What.CLAIMED, What.PROVED, What.GIVEN_UP, What.CLAIMED]
    assert back.person_id in holding(book.number(phone)).claimed


@pytest.mark.parametrize("cursor", ["", "x", ".", "pfghnbvpram4x.", "a.b.c", f"{PersonId.from_random(3)}"])
def test_a_cursor_of_nowhere_is_refused(stores: Stores, cursor: str) -> None:
    with pytest.raises(InvalidInput):
        stores.persons().claimants(Handle(HandleKind.PHONE, a_phone()), limit=5, cursor=cursor)


# The table.


def test_a_look_up_of_a_crowded_number_costs_no_more_than_forty_units(moto_stores: Stores, on_moto: Crowd) -> None:
    book, _, people, _ = on_moto
    spent, calls, shown = looked_up(moto_stores, book, phone_of(people[0]))
    assert len(shown) == 10
    assert (spent <= 40, calls["PutItem"]) == (True, 10), f"{spent} units"


def test_with_a_proof_it_costs_less_and_the_proof_is_shown_first(moto_stores: Stores, on_moto: Crowd) -> None:
    book, challenges, people, _ = on_moto
    holder = proves(book, challenges, people[-1])
    spent, _, shown = looked_up(moto_stores, book, phone_of(holder))
    assert shown[0] == holder
    assert spent <= 30, f"{spent} units"


def looked_up(stores: Stores, book: PersonBook, handle: Handle) -> tuple[float, Any, Sequence[Person]]:
    """As the desk does it."""
    standing, _, _ = stores.standing(Clock())
    audit, visits, persons = stores.audit(), stores.visits(), Speaking(book, standing)
    with metered() as meter:
        page = found(Sought(handle, "phone"), limit=10, persons=persons, audit=audit, errand=ERRAND)
        rows = choices(page.people, records=standing.stand().records, visits=visits, now=NOW)
    return meter.units, meter.calls, [row.person for row in rows]


@pytest.fixture(scope="module")
def on_moto(moto_stores: Stores) -> Crowd:
    return crowded(moto_stores, CROWD)


def test_a_proof_of_before_proofs_stood_first_is_found_behind_a_crowd(moto_stores: Stores) -> None:
    """And once somebody proves the number it stands first."""
    book, challenges = moto_stores.persons_and_codes()
    phone = a_phone()
    people = sorted((a_person(phone=phone) for _ in range(2 * MOST_CLAIMS_READ)), key=lambda p: p.person_id)
    old = replace(people[-1], phone_verified_at=NOW + MINUTE)
    registered(book, old)
    without_proof_first(book)
    claimed(book, people[:-1])
    assert list(book.claimants(phone_of(old), limit=1).people) == [old]
    other = proves(book, challenges, registered(book, people[0]))
    assert list(book.claimants(phone_of(old), limit=1).people) == [other]
    assert holding(book.number(phone)).lost == (old.person_id,)
    assert [fact.what for fact in book.number(phone) if fact.person == old.person_id] == [What.CLAIMED, What.PROVED]


def without_proof_first(book: PersonBook) -> None:
    """The table as it was before proofs stood first."""
    assert isinstance(book, DynamoPersons)
    table, client = book._claims.Meta.table_name, session.client("dynamodb")
    for item in client.scan(TableName=table)["Items"]:
        if item["sk"]["S"].startswith("BY#"):
            client.delete_item(TableName=table, Key={"pk": item["pk"], "sk": item["sk"]})
