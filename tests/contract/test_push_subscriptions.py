"""PushSubscriptions: the newest few browsers of each person, sealed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from adapters import session
from adapters.dynamo.person.persons import DynamoPersons
from adapters.dynamo.person.subscriptions import DynamoSubscriptions
from adapters.memory.person.subscriptions import MemorySubscriptions
from domain.base.errors import Busy
from domain.base.secret import DEVICE_TOKEN_LIFE
from domain.people.codes import PersonId
from domain.telling.push import MOST_DEVICES, PushSubscriptions, Subscription
from tests.contract.engines import Stores
from tests.contract.samples.base import MINUTE, NOW, Clock
from tests.contract.samples.people import a_person, person_id
from tests.faults import Faults, lost_answer, throttled

LATER = NOW + timedelta(days=1)


def made(stores: Stores) -> PushSubscriptions:
    if stores.is_memory:
        return MemorySubscriptions()
    return DynamoSubscriptions(stores.table("Person"), sealer=stores.sealer())


@pytest.fixture
def browsers(stores: Stores) -> PushSubscriptions:
    return made(stores)


@pytest.fixture
def person() -> PersonId:
    return person_id()


def a_browser(number: int = 1, at: datetime = NOW) -> Subscription:
    return Subscription(f"https://fcm.googleapis.com/fcm/send/{number}", f"key{number}", f"auth{number}", at)


def test_nobody_has_a_browser_at_first(browsers: PushSubscriptions, person: PersonId) -> None:
    assert list(browsers.of_person(person, now=NOW)) == []


def test_a_browser_is_read_as_it_was_saved(browsers: PushSubscriptions, person: PersonId) -> None:
    assert browsers.save(person, a_browser()) is True
    assert list(browsers.of_person(person, now=LATER)) == [a_browser()]


def test_the_same_browser_again_replaces_itself(browsers: PushSubscriptions, person: PersonId) -> None:
    browsers.save(person, a_browser())
    newer = replace(a_browser(), p256dh="another key", saved_at=NOW + MINUTE)
    assert browsers.save(person, newer) is False
    assert list(browsers.of_person(person, now=LATER)) == [newer]


def test_the_newest_are_kept_newest_first(browsers: PushSubscriptions, person: PersonId) -> None:
    saved = [a_browser(n, NOW + n * MINUTE) for n in range(MOST_DEVICES + 2)]
    for browser in saved:
        assert browsers.save(person, browser) is True
    assert list(browsers.of_person(person, now=LATER)) == saved[:1:-1]


def test_the_oldest_used_again_is_not_the_one_that_makes_room(browsers: PushSubscriptions, person: PersonId) -> None:
    for n in range(MOST_DEVICES):
        browsers.save(person, a_browser(n, NOW + n * MINUTE))
    browsers.save(person, a_browser(0, NOW + 20 * MINUTE))
    browsers.save(person, a_browser(9, NOW + 21 * MINUTE))
    kept = [browser.endpoint[-1] for browser in browsers.of_person(person, now=LATER)]
    assert kept == ["9", "0", "4", "3", "2"]


def test_a_browser_is_removed_by_its_id(browsers: PushSubscriptions, person: PersonId) -> None:
    for n in (1, 2):
        browsers.save(person, a_browser(n))
    for _ in range(2):
        browsers.remove(person, a_browser(1).subscription_id)
    assert list(browsers.of_person(person, now=LATER)) == [a_browser(2)]


def test_people_have_their_own(browsers: PushSubscriptions, person: PersonId) -> None:
    other = person_id()
    browsers.save(person, a_browser())
    browsers.save(other, a_browser())
    browsers.remove(other, a_browser().subscription_id)
    assert list(browsers.of_person(person, now=LATER)) == [a_browser()]
    assert list(browsers.of_person(other, now=LATER)) == []


def test_a_browser_lives_as_long_as_a_device_token(browsers: PushSubscriptions, person: PersonId) -> None:
    browsers.save(person, a_browser())
    assert browsers.of_person(person, now=NOW + DEVICE_TOKEN_LIFE - timedelta(seconds=1))
    assert list(browsers.of_person(person, now=NOW + DEVICE_TOKEN_LIFE)) == []


def test_browsers_saved_at_once_are_all_there(busy_stores: Stores, person: PersonId) -> None:
    browsers = made(busy_stores)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: browsers.save(person, a_browser(n % 4)), range(16)))
    assert {b.endpoint[-1] for b in browsers.of_person(person, now=NOW)} == {"0", "1", "2", "3"}


# The table.


@pytest.fixture
def table(moto_stores: Stores) -> str:
    return moto_stores.table("Person")


def items(table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = session.client("dynamodb").scan(TableName=table)["Items"]
    return found


def test_address_and_keys_are_sealed(moto_stores: Stores, table: str, person: PersonId) -> None:
    browsers = DynamoSubscriptions(table, sealer=moto_stores.sealer())
    browsers.save(person, a_browser())
    (item,) = items(table)
    assert item["pk"] == {"S": f"B#{person}"}, "who writes here can touch nothing else of the person"
    assert item["sk"] == {"S": f"DEVICE#{a_browser().subscription_id}"}
    assert all(secret not in repr(item) for secret in ("googleapis", "key1", "auth1"))
    assert int(item["x"]["N"]) == int((NOW + DEVICE_TOKEN_LIFE).timestamp())


def test_the_sixth_browser_takes_the_place_of_the_oldest_in_the_table_too(
    moto_stores: Stores, table: str, person: PersonId
) -> None:
    """What readers leave out, nobody keeps."""
    browsers = DynamoSubscriptions(table, sealer=moto_stores.sealer())
    for number in range(MOST_DEVICES + 3):
        browsers.save(person, a_browser(number, NOW + number * MINUTE))
    kept = {item["sk"]["S"] for item in items(table)}
    assert MOST_DEVICES == 5
    assert kept == {f"DEVICE#{a_browser(number).subscription_id}" for number in range(3, 8)}


def test_of_browsers_that_were_saved_at_once_the_newest_five_are_told(
    moto_stores: Stores, table: str, person: PersonId
) -> None:
    """Two who each saw four leave six behind: readers take five, and the next save makes room again."""
    browsers = DynamoSubscriptions(table, sealer=moto_stores.sealer())
    for number in range(MOST_DEVICES):
        browsers.save(person, a_browser(number, NOW + number * MINUTE))
    (oldest,) = [i for i in items(table) if i["sk"]["S"] == f"DEVICE#{a_browser(0).subscription_id}"]
    browsers.save(person, a_browser(6, NOW + 6 * MINUTE))
    session.client("dynamodb").put_item(TableName=table, Item=oldest)
    assert len(items(table)) == MOST_DEVICES + 1
    assert [b.endpoint[-1] for b in browsers.of_person(person, now=LATER)] == ["6", "4", "3", "2", "1"]
    browsers.save(person, a_browser(7, NOW + 7 * MINUTE))
    assert len(items(table)) == MOST_DEVICES


def test_a_browser_moved_to_another_person_does_not_open(moto_stores: Stores, table: str, person: PersonId) -> None:
    browsers = DynamoSubscriptions(table, sealer=moto_stores.sealer())
    browsers.save(person, a_browser())
    thief = person_id()
    (item,) = items(table)
    session.client("dynamodb").put_item(TableName=table, Item={**item, "pk": {"S": f"B#{thief}"}})
    with pytest.raises(Exception, match=r"^$"):  # cryptography's InvalidTag has no words
        browsers.of_person(thief, now=NOW)


def test_the_profile_beside_them_is_no_browser(moto_stores: Stores, table: str) -> None:
    sealer, keys = moto_stores.sealer(), moto_stores.secrets(Clock())
    someone = a_person()
    DynamoPersons(table, sealer=sealer, key_store=keys).register(someone, device="d1", registration="r1")
    browsers = DynamoSubscriptions(table, sealer=sealer)
    assert list(browsers.of_person(someone.person_id, now=NOW)) == []
    browsers.save(someone.person_id, a_browser())
    assert len(list(browsers.of_person(someone.person_id, now=NOW))) == 1


def test_a_lost_answer_is_saved_once(moto_stores: Stores, table: str, person: PersonId, faults: Faults) -> None:
    sealer = moto_stores.sealer()
    sealer.seal("makes the key", bound_to="nothing")
    browsers = DynamoSubscriptions(table, sealer=sealer)
    faults.plan("PutItem", *[lost_answer] * 3)
    with pytest.raises(Busy):
        browsers.save(person, a_browser())
    assert browsers.save(person, a_browser()) is False
    assert len(items(table)) == 1


def test_a_throttled_removal_can_be_repeated(moto_stores: Stores, table: str, person: PersonId, faults: Faults) -> None:
    browsers = DynamoSubscriptions(table, sealer=moto_stores.sealer())
    browsers.save(person, a_browser())
    faults.plan("DeleteItem", *[throttled] * 3)
    with pytest.raises(Busy):
        browsers.remove(person, a_browser().subscription_id)
    browsers.remove(person, a_browser().subscription_id)
    assert items(table) == []


# Browsers of the time when they stood beside the profile: read until they expire, and nobody writes there any more.


@pytest.fixture
def of_old(moto_stores: Stores, table: str, person: PersonId) -> DynamoSubscriptions:
    """Two of them, as they were stored then."""
    browsers = DynamoSubscriptions(table, sealer=moto_stores.sealer())
    for number in (1, 2):
        browsers.save(person, a_browser(number, NOW + number * MINUTE))
    for item in items(table):
        session.client("dynamodb").put_item(TableName=table, Item={**item, "pk": {"S": f"P#{person}"}})
        session.client("dynamodb").delete_item(TableName=table, Key={"pk": item["pk"], "sk": item["sk"]})
    return browsers


def beside_the_profile(table: str) -> list[dict[str, Any]]:
    return [item for item in items(table) if item["pk"]["S"].startswith("P#")]


def endings(browsers: DynamoSubscriptions, person: PersonId) -> list[str]:
    return [browser.endpoint[-1] for browser in browsers.of_person(person, now=LATER)]


def test_old_browsers_are_read_among_the_others(of_old: DynamoSubscriptions, table: str, person: PersonId) -> None:
    before = beside_the_profile(table)
    assert of_old.save(person, a_browser(3, NOW + 3 * MINUTE)) is True
    assert endings(of_old, person) == ["3", "2", "1"]
    assert beside_the_profile(table) == before


def test_an_old_browser_that_is_saved_again_is_no_new_one(
    of_old: DynamoSubscriptions, table: str, person: PersonId
) -> None:
    before = beside_the_profile(table)
    assert of_old.save(person, a_browser(1, NOW + 5 * MINUTE)) is False
    assert endings(of_old, person) == ["1", "2"]
    of_old.remove(person, a_browser(1).subscription_id)
    assert endings(of_old, person) == ["2"], "what stood there before does not come back"
    assert beside_the_profile(table) == before


def test_an_old_browser_that_was_removed_stays_away_until_it_expires(
    of_old: DynamoSubscriptions, table: str, person: PersonId
) -> None:
    before = beside_the_profile(table)
    for _ in range(2):
        of_old.remove(person, a_browser(1).subscription_id)
    assert endings(of_old, person) == ["2"]
    assert beside_the_profile(table) == before
    (mark,) = [item for item in items(table) if item["pk"]["S"].startswith("B#")]
    (old,) = [item for item in before if item["sk"] == mark["sk"]]
    assert mark["x"] == old["x"], "gone with what it stands for"
    assert "e" not in mark
    assert of_old.save(person, a_browser(1, NOW + 9 * MINUTE)) is True, "it may come again"
    assert endings(of_old, person) == ["1", "2"]


def test_old_browsers_make_room_too(of_old: DynamoSubscriptions, table: str, person: PersonId) -> None:
    before = beside_the_profile(table)
    for number in range(3, 3 + MOST_DEVICES):
        of_old.save(person, a_browser(number, NOW + number * MINUTE))
    assert endings(of_old, person) == ["7", "6", "5", "4", "3"]
    assert beside_the_profile(table) == before
