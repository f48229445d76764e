"""ContactBook: edges, the work on them, pages that cost what they show, and hand-overs."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from msgspec import json

from adapters import session
from adapters.dynamo.case import contacts, keys
from adapters.dynamo.case.contact_item import item_from_edge, item_from_follow_up
from adapters.dynamo.case.contacts import DynamoContacts
from adapters.memory.secret.secrets import PlainSealer
from domain.base.errors import InvalidInput
from domain.people.codes import PersonId
from domain.tracing.codes import CaseCode
from domain.tracing.contact import (
    MOST_PIECES,
    Closeness,
    ContactBook,
    ContactPage,
    ContactsOfCase,
    Edge,
    Grade,
    HandOver,
)
from domain.tracing.errors import ContactChanged
from domain.tracing.follow_up import Before, Calling, CallOutcome, CloseReason, FollowUp, FollowUpState
from tests.contract.engines import Stores
from tests.contract.samples.base import DAY, MINUTE, NOW
from tests.contract.samples.people import person_id
from tests.contract.samples.tracing import a_follow_up, a_piece, an_edge, an_entry, case_code

HONG_HA = "VN-2025H2/01/00004"
NGOC_HA = "VN-2025H2/01/00008"
MICRO = timedelta(microseconds=987_654)
SHARDS_FOR_EVER = [3, 7, 5, 4]  # another hash would orphan every stored contact


@pytest.fixture
def book(stores: Stores) -> ContactBook:
    return stores.cases()[1]


def full_edge(**over: Any) -> Edge:
    """Every kind of evidence, and every mark on it."""
    pieces = (
        a_piece(closeness=Closeness.HOUSEHOLD, venue="", category=""),
        a_piece(closeness=Closeness.INTERVIEW_CLOSE, venue="", category="", via=str(person_id())),
        a_piece(assumed=True),
        a_piece(crowded=True, assumed=True),
        a_piece(doubtful=True),
        a_piece(crowded=True, assumed=True, doubtful=True, predates=True),
        a_piece(NOW - 3 * DAY, source_expires=0),
    )
    return an_edge(grade=Grade.F2, pieces=pieces, revision=12, active=False, **over)


def edges_of(case: CaseCode, number: int, **over: Any) -> list[Edge]:
    return [an_edge(case=case, **over) for _ in range(number)]


def stored(book: ContactBook, case: CaseCode, *, now: datetime = NOW) -> ContactsOfCase:
    return book.of_case(case, now=now)


def pages(book: ContactBook, case: CaseCode, *, limit: int = 7, now: datetime = NOW) -> Iterator[ContactPage]:
    page = ContactPage((), {}, None)
    while True:
        page = book.page(case, limit=limit, cursor=page.cursor, now=now)
        assert len(page.edges) <= limit
        assert set(page.follow_ups) <= {edge.person for edge in page.edges}
        yield page
        if page.cursor is None:
            return


def listed(book: ContactBook, case: CaseCode, *, limit: int = 7, now: datetime = NOW) -> list[Edge]:
    return [edge for page in pages(book, case, limit=limit, now=now) for edge in page.edges]


# Edges.


def test_edges_are_kept_as_they_were_found(book: ContactBook) -> None:
    case = case_code()
    edges = [an_edge(case=case), full_edge(case=case), an_edge(case=case, pieces=(a_piece(),) * MOST_PIECES)]
    book.save(edges)
    assert stored(book, case) == ContactsOfCase({edge.person: edge for edge in edges}, {})
    assert {type(piece.closeness) for edge in stored(book, case).edges.values() for piece in edge.pieces} == {Closeness}


def test_a_case_nobody_met_has_no_contacts(book: ContactBook) -> None:
    book.save([an_edge()])
    book.save([])
    assert stored(book, case_code()) == ContactsOfCase({}, {})
    assert listed(book, case_code()) == []
    assert book.handed_over(case_code()) == []


def test_an_edge_takes_the_place_of_the_one_before(book: ContactBook) -> None:
    edge = an_edge()
    book.save([edge])
    later = replace(edge, grade=Grade.F2, pieces=(a_piece(), a_piece()), revision=2, active=False)
    book.save([later])
    book.save([later])
    assert stored(book, edge.case).edges == {edge.person: later}


def test_one_person_may_be_a_contact_of_two_cases(book: ContactBook) -> None:
    person = person_id()
    first, second = an_edge(person=person), an_edge(person=person)
    book.save([first, second])
    assert stored(book, first.case).edges == {person: first}
    assert stored(book, second.case).edges == {person: second}


def test_fractions_of_a_second_are_not_kept(book: ContactBook) -> None:
    edge, work = an_edge(), a_follow_up(quarantined_at=NOW, accepted_at=NOW)
    book.save([replace(edge, found_at=edge.found_at + MICRO, expires_at=edge.expires_at + MICRO)])
    assert stored(book, edge.case).edges == {edge.person: edge}
    entries = (an_entry(at=NOW + MICRO),)
    book.follow_up(replace(work, quarantined_at=NOW + MICRO, accepted_at=NOW + MICRO, entries=entries))
    assert stored(book, work.case).follow_ups == {work.person: work}


def test_expired_contacts_are_not_read(book: ContactBook) -> None:
    case = case_code()
    gone, left = an_edge(case=case, expires_at=NOW + DAY), an_edge(case=case, expires_at=NOW + DAY + MINUTE)
    book.save([gone, left])
    for edge in (gone, left):
        book.follow_up(a_follow_up(case=case, person=edge.person, expires_at=edge.expires_at))
    assert set(stored(book, case, now=NOW + DAY - MICRO).edges) == {gone.person, left.person}
    then = NOW + DAY
    assert set(stored(book, case, now=then).edges) == set(stored(book, case, now=then).follow_ups) == {left.person}
    (page,) = pages(book, case, now=then)
    some = book.some(case, [gone.person, left.person], now=then)
    for shown in (page, some):
        assert list(shown.edges) == [left]
        assert set(shown.follow_ups) == {left.person}


def test_many_edges_are_all_kept(book: ContactBook) -> None:
    case = case_code()
    edges = edges_of(case, 333)
    book.save(edges)
    assert stored(book, case).edges == {edge.person: edge for edge in edges}


# Pages.


@pytest.mark.parametrize("limit", [1, 7, 20, 21, 500])
def test_pages_show_every_active_edge_once(book: ContactBook, limit: int) -> None:
    case = case_code()
    edges = edges_of(case, 20)
    book.save([*edges, *edges_of(case, 9, active=False)])
    found = listed(book, case, limit=limit)
    assert len(found) == 20
    assert set(found) == set(edges)
    assert listed(book, case, limit=3) == found, "the order depends on nothing"


def test_the_last_page_says_that_it_is_the_last(book: ContactBook) -> None:
    case = case_code()
    book.save(edges_of(case, 20))
    assert [len(page.edges) for page in pages(book, case, limit=10)] == [10, 10]


def test_new_contacts_do_not_move_those_already_shown(book: ContactBook) -> None:
    case = case_code()
    edges = edges_of(case, 30)
    book.save(edges[:15])
    first = book.page(case, limit=5, cursor=None, now=NOW)
    book.save(edges[15:])
    rest: list[Edge] = []
    cursor = first.cursor
    while cursor:
        page = book.page(case, limit=5, cursor=cursor, now=NOW)
        rest += page.edges
        cursor = page.cursor
    assert not {edge.person for edge in first.edges} & {edge.person for edge in rest}
    assert {edge.person for edge in edges[:15]} <= {edge.person for edge in [*first.edges, *rest]}


def test_a_page_carries_the_work_on_its_people(book: ContactBook) -> None:
    case = case_code()
    edges = edges_of(case, 30)
    book.save([*edges[:25], *(replace(edge, active=False) for edge in edges[25:])])
    work = {edge.person: a_follow_up(case=case, person=edge.person) for edge in edges[::3]}
    for done in work.values():
        book.follow_up(done)
    shown = {person: done for page in pages(book, case) for person, done in page.follow_ups.items()}
    assert shown == {edge.person: work[edge.person] for edge in edges[:25] if edge.person in work}
    assert stored(book, case).follow_ups == work, "work on those withdrawn is not lost"


def test_those_asked_for_come_in_the_order_asked(book: ContactBook) -> None:
    case = case_code()
    edges = edges_of(case, 4)
    book.save([*edges[:3], replace(edges[3], active=False)])
    work = [a_follow_up(case=case, person=edge.person) for edge in (edges[0], edges[3])]
    for done in work:
        book.follow_up(done)
    asked = [edges[n].person for n in (2, 0, 3, 2)] + [person_id()]
    page = book.some(case, asked, now=NOW)
    assert list(page.edges) == [edges[2], edges[0]]
    assert page.follow_ups == {edges[0].person: work[0]}
    assert page.cursor is None
    assert list(book.some(case, [], now=NOW).edges) == []
    many = edges_of(case, 130)
    book.save(many)
    assert list(book.some(case, [edge.person for edge in many], now=NOW).edges) == many


def test_a_glance_shows_every_active_edge_and_what_was_done(book: ContactBook) -> None:
    case = case_code()
    edges = edges_of(case, 30)
    book.save([*edges, *edges_of(case, 5, active=False), *edges_of(case, 3, expires_at=NOW)])
    for edge in edges[:7]:
        book.follow_up(a_follow_up(case=case, person=edge.person))
    glance = book.glance(case, now=NOW)
    assert set(glance.edges) == set(edges)
    assert set(glance.follow_ups) == {edge.person for edge in edges[:7]}
    assert glance.is_whole
    nobody = book.glance(case_code(), now=NOW)
    assert (list(nobody.edges), dict(nobody.follow_ups), nobody.is_whole) == ([], {}, True)


def test_a_cursor_of_another_case_is_refused(book: ContactBook) -> None:
    case, other = case_code(), case_code()
    book.save([*edges_of(case, 3), *edges_of(other, 3)])
    cursor = book.page(other, limit=1, cursor=None, now=NOW).cursor
    for wrong in (cursor, "x", "", "Zm9v", "é", "7v0rb7wbj2vy4"):
        with pytest.raises(InvalidInput):
            book.page(case, limit=1, cursor=wrong, now=NOW)


# Follow-up.


def test_work_is_kept_as_it_was_written(book: ContactBook) -> None:
    lines = (
        an_entry(outcome=CallOutcome.NO_ANSWER, state=FollowUpState.TO_CALL, note=""),
        an_entry(at=NOW + MINUTE, by="S#nurse"),
        an_entry(at=NOW + 2 * MINUTE, outcome=None, state=FollowUpState.QUARANTINED, note='"quoted", số 5'),
    )
    first = a_follow_up()
    second = replace(
        first,
        revision=2,
        state=FollowUpState.QUARANTINED,
        attempts=2,
        entries=lines,
        quarantined_at=NOW + 2 * MINUTE,
        accepted_at=NOW,
        expires_at=None,
    )
    silent = a_follow_up(entries=(an_entry(note=""),))
    for work in (first, second, silent):
        book.follow_up(work)
    assert stored(book, first.case).follow_ups == {first.person: second}
    assert stored(book, silent.case).follow_ups == {silent.person: silent}


def test_writing_the_same_record_again_changes_nothing(book: ContactBook) -> None:
    first = a_follow_up()
    for _ in range(2):
        book.follow_up(first)
    second = replace(first, revision=2, entries=(*first.entries, an_entry(at=NOW + MINUTE)))
    for _ in range(2):
        book.follow_up(second)
    assert stored(book, first.case).follow_ups == {first.person: second}


def test_work_that_missed_another_record_is_refused(book: ContactBook) -> None:
    first = a_follow_up()
    other = replace(first, state=FollowUpState.CLOSED)
    with pytest.raises(ContactChanged):
        book.follow_up(replace(first, revision=2))
    book.follow_up(first)
    for late in (other, replace(other, revision=3)):
        with pytest.raises(ContactChanged):
            book.follow_up(late)
    assert stored(book, first.case).follow_ups == {first.person: first}


def test_work_may_begin_anew_where_the_old_has_expired(book: ContactBook) -> None:
    old = a_follow_up(expires_at=NOW + DAY)
    book.follow_up(old)
    early, late = (
        replace(old, entries=(an_entry(at=at),), expires_at=NOW + 9 * DAY) for at in (NOW + DAY - MINUTE, NOW + DAY)
    )
    with pytest.raises(ContactChanged):
        book.follow_up(early)
    book.follow_up(late)
    assert stored(book, old.case, now=NOW + DAY).follow_ups == {old.person: late}


def test_a_new_run_leaves_the_work(book: ContactBook) -> None:
    edge = an_edge()
    work = a_follow_up(case=edge.case, person=edge.person)
    book.follow_up(work)
    for active in (True, False, True):
        book.save([replace(edge, active=active)])
        assert stored(book, edge.case).follow_ups == {edge.person: work}


def test_of_many_records_at_once_one_is_kept(busy_stores: Stores) -> None:
    book = busy_stores.cases()[1]
    first = a_follow_up()

    def write(number: int) -> bool:
        try:
            book.follow_up(replace(first, entries=(an_entry(note=f"{number}"),)))
        except ContactChanged:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(write, range(16))) == 1


# Hand-overs.


def give(book: ContactBook, case: CaseCode, path: str, people: Sequence[PersonId]) -> HandOver:
    over = HandOver(case, path, tuple(people))
    book.hand_over(over, confirmed_at=NOW, expires_at=NOW + 104 * DAY)
    return over


def test_a_hand_over_names_people_by_commune(book: ContactBook) -> None:
    case, people = case_code(), [person_id() for _ in range(40)]
    here, there = give(book, case, NGOC_HA, people[:39]), give(book, case, HONG_HA, people[39:])
    give(book, case_code(), HONG_HA, people)
    assert book.handed_over(case) == [there, here]
    here = give(book, case, NGOC_HA, people[:3])
    give(book, case, HONG_HA, ())
    assert book.handed_over(case) == [here]
    give(book, case, NGOC_HA, ())
    give(book, case, NGOC_HA, ())
    assert book.handed_over(case) == []


# The table.


@pytest.fixture
def table(moto_stores: Stores) -> str:
    return moto_stores.table("Case")


@pytest.fixture
def dynamo(moto_stores: Stores, table: str) -> ContactBook:
    return DynamoContacts(table, sealer=moto_stores.sealer())


@pytest.fixture
def items_read() -> Iterator[list[int]]:
    """How many items each read brought."""
    counts: list[int] = []

    def note(parsed: Any, **_: Any) -> None:
        counts.append(json.decode(parsed.body).get("ScannedCount", 0))

    events = session.bulk_client().meta.events  # type: ignore[attr-defined]
    events.register("after-call.dynamodb.Query", note)
    yield counts
    events.unregister("after-call.dynamodb.Query", note)


@pytest.mark.parametrize("contacts", [30, 300])
def test_a_page_reads_what_it_shows(dynamo: ContactBook, items_read: list[int], contacts: int) -> None:
    """However many contacts the case has: at most a few edges more, and nobody's work but theirs."""
    case = case_code()
    edges = edges_of(case, contacts)
    dynamo.save(edges)
    for edge in edges[: contacts // 3]:
        dynamo.follow_up(a_follow_up(case=case, person=edge.person))
    for limit in (5, 20):
        items_read.clear()
        page = dynamo.page(case, limit=limit, cursor=None, now=NOW)
        assert len(page.edges) == limit
        assert sum(items_read) <= limit + 8 * 4 + 1 + len(page.follow_ups)
        assert len(items_read) <= 8 + 8


def test_a_glance_is_one_read_of_each_part_and_says_where_it_stopped(
    dynamo: ContactBook, items_read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_code()
    edges = edges_of(case, 200)
    dynamo.save(edges)
    for edge in edges[:20]:
        dynamo.follow_up(a_follow_up(case=case, person=edge.person))
    items_read.clear()
    assert dynamo.glance(case, now=NOW).is_whole
    assert (len(items_read), sum(items_read)) == (8, 220)
    monkeypatch.setattr(contacts, "_GLANCE", 10)
    items_read.clear()
    part = dynamo.glance(case, now=NOW)
    assert not part.is_whole
    assert (len(items_read), max(items_read)) == (8, 10)
    done = set(part.follow_ups)
    assert done == {edge.person for edge in edges[:20]}, "what was done is known of everybody who is read"
    assert set(part.edges) < set(edges)


def test_a_page_does_not_search_for_ever(dynamo: ContactBook, items_read: list[int]) -> None:
    """Where a thousand were withdrawn, a page may be empty and still have a successor."""
    case = case_code()
    last = edges_of(case, 3)
    dynamo.save([*edges_of(case, 600, active=False), *last])
    assert set(listed(dynamo, case, limit=5)) == set(last)
    items_read.clear()
    dynamo.page(case, limit=5, cursor=None, now=NOW)
    assert sum(items_read) <= 250


def test_the_contacts_of_a_case_are_spread(dynamo: ContactBook, table: str) -> None:
    case = case_code()
    people = [PersonId.from_random(n * 7_919_000_000) for n in range(200)]
    dynamo.save([an_edge(case=case, person=person) for person in people])
    used = {item["pk"]["S"] for item in session.client("dynamodb").scan(TableName=table)["Items"]}
    assert used == {f"E#{case}#{number}" for number in range(8)}
    assert [keys.shard(PersonId.from_random(n)) for n in range(4)] == SHARDS_FOR_EVER


def size_of(item: Any) -> int:
    """As the table counts it, near enough."""
    return sum(len(name) + len(value) for name, kinds in item.items() for value in kinds.values())


def test_an_edge_is_small() -> None:
    """Up to 1,024 bytes are one write unit; a trace may write thousands."""
    assert size_of(item_from_edge(an_edge(pieces=(a_piece(), a_piece())))) <= 300
    assert size_of(item_from_edge(an_edge(pieces=(a_piece(via=str(person_id())),) * MOST_PIECES))) <= 1024


def test_work_is_small_in_the_usual_case() -> None:
    by = "S#a93d8c1e-7b1f-4d7e-9c53-0a4c6f0d2b11"
    entries = tuple(an_entry(by=by, at=NOW + n * MINUTE, note="không nghe máy, gọi lại sau 17 giờ") for n in range(6))
    assert size_of(item_from_follow_up(a_follow_up(entries=entries), PlainSealer())) <= 1024


def test_all_that_a_follow_up_may_say_is_kept(book: ContactBook) -> None:
    reason = an_entry(state=FollowUpState.CLOSED, reason=CloseReason.OTHER, note="chuyển về quê", at=NOW + MINUTE)
    later = an_entry(state=FollowUpState.TO_CALL, outcome=CallOutcome.CALL_LATER, call_at=NOW + DAY)
    undo = an_entry(state=FollowUpState.TO_CALL, outcome=None, note="", is_undo=True, at=NOW + 2 * MINUTE)
    work = a_follow_up(
        entries=(later, reason, undo),
        call_at=NOW + DAY,
        before=Before(FollowUpState.TO_CALL, 3, None, NOW, NOW + DAY),
        assigned="tram-y-te",
        calling=Calling("S#tracer", "lan", NOW + 10 * MINUTE),
    )
    book.follow_up(work)
    assert stored(book, work.case).follow_ups == {work.person: work}
    assert book.follow_ups(work.case, [work.person], now=NOW) == {work.person: work}


def test_whose_task_somebody_is_may_be_said_before_anything_was_done(book: ContactBook) -> None:
    work = a_follow_up(entries=(), assigned="lan", attempts=0, state=FollowUpState.TO_CALL)
    book.follow_up(work)
    called = replace(work, revision=2, calling=Calling("S#tracer", "lan", NOW + MINUTE))
    book.follow_up(called)
    assert stored(book, work.case).follow_ups == {work.person: called}


def test_what_staff_wrote_is_sealed(dynamo: ContactBook, table: str) -> None:
    work = a_follow_up(entries=(an_entry(note="đang ở quê"),))
    dynamo.follow_up(work)
    (item,) = session.client("dynamodb").scan(TableName=table)["Items"]
    assert "quê" not in repr(item)
    moved = {**item, "sk": {"S": keys.follow_up(person_id())}}
    session.client("dynamodb").put_item(TableName=table, Item=moved)
    with pytest.raises(InvalidTag):
        stored(dynamo, work.case)


def test_a_first_record_may_say_nothing_yet(book: ContactBook) -> None:
    work: FollowUp = a_follow_up(entries=())
    book.follow_up(work)
    assert stored(book, work.case).follow_ups == {work.person: work}
