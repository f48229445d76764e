"""Tallies: names that are counted once and never beyond the bound, sums, and what they cost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from adapters import session
from adapters.dynamo.tally.tallies import DynamoTallies
from domain.base.errors import Busy
from domain.base.period import epoch, start_of_local_day
from domain.base.secret import Purpose
from domain.base.tally import Counted, Counter, Tallies
from domain.people.bounds import codes_of, registrations_from, registrations_of
from domain.people.policy import STRANGER_POLICIES
from tests.contract.engines import Stores
from tests.contract.samples.base import DAY, NOW, Clock, numbers
from tests.contract.samples.people import a_phone
from tests.faults import Crash, Faults, crash, crash_after, lost_answer, silence, throttled

MOST = 3
STRANGERS = STRANGER_POLICIES[-1]
ADDRESS = "203.0.113.7"


@pytest.fixture
def tallies(stores: Stores) -> Tallies:
    return stores.tallies()


@pytest.fixture
def counter() -> Counter:
    return registrations_of(a_phone(), NOW)


def take(tallies: Tallies, counter: Counter, *names: str) -> list[bool]:
    return [tallies.take(counter, name, most=MOST) for name in names]


def test_no_more_names_get_in_than_there_are_places(tallies: Tallies, counter: Counter) -> None:
    assert take(tallies, counter, "a", "b", "c", "d") == [True, True, True, False]


def test_a_name_takes_one_place_however_often_it_comes(tallies: Tallies, counter: Counter) -> None:
    assert take(tallies, counter, "a", "a", "b", "b", "c", "a") == [True] * 6
    assert take(tallies, counter, "d", "c") == [False, True]


def test_a_place_that_is_given_back_is_anothers(tallies: Tallies, counter: Counter) -> None:
    tallies.give_back(counter, "nobody")
    take(tallies, counter, "a", "b", "c")
    tallies.give_back(counter, "b")
    tallies.give_back(counter, "b")
    assert take(tallies, counter, "d", "e", "b") == [True, False, False]


def test_all_places_can_be_set_free(tallies: Tallies, counter: Counter) -> None:
    tallies.clear(counter)
    for _ in range(2):
        assert take(tallies, counter, "a", "b", "c", "d") == [True, True, True, False]
        tallies.clear(counter)


def test_every_number_day_and_kind_has_places_of_its_own(tallies: Tallies) -> None:
    phone, midnight = a_phone(), start_of_local_day(NOW) + DAY
    counters = (
        registrations_of(phone, NOW),
        registrations_of(phone, midnight),
        registrations_of(a_phone(), NOW),
        codes_of(phone, NOW),
    )
    for counter in counters:
        assert take(tallies, counter, "a", "b", "c", "d") == [True, True, True, False]
    assert registrations_of(phone, midnight - timedelta(microseconds=1)) == counters[0]


def test_sums_are_told_to_whoever_adds(tallies: Tallies) -> None:
    counter = registrations_from(ADDRESS, STRANGERS, NOW)
    other = registrations_from(ADDRESS, STRANGERS, NOW + STRANGERS.window)
    assert tallies.total(counter) == 0
    assert [tallies.add(counter, 20), tallies.add(counter, 1)] == [20, 21]
    assert (tallies.total(counter), tallies.total(other)) == (21, 0)


def test_of_many_at_once_no_more_get_in(busy_stores: Stores) -> None:
    tallies, counter = busy_stores.tallies(), registrations_of(a_phone(), NOW)
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda number: tallies.take(counter, f"{number}", most=5), range(24)))
        again = list(pool.map(lambda number: tallies.take(counter, f"{number}", most=5), range(24)))
    assert sum(taken) == 5
    assert again == taken


def test_sums_at_once_are_all_seen(busy_stores: Stores) -> None:
    tallies, counter = busy_stores.tallies(), registrations_from(f"2001:db8:{next(numbers):x}::1", STRANGERS, NOW)
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _: tallies.add(counter, 2), range(24)))
    assert sorted(told) == list(range(2, 50, 2))


# The table.


@pytest.fixture
def on_moto(moto_stores: Stores) -> tuple[DynamoTallies, str]:
    """Its key is made already: no fault befalls its making."""
    table, keys = moto_stores.table("Tally"), moto_stores.secrets(Clock())
    keys.ring(Purpose.LOOKUP)
    return DynamoTallies(table, key_store=keys), table


def items(table: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = session.client("dynamodb").scan(TableName=table)["Items"]  # type: ignore[assignment]
    return found


def test_neither_number_address_nor_name_stands_in_the_table(on_moto: tuple[DynamoTallies, str]) -> None:
    tallies, table = on_moto
    phone, name = a_phone(), "6f1c1f0e-6c8e-4e54-9a57-2f0f5d8f9f0a"
    tallies.take(registrations_of(phone, NOW), name, most=MOST)
    tallies.add(registrations_from(ADDRESS, STRANGERS, NOW), 20)
    stored = repr(items(table))
    assert not [said for said in (phone[3:], ADDRESS, name) if said in stored]


def test_two_days_of_one_address_have_nothing_in_common(on_moto: tuple[DynamoTallies, str]) -> None:
    tallies, table = on_moto
    for now in (NOW, NOW + DAY):
        tallies.add(registrations_from(ADDRESS, STRANGERS, now), 20)
    assert len({repr(item["pk"]) for item in items(table)}) == 2


@pytest.mark.parametrize("counter", [codes_of("+84905000001", NOW), registrations_from(ADDRESS, STRANGERS, NOW)])
def test_a_counter_expires_when_its_time_ends(on_moto: tuple[DynamoTallies, str], counter: Counter) -> None:
    tallies, table = on_moto
    if counter.counted is Counted.SOURCE_REGISTRATIONS:
        tallies.add(counter, 20)
    else:
        tallies.take(counter, "a", most=MOST)
    (item,) = items(table)
    assert item["x"] == {"N": str(epoch(counter.until))}
    assert counter.until - NOW <= DAY


def test_what_was_never_counted_is_not_made_by_giving_back(
    on_moto: tuple[DynamoTallies, str], counter: Counter
) -> None:
    tallies, table = on_moto
    tallies.give_back(counter, "a")
    tallies.clear(counter)
    assert items(table) == []


def test_counting_is_one_write(on_moto: tuple[DynamoTallies, str], faults: Faults, counter: Counter) -> None:
    take(on_moto[0], counter, "a", "b", "c", "d", "a")
    assert faults.sent == {"UpdateItem": 5}


def test_an_item_stays_within_one_write_unit(on_moto: tuple[DynamoTallies, str]) -> None:
    from bench import units

    tallies, table = on_moto
    for counter in (codes_of(a_phone(), NOW), registrations_of(a_phone(), NOW)):
        for number in range(5):
            tallies.take(counter, f"name {number}", most=5)
    assert max(units.size(item) for item in items(table)) < units.KILOBYTE / 4  # type: ignore[arg-type]


@pytest.mark.parametrize("trouble", [(throttled,), (silence,), (lost_answer,), (lost_answer, throttled)])
def test_a_place_is_taken_once_through_passing_trouble(
    on_moto: tuple[DynamoTallies, str], faults: Faults, counter: Counter, trouble: tuple[object, ...]
) -> None:
    faults.plan("UpdateItem", *trouble)  # type: ignore[arg-type]
    assert take(on_moto[0], counter, "a", "b", "c", "d") == [True, True, True, False]


@pytest.mark.parametrize("death", [crash, crash_after])
def test_a_process_killed_while_it_counts_takes_one_place_with_its_successor(
    on_moto: tuple[DynamoTallies, str], faults: Faults, counter: Counter, death: object
) -> None:
    faults.plan("UpdateItem", death)  # type: ignore[arg-type]
    with pytest.raises(Crash):
        take(on_moto[0], counter, "a")
    assert take(on_moto[0], counter, "a", "b", "c", "d") == [True, True, True, False]


def test_trouble_that_lasts_asks_for_patience(
    on_moto: tuple[DynamoTallies, str], faults: Faults, counter: Counter
) -> None:
    faults.plan("UpdateItem", *[throttled] * 20)
    with pytest.raises(Busy):
        take(on_moto[0], counter, "a")
