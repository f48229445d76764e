"""PersonBook: a next revision with all that belongs to it, the facts of a number, and the history of a record."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import pytest

from adapters import session
from adapters.dynamo.person.persons import DynamoPersons
from domain.base.errors import Busy
from domain.base.unit import Unit, UnitKey
from domain.people.changes import Amendment, Change, PersonBook, Spending, Wanted, corrected, own, proved
from domain.people.person import Handle, HandleKind, Person
from domain.people.phone.numbers import NumberFact, What, holding
from domain.people.phone.otp import Challenges, OtpChallenge, Spent
from domain.people.policy import MOST_CLAIMANTS
from tests.contract.engines import Stores
from tests.contract.samples.base import DAY, MINUTE, NOW, Clock
from tests.contract.samples.people import a_person, a_phone, person_id
from tests.faults import Crash, Fault, Faults, conflict, crash, crash_after, lost_answer, silence, throttled

LATER = NOW + DAY
CHALLENGE = OtpChallenge("digest", NOW, NOW + 10 * MINUTE, code="402817")
BY, REASON = "S#officer", "gõ nhầm, đã gọi hỏi"


@pytest.fixture
def stores_of(stores: Stores) -> tuple[PersonBook, Challenges]:
    return stores.persons_and_codes()


@pytest.fixture
def book(stores_of: tuple[PersonBook, Challenges]) -> PersonBook:
    return stores_of[0]


@pytest.fixture
def challenges(stores_of: tuple[PersonBook, Challenges]) -> Challenges:
    return stores_of[1]


def enrol(book: PersonBook, **over: object) -> Person:
    return book.register(a_person(**over), device="d1", registration="").person


def code_for(challenges: Challenges, person: Person, spent: Spent | None = None) -> Spending:
    """A code in flight, and what using it up is."""
    challenges.replace(person.person_id, CHALLENGE, last=challenges.of(person.person_id))
    return Spending(person.person_id, CHALLENGE.digest, spent)


def proof(book: PersonBook, person: Person, spending: Spending, now: datetime = LATER, *beside: Person) -> Amendment:
    phone = person.phone_to_prove or ""
    known, shared = book.number(phone), frozenset(other.person_id for other in beside)
    return proved(person, phone, known=known, beside=shared, spending=spending, now=now)


def phone_of(person: Person) -> Handle:
    return Handle(HandleKind.PHONE, person.phone or "")


def everything(book: PersonBook, challenges: Challenges, person: Person, *phones: str) -> list[object]:
    """All that an amendment may touch."""
    return [
        book.by_id(person.person_id),
        book.changes(person.person_id, limit=9),
        *(book.number(phone) for phone in phones),
        challenges.of(person.person_id),
    ]


# Amending.


def test_a_home_is_assumed_until_it_is_said(book: PersonBook) -> None:
    person = enrol(book, unit_assumed=True)
    assert book.by_id(person.person_id) == person
    assert person.unit_assumed
    scheme, *lineage = person.unit_path.split("/")
    same = Wanted(unit=Unit(UnitKey(scheme, lineage[-1]), person.unit_name, tuple(reversed(lineage))))
    said = book.amend(own(person, same, now=LATER))
    assert book.by_id(person.person_id) == said
    assert not said.unit_assumed


def test_a_correction_changes_the_record_and_keeps_what_it_said(book: PersonBook) -> None:
    person = enrol(book, identity="CCCD:001093029317")
    new = a_phone()
    wanted = Wanted("Trần Thị Bê", 1991, phone=new, identity="CMND:123456789")
    amendment = corrected(person, wanted, by=BY, reason=REASON, now=LATER)
    done = book.amend(amendment)
    assert done == amendment.after == book.by_id(person.person_id)
    assert (done.full_name, done.year_of_birth, done.phone, done.identity, done.revision) == (
        "Trần Thị Bê", 1991, new, "CMND:123456789", 2,
    )  # fmt: skip
    old = {
        "full_name": person.full_name,
        "year_of_birth": "1990",
        "phone": person.phone or "",
        "identity_number": "CCCD:001093029317",
    }
    assert book.changes(person.person_id, limit=9) == [Change(2, LATER, BY, REASON, old)]
    assert book.by_handle(phone_of(person)) == []
    assert book.by_handle(phone_of(done)) == [done]
    assert book.by_handle(Handle(HandleKind.IDENTITY, "CCCD:001093029317")) == []
    assert book.by_handle(Handle(HandleKind.IDENTITY, "CMND:123456789")) == [done]


def test_the_same_again_changes_nothing(book: PersonBook) -> None:
    person = enrol(book)
    amendment = corrected(person, Wanted("Trần Thị Bê"), by=BY, reason=REASON, now=LATER)
    assert book.amend(amendment) == book.amend(amendment)
    assert len(book.changes(person.person_id, limit=9)) == 1
    already = corrected(amendment.after, Wanted("Trần Thị Bê"), by=BY, reason=REASON, now=LATER)
    assert book.amend(already) == amendment.after


def test_of_rivals_one_is_asked_to_look_again(book: PersonBook) -> None:
    person = enrol(book)
    book.amend(corrected(person, Wanted("Trần Thị Bê"), by=BY, reason=REASON, now=LATER))
    before = book.by_id(person.person_id)
    with pytest.raises(Busy):
        book.amend(corrected(person, Wanted("Trần Thị Xê"), by="S#other", reason="x", now=LATER))
    assert book.by_id(person.person_id) == before
    assert len(book.changes(person.person_id, limit=9)) == 1


def test_an_identity_number_of_somebody_else_is_never_taken(book: PersonBook) -> None:
    holder = enrol(book, identity="CMND:111111111")
    person = enrol(book)
    with pytest.raises(Busy):
        book.amend(corrected(person, Wanted(identity="CMND:111111111"), by=BY, reason=REASON, now=LATER))
    assert book.by_id(person.person_id) == person
    assert book.by_handle(Handle(HandleKind.IDENTITY, "CMND:111111111")) == [holder]


def test_an_identity_number_that_was_corrected_is_free(book: PersonBook) -> None:
    mistyped = enrol(book, identity="CMND:222222222")
    book.amend(corrected(mistyped, Wanted(identity="CMND:333333333"), by=BY, reason=REASON, now=LATER))
    owner = enrol(book, identity="CMND:222222222")
    assert book.by_handle(Handle(HandleKind.IDENTITY, "CMND:222222222")) == [owner]
    other = enrol(book)
    book.amend(corrected(owner, Wanted(identity="CMND:444444444"), by=BY, reason=REASON, now=LATER))
    taken = book.amend(corrected(other, Wanted(identity="CMND:222222222"), by=BY, reason=REASON, now=LATER))
    assert book.by_handle(Handle(HandleKind.IDENTITY, "CMND:222222222")) == [taken]


def test_changes_come_newest_first_and_no_more_than_asked(book: PersonBook) -> None:
    person = enrol(book)
    for number, name in enumerate(("Bê", "Xê", "Dê"), 1):
        wanted = Wanted(full_name=name)
        person = book.amend(own(person, wanted, now=NOW + number * DAY))
    assert [change.revision for change in book.changes(person.person_id, limit=9)] == [4, 3, 2]
    assert [change.old["full_name"] for change in book.changes(person.person_id, limit=2)] == ["Xê", "Bê"]
    assert book.changes(person_id(), limit=9) == []


# The proof.


def test_a_phone_is_proved_and_the_code_is_gone(book: PersonBook, challenges: Challenges) -> None:
    person = enrol(book)
    done = book.amend(proof(book, person, code_for(challenges, person)))
    assert done == replace(person, phone_verified_at=LATER, revision=2) == book.by_id(person.person_id)
    assert book.by_handle(phone_of(person)) == [done]
    assert challenges.of(person.person_id) == replace(CHALLENGE, digest="", code="")
    assert book.changes(person.person_id, limit=9) == []


def test_a_code_is_used_up_once(book: PersonBook, challenges: Challenges) -> None:
    person = enrol(book)
    spending = code_for(challenges, person)
    done = book.amend(proof(book, person, spending))
    with pytest.raises(Busy):
        book.amend(Amendment(done, done, spending=spending))
    with pytest.raises(Busy):
        book.amend(proof(book, enrol(book), Spending(person_id(), "digest")))


def test_a_code_that_brought_somebody_back_remembers_whom(book: PersonBook, challenges: Challenges) -> None:
    person = enrol(book)
    spent = Spent("request", person.person_id, "d2")
    spending = code_for(challenges, person, spent)
    done = book.amend(proof(book, person, spending))
    assert challenges.of(person.person_id) == replace(CHALLENGE, code="", spent=spent)
    other = Spent("another request", person.person_id, "d3")
    with pytest.raises(Busy):
        book.amend(Amendment(done, done, spending=spending._replace(spent=other)))
    assert challenges.replace(person.person_id, CHALLENGE, last=challenges.of(person.person_id)).spent is None


def test_a_number_that_waited_is_proved_in_one_step(book: PersonBook, challenges: Challenges) -> None:
    person, new = enrol(book), a_phone()
    waiting = book.amend(own(person, Wanted(phone=new), now=NOW))
    assert book.by_id(person.person_id) == waiting
    assert book.by_handle(Handle(HandleKind.PHONE, new)) == []
    done = book.amend(proof(book, waiting, code_for(challenges, waiting)))
    assert (done.phone, done.pending_phone, done.phone_verified_at) == (new, None, LATER)
    assert book.by_handle(Handle(HandleKind.PHONE, new)) == [done]
    assert book.by_handle(phone_of(person)) == []
    assert [change.old for change in book.changes(person.person_id, limit=9)] == [{"phone": person.phone}]


def test_whoever_proved_it_before_has_lost_it(book: PersonBook, challenges: Challenges) -> None:
    phone = a_phone()
    first, second = enrol(book, phone=phone), enrol(book, phone=phone)
    first = book.amend(proof(book, first, code_for(challenges, first)))
    done = book.amend(proof(book, second, code_for(challenges, second), LATER + MINUTE))
    assert book.by_handle(phone_of(first)) == [done]
    assert book.by_id(first.person_id) == replace(first, phone_lost_at=LATER + MINUTE)
    lost = book.by_id(first.person_id)
    assert lost
    again = book.amend(proof(book, lost, code_for(challenges, lost), LATER + DAY))
    assert book.by_handle(phone_of(first)) == [done, again]
    assert (again.phone_lost_at, again.phone_verified_at) == (None, LATER + DAY)
    assert holding(book.number(phone)).in_turn


def test_a_number_is_shared_with_those_beside(book: PersonBook, challenges: Challenges) -> None:
    phone = a_phone()
    mother, child = enrol(book, phone=phone), enrol(book, phone=phone)
    mother = book.amend(proof(book, mother, code_for(challenges, mother)))
    done = book.amend(proof(book, child, code_for(challenges, child), LATER + MINUTE, mother))
    assert book.by_handle(phone_of(mother)) == [mother, done]
    assert book.by_id(mother.person_id) == mother


def test_a_number_tells_what_everybody_did_with_it(book: PersonBook, challenges: Challenges) -> None:
    phone = a_phone()
    one, other = enrol(book, phone=phone), enrol(book, phone=phone, phone_verified_at=NOW + MINUTE)
    book.amend(corrected(one, Wanted(phone=a_phone()), by=BY, reason=REASON, now=LATER))
    assert sorted(book.number(phone)) == sorted(
        [
            NumberFact(one.person_id, What.CLAIMED, NOW),
            NumberFact(one.person_id, What.GIVEN_UP, LATER),
            NumberFact(other.person_id, What.CLAIMED, NOW),
            NumberFact(other.person_id, What.PROVED, NOW + MINUTE),
        ]
    )
    assert book.number(a_phone()) == []


def test_holders_come_first_and_then_the_earliest_claims(book: PersonBook, challenges: Challenges) -> None:
    phone = a_phone()
    claims = [enrol(book, phone=phone, registered_at=NOW + number * MINUTE) for number in (3, 1, 2)]
    holder = enrol(book, phone=phone)
    holder = book.amend(proof(book, holder, code_for(challenges, holder)))
    assert book.by_handle(phone_of(holder)) == [holder, claims[1], claims[2], claims[0]]


def test_a_number_that_a_crowd_claims_is_read_in_part_and_its_holder_is_among_them(
    book: PersonBook, challenges: Challenges
) -> None:
    phone = a_phone()
    for number in range(MOST_CLAIMANTS + 5):
        enrol(book, phone=phone, registered_at=NOW + number * MINUTE)
    holder = enrol(book, phone=phone, registered_at=LATER)
    holder = book.amend(proof(book, holder, code_for(challenges, holder)))
    found = book.by_handle(phone_of(holder))
    assert len(found) == MOST_CLAIMANTS
    assert found[0] == holder


def test_of_many_proofs_and_corrections_at_once_each_revision_is_made_once(busy_stores: Stores) -> None:
    book, _ = busy_stores.persons_and_codes()
    person = enrol(book)

    def rename(number: int) -> Person | None:
        wanted = Wanted(full_name=f"Trần Thị {chr(ord('A') + number)}")
        try:
            return book.amend(corrected(person, wanted, by=f"S#{number}", reason="x", now=LATER))
        except Busy:
            return None

    with ThreadPoolExecutor(8) as pool:
        made = [done for done in pool.map(rename, range(12)) if done]
    assert len(made) == 1
    assert book.by_id(person.person_id) == made[0]
    assert len(book.changes(person.person_id, limit=99)) == 1


# The table.


@pytest.fixture
def on_moto(moto_stores: Stores) -> tuple[DynamoPersons, Challenges, str]:
    from adapters.dynamo.person.challenges import DynamoChallenges

    table, sealer = moto_stores.table("Person"), moto_stores.sealer()
    book = DynamoPersons(table, key_store=moto_stores.secrets(Clock()), sealer=sealer)
    return book, DynamoChallenges(table, sealer=sealer), table


def test_history_is_sealed_and_says_whose_it_is(on_moto: tuple[DynamoPersons, Challenges, str]) -> None:
    book, _, table = on_moto
    person = enrol(book, full_name="Trần Văn Bê", phone="+84912345678")
    book.amend(own(person, Wanted("Trần Văn Xê", phone="+84987654321"), now=LATER))
    book.amend(corrected(book.by_id(person.person_id) or person, Wanted("Dê"), by=BY, reason="lý do kín", now=LATER))
    said = repr(session.client("dynamodb").scan(TableName=table)["Items"])
    for secret in ("Bê", "Xê", "B\\xc3\\xaa", "912345678", "987654321", "lý do", "l\\xc3\\xbd do"):
        assert secret not in said


def old_claims(table: str, person: Person, **profile: object) -> None:
    """Items as they were before claims had facts."""
    client = session.client("dynamodb")
    for item in client.scan(TableName=table)["Items"]:
        if item["pk"]["S"].startswith("H#") and item["sk"]["S"] == f"P#{person.person_id}":
            client.put_item(TableName=table, Item={name: item[name] for name in ("pk", "sk")})


def test_claims_without_facts_hold_since_registration(on_moto: tuple[DynamoPersons, Challenges, str]) -> None:
    book, challenges, table = on_moto
    phone = a_phone()
    plain, holder = enrol(book, phone=phone), enrol(book, phone=phone, phone_verified_at=NOW + MINUTE)
    for person in (plain, holder):
        old_claims(table, person)
    assert book.by_handle(phone_of(plain)) == [holder, plain]
    assert sorted(book.number(phone)) == sorted(
        [
            NumberFact(plain.person_id, What.CLAIMED, NOW),
            NumberFact(holder.person_id, What.CLAIMED, NOW),
            NumberFact(holder.person_id, What.PROVED, NOW + MINUTE),
        ]
    )
    done = book.amend(proof(book, plain, code_for(challenges, plain)))
    assert book.by_handle(phone_of(plain)) == [done]
    assert [fact for fact in book.number(phone) if fact.person == plain.person_id] == [
        NumberFact(plain.person_id, What.CLAIMED, NOW),
        NumberFact(plain.person_id, What.PROVED, LATER),
    ], "what an item of old did not spell out stands before what is new"


def test_of_two_who_proved_a_number_of_old_the_later_holds_it(on_moto: tuple[DynamoPersons, Challenges, str]) -> None:
    book, _, table = on_moto
    phone = a_phone()
    later = enrol(book, phone=phone, phone_verified_at=NOW + DAY)
    earlier = enrol(book, phone=phone, phone_verified_at=NOW)
    for person in (later, earlier):
        old_claims(table, person)
    assert book.by_handle(phone_of(later)) == [later]
    assert holding(book.number(phone)).lost == (earlier.person_id,)


Made = Callable[[PersonBook, Challenges], tuple[Person, Amendment]]


def a_correction(book: PersonBook, challenges: Challenges) -> tuple[Person, Amendment]:
    person = enrol(book, identity="CMND:555555555")
    wanted = Wanted("Trần Thị Bê", phone=a_phone(), identity="CMND:666666666")
    return person, corrected(person, wanted, by=BY, reason=REASON, now=LATER)


def a_proof(book: PersonBook, challenges: Challenges) -> tuple[Person, Amendment]:
    """Of a number that waited, and that somebody else proved before."""
    new = a_phone()
    other = enrol(book, phone=new)
    book.amend(proof(book, other, code_for(challenges, other), NOW))
    person = book.amend(own(enrol(book), Wanted(phone=new), now=NOW))
    return person, proof(book, person, code_for(challenges, person))


@pytest.mark.parametrize("made", [a_correction, a_proof])
@pytest.mark.parametrize(
    "trouble",
    [(throttled,), (silence, silence), (lost_answer, lost_answer), (lost_answer, throttled), (conflict, conflict)],
    ids=["throttled", "silent", "answer lost", "answer lost, then throttled", "colliding"],
)
def test_an_amendment_rides_out_passing_trouble(
    on_moto: tuple[DynamoPersons, Challenges, str], faults: Faults, made: Made, trouble: tuple[Fault, ...]
) -> None:
    book, challenges, _ = on_moto
    person, amendment = made(book, challenges)
    faults.plan("TransactWriteItems", *trouble)
    assert book.amend(amendment) == amendment.after
    assert book.by_id(person.person_id) == amendment.after
    assert len(book.changes(person.person_id, limit=9)) == 1


@pytest.mark.parametrize("made", [a_correction, a_proof])
@pytest.mark.parametrize("death", [crash, crash_after])
def test_an_amendment_is_stored_whole_or_not_at_all_and_its_repeat_ends_alike(
    on_moto: tuple[DynamoPersons, Challenges, str], faults: Faults, made: Made, death: Fault
) -> None:
    book, challenges, _ = on_moto
    person, amendment = made(book, challenges)
    phones = (amendment.before.phone or "", amendment.after.phone or "")
    before = everything(book, challenges, person, *phones)
    faults.plan("TransactWriteItems", death)
    with pytest.raises(Crash):
        book.amend(amendment)
    between = everything(book, challenges, person, *phones)
    assert (between == before) is (death is crash)
    assert book.amend(amendment) == amendment.after
    after = everything(book, challenges, person, *phones)
    assert death is crash or after == between
    assert after[0] == amendment.after
