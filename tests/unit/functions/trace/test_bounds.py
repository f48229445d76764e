"""How far one request looks before it says "go on from here", and how often it tries before it asks for patience."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.tracing.codes import CaseCode
from functions.trace.case import service
from functions.trace.contact.service import lists, whole
from tests.builders.base import NOW
from tests.builders.tracing import a_case, a_piece, an_edge
from tests.unit.functions.trace.outbreak import (
    TRACER,
    confirmed,
    market,
    person,
    refused,
    traced_case,
    were_there,
)


@pytest.fixture
def counted(house, monkeypatch):
    """Counts the calls of one method of a twin."""
    calls: Counter[str] = Counter()

    def of(twin, method):
        asked = getattr(twin, method)

        def count(*args, **kwargs):
            calls[method] += 1
            return asked(*args, **kwargs)

        monkeypatch.setattr(twin, method, count)
        return calls

    return of


def pages(house, calls, **query):
    """Each page of the list: its rows, and what was asked of the twins for it."""
    found, cursor = [], ""
    for _ in range(100):
        calls.clear()
        page = house.call("listContacts", token=TRACER, query={**query, "cursor": cursor}).json
        found.append((page["contacts"], dict(calls)))
        cursor = page.get("next_cursor", "")
        if not cursor:
            return found
    raise AssertionError("the pages never end")


def test_a_filter_that_leaves_nobody_reads_a_few_pages_and_goes_on_next_time(house, counted):
    people = range(1, 31)
    for number in people:
        person(house, number)
    market(house)
    were_there(house, people)
    code = traced_case(house)
    calls = counted(house.contacts, "page")
    found = pages(house, calls, case_id=code, limit=1, status="reached")
    assert not any(rows for rows, _ in found)
    read = [asked.get("page", 0) for _, asked in found]
    assert max(read[1:]) == lists._ROUNDS == 4
    assert read[0] <= lists._ROUNDS + 1, "the first one is counted, too"


def test_a_queue_of_cases_without_contacts_is_read_in_parts(house, counted):
    for number in range(1, 62):
        person(house, number)
        house.cases.open(a_case(number, person=number))
    calls = counted(house.cases, "in_unit")
    found = pages(house, calls, limit=20)
    assert not any(rows for rows, _ in found)
    counting = 61 // whole._AT_ONCE + 1
    assert [asked["in_unit"] for _, asked in found] == [lists._BATCHES + counting, 2]
    assert lists._BATCHES == 5


def test_a_count_ends_at_its_bound_and_says_so(house, monkeypatch, counted):
    monkeypatch.setattr(whole, "MOST_PEOPLE", 7)
    for number in range(1, 41):
        person(house, number)
    market(house)
    codes = []
    for f0, people in ((1, range(10, 15)), (2, range(20, 25)), (3, range(30, 35))):
        were_there(house, (f0, *people), at=NOW - timedelta(hours=5 * f0))
        codes.append(traced_case(house, f0, confirmed_at=f"2021-10-02T07:0{f0}:00+07:00"))
    calls = counted(house.contacts, "page")

    def counts(**query):
        calls.clear()
        return house.call("listContacts", token=TRACER, query={"limit": 1, **query}).json["counts"]

    found = counts()
    assert (found["to_call"], found["matching"], found["more"]) == (7, 7, True)
    assert calls["page"] <= 2 + 1, "two cases are enough for the bound, and one page is shown"
    assert counts(case_id=codes[0]) == {"to_call": 5, "overdue": 0, "unreachable": 0, "matching": 5}
    monkeypatch.setattr(whole, "MOST_PEOPLE", 4)
    assert counts(case_id=codes[0])["more"] is True
    monkeypatch.setattr(whole, "MOST_PEOPLE", 15)
    assert "more" not in counts(), "exactly so many are all of them"


def test_an_answer_of_evidence_ends_before_it_is_too_large_to_be_said(house, monkeypatch):
    monkeypatch.setattr(lists, "_EDGES", 2)
    monkeypatch.setattr(lists, "_PIECES", 5)
    case = a_case()
    pieces = tuple(a_piece(NOW - timedelta(hours=hours)) for hours in (4, 8))
    house.contacts.save([an_edge(number, pieces=pieces) for number in range(2, 12)])
    sizes, cursor = [], None
    for _ in range(10):
        page = lists.evidence_page(case, limit=100, cursor=cursor, contacts=house.contacts, now=NOW)
        sizes.append(len(page.edges))
        cursor = page.cursor
        if cursor is None:
            break
    assert sizes == [4, 4, 2], "two readings of two edges are eight pieces: no third reading"


def test_a_case_that_others_keep_changing_asks_for_patience(house, monkeypatch, counted):
    person(house, 1)
    code = confirmed(house)
    stands = house.cases.find(CaseCode.parse(code))
    monkeypatch.setattr(house.cases, "replace", lambda _: replace(stands, changed_by="S#quicker"))
    calls = counted(house.cases, "replace")
    reply = house.call("retractCase", {"reason": "nhầm mẫu"}, token=TRACER, case_id=code)
    assert refused(reply, 503, "busy")
    assert calls["replace"] == service._TRIES == 3
