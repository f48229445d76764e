"""VenueRegister, many at once: a file of venues is registered in few calls, and one that ended in the middle is finished."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from adapters.dynamo.venue import venues as dynamo_venues
from adapters.dynamo.venue.venues import DynamoVenues
from adapters.memory.secret.secrets import PlainSealer
from domain.base.errors import Busy
from domain.presence.venue import VenueRegister
from tests.contract.engines import Stores
from tests.contract.samples.presence import a_venue, venue_code, venue_id
from tests.faults import Crash, Fault, Faults, crash, crash_after, lost_answer, served, throttled

NGOC_HA = "VN-2025H2/01/00008"


@pytest.fixture
def register(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> VenueRegister:
    if stores.name == "moto":
        one_after_another(monkeypatch)
    return stores.venues()


@pytest.fixture
def in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    one_after_another(monkeypatch)


@pytest.fixture
def by_fours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Moto copies its tables for every transaction: the fewer venues, the sooner it is done."""
    monkeypatch.setattr(dynamo_venues, "_REGISTERED", 4)


def one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Moto cannot do two transactions at once, and a fault is planned for the next."""
    monkeypatch.setattr(dynamo_venues, "at_once", lambda work, parts: [work(part) for part in parts])


def test_many_are_registered_at_once_and_those_of_before_are_found(register: VenueRegister) -> None:
    there = register.add(a_venue(name="Quán Hoà"))
    new = [a_venue(unit_path=NGOC_HA) for _ in range(70)]
    wanted = [*new[:40], a_venue(name="QUÁN HÒA"), *new[40:]]
    assert list(register.add_all(wanted)) == [*new[:40], there, *new[40:]]
    assert list(register.add_all(wanted)) == [*new[:40], there, *new[40:]]
    for venue in (new[0], new[-1]):
        assert register.by_code(venue.code) == register.by_id(venue.venue_id) == venue
    assert register.number(NGOC_HA) == len(new)
    assert register.add_all([]) == []


def test_one_name_twice_among_many_is_one_venue(register: VenueRegister) -> None:
    first, again, other = a_venue(name="Quán Hai Lần"), a_venue(name="QUÁN HAI LẦN"), a_venue()
    stored = register.add_all([first, other, again])
    assert len({venue.venue_id for venue in stored}) == 2
    assert stored[0] == stored[2]


def test_a_taken_code_among_many_keeps_nobody_else_out(register: VenueRegister) -> None:
    taken = register.add(a_venue())
    others = [a_venue() for _ in range(3)]
    rival = a_venue(code=taken.code)
    with pytest.raises(Busy):
        register.add_all([*others, rival])
    fresh = replace(rival, code=venue_code())
    assert list(register.add_all([*others, fresh])) == [*others, fresh]
    assert register.by_code(taken.code) == taken


def test_of_one_file_given_in_several_times_at_once_each_venue_is_kept_once(busy_stores: Stores) -> None:
    register = busy_stores.venues()
    names = [a_venue().name for _ in range(40)]

    def import_all(_: int) -> list[str]:
        while True:  # as a browser does that is told to wait
            try:
                return [str(venue.venue_id) for venue in register.add_all([a_venue(name=name) for name in names])]
            except Busy:
                continue

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(import_all, range(4)))
    assert told == [told[0]] * 4
    assert len(set(told[0])) == len(names)


# What ends in the middle.


@pytest.mark.usefixtures("in_order", "by_fours")
@pytest.mark.parametrize("ends", [crash, crash_after], ids=["before", "after"])
@pytest.mark.parametrize("whole", range(3))
def test_many_of_which_some_were_registered_are_finished_by_the_same_again(
    moto_stores: Stores, faults: Faults, ends: Fault, whole: int
) -> None:
    """As a function ends that has used up its time: after so many transactions of three, in one of them."""
    register = DynamoVenues(moto_stores.table("Venue"), sealer=PlainSealer())
    wanted = [a_venue() for _ in range(3 * dynamo_venues._REGISTERED - 1)]
    faults.plan("TransactWriteItems", *[served] * whole, ends)
    with pytest.raises(Crash):
        register.add_all(wanted)

    there = register.same(wanted)
    stored = whole + (ends is crash_after)
    assert len(there) == min(len(wanted), stored * dynamo_venues._REGISTERED), "each part whole or not at all"
    again = [replace(venue, venue_id=venue_id(), code=venue_code()) for venue in wanted]
    found = register.add_all(again)
    assert sum(venue.venue_id in {old.venue_id for old in wanted} for venue in found) == len(there)
    assert all(register.by_code(venue.code) == venue for venue in found)
    assert [venue.natural_key for venue in found] == [venue.natural_key for venue in wanted]


@pytest.mark.usefixtures("in_order")
def test_a_hundred_are_registered_in_few_calls(moto_stores: Stores, faults: Faults, bulk_faults: Faults) -> None:
    register = DynamoVenues(moto_stores.table("Venue"), sealer=PlainSealer())
    register.add_all([a_venue() for _ in range(100)])
    assert faults.sent["TransactWriteItems"] == 4
    assert bulk_faults.sent["BatchGetItem"] <= 5


@pytest.mark.usefixtures("in_order")
def test_many_that_a_busy_table_refuses_ask_for_patience(moto_stores: Stores, faults: Faults) -> None:
    register = DynamoVenues(moto_stores.table("Venue"), sealer=PlainSealer())
    wanted = [a_venue() for _ in range(3)]
    faults.plan("TransactWriteItems", lost_answer, throttled)
    assert list(register.add_all(wanted)) == wanted, "its own first attempt is not somebody else's"
    others = [a_venue() for _ in range(3)]
    faults.plan("TransactWriteItems", *[throttled] * 3)
    with pytest.raises(Busy):
        register.add_all(others)
    assert list(register.add_all(others)) == others
