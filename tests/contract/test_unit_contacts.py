"""UnitContacts: one read of a unit and what it lies in; a revision stands on the one before it, and both are kept."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from adapters import session
from adapters.dynamo.hotline.book import DynamoUnitContactBook
from domain.base.errors import Busy
from domain.base.unit import UnitKey
from domain.telling.errors import UnitContactChanged
from domain.telling.unit_contact import BodyKind, Said, UnitContact, UnitContactBook, following
from tests.contract.engines import Stores
from tests.contract.samples.base import MINUTE, NOW, numbers
from tests.faults import Faults, lost_answer, throttled

SCHEME = "VN-2025H2"


@pytest.fixture
def contacts(stores: Stores) -> UnitContactBook:
    return stores.unit_contacts()


@pytest.fixture
def ward() -> UnitKey:
    return a_unit()


def a_unit() -> UnitKey:
    return UnitKey(SCHEME, f"{next(numbers):05d}")


def a_contact(kind: BodyKind = BodyKind.STATION, **said: Any) -> UnitContact:
    station = Said("Trạm y tế phường Hồng Hà", "+842438253531", "7:00-17:00")
    return UnitContact(kind, station._replace(**said), 1, NOW, "S#an")


def after(contact: UnitContact, minutes: int = 1, **said: Any) -> UnitContact:
    return replace(
        contact,
        said=contact.said._replace(**said),
        revision=contact.revision + 1,
        since=contact.since + minutes * MINUTE,
    )


def test_what_is_said_is_read_with_what_the_unit_lies_in(contacts: UnitContactBook, ward: UnitKey) -> None:
    province, other = a_unit(), a_unit()
    station, cdc = a_contact(), a_contact(BodyKind.CDC, name="CDC", phone="1022", hours="")
    contacts.put(ward, station)
    contacts.put(province, cdc)
    contacts.put(ward, a_contact(BodyKind.HOTLINE, phone="19001234"))
    found = contacts.of_units([ward, other, province, ward])
    assert [contact.kind for contact in found[ward]] == [BodyKind.STATION, BodyKind.HOTLINE]
    assert found[ward][0] == station
    assert [*found[province]] == [cdc]
    assert other not in found
    assert contacts.of_units([]) == {}


def test_the_newest_stands_and_all_are_kept(contacts: UnitContactBook, ward: UnitKey) -> None:
    first = a_contact()
    second = after(first, phone="+84912345678")
    third = after(second, is_listed=False)
    for contact in (first, second, third):
        contacts.put(ward, contact)
    assert [*contacts.of_units([ward])[ward]] == [third]
    assert [*contacts.changes(ward, limit=10)] == [third, second, first]
    assert [*contacts.changes(ward, limit=2)] == [third, second]
    assert [*contacts.changes(a_unit(), limit=2)] == []


def test_changes_of_several_bodies_stand_in_the_order_of_time(contacts: UnitContactBook, ward: UnitKey) -> None:
    station = a_contact()
    hotline = replace(a_contact(BodyKind.HOTLINE), since=NOW + 5 * MINUTE)
    later = after(station, 9, name="Trạm y tế")
    for contact in (station, hotline, later):
        contacts.put(ward, contact)
    assert [*contacts.changes(ward, limit=10)] == [later, hotline, station]


def test_the_same_again_changes_nothing(contacts: UnitContactBook, ward: UnitKey) -> None:
    for _ in range(2):
        contacts.put(ward, a_contact())
    assert len(contacts.changes(ward, limit=10)) == 1


@pytest.mark.parametrize("revision", [1, 3])
def test_a_revision_stands_on_the_one_before_it(contacts: UnitContactBook, ward: UnitKey, revision: int) -> None:
    contacts.put(ward, a_contact())
    with pytest.raises(UnitContactChanged):
        contacts.put(ward, replace(a_contact(name="Khác"), revision=revision))
    assert [*contacts.of_units([ward])[ward]] == [a_contact()]
    assert len(contacts.changes(ward, limit=10)) == 1


def test_of_several_at_once_one_is_first(busy_stores: Stores) -> None:
    contacts, ward = busy_stores.unit_contacts(), a_unit()

    def say(number: int) -> bool:
        try:
            contacts.put(ward, a_contact(name=f"Trạm {number}"))
        except UnitContactChanged:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(say, range(4))) == [False, False, False, True]
    assert len(contacts.changes(ward, limit=10)) == 1


def test_what_follows_is_the_next_revision_unless_nothing_is_new() -> None:
    first = following(None, BodyKind.STATION, a_contact().said, by="S#an", now=NOW)
    assert first == a_contact()
    assert following(first, BodyKind.STATION, first.said, by="S#ba", now=NOW + timedelta(days=1)) == first
    other = first.said._replace(hours="")
    second = following(first, BodyKind.STATION, other, by="S#ba", now=NOW + MINUTE)
    assert (second.revision, second.by, second.since, second.said) == (2, "S#ba", NOW + MINUTE, other)


# The table.


@pytest.fixture
def table(moto_stores: Stores) -> str:
    return moto_stores.table("Hotline")


def test_a_lost_answer_is_no_rival(table: str, ward: UnitKey, faults: Faults) -> None:
    contacts = DynamoUnitContactBook(table)
    faults.plan("TransactWriteItems", lost_answer)
    contacts.put(ward, a_contact())
    assert len(contacts.changes(ward, limit=10)) == 1


def test_a_store_that_is_busy_is_said_to_be(table: str, ward: UnitKey, faults: Faults) -> None:
    faults.plan("TransactWriteItems", *[throttled] * 20)
    with pytest.raises(Busy):
        DynamoUnitContactBook(table).put(ward, a_contact())


def test_a_commune_and_all_above_it_are_one_read(table: str) -> None:
    line = [a_unit() for _ in range(3)]
    contacts = DynamoUnitContactBook(table)
    for unit in line:
        contacts.put(unit, a_contact())
    with Faults(session.bulk_client()) as seen:
        assert len(contacts.of_units(line)) == 3
    assert seen.sent == {"BatchGetItem": 1}
