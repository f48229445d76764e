"""KeyRotation and Sealer: the rotation makes a key and adds one, old ones verify and open as long as they must."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from adapters import session
from adapters.aws.sealing import AesSealer, UnknownKey
from adapters.dynamo.secret.secrets import DynamoRotation, DynamoSecrets
from domain.base.codes import ALPHABET
from domain.base.errors import Busy
from domain.base.secret import DEVICE_KEY_AGE, DEVICE_TOKEN_LIFE, VENUE_KEY_AGE, Key, KeyRotation, Purpose, Sealer
from tests.contract.engines import Stores
from tests.contract.samples.base import DAY, NOW, Clock
from tests.faults import Faults


@pytest.fixture
def store(stores: Stores, clock: Clock) -> KeyRotation:
    return stores.secrets(clock)


@pytest.fixture
def sealer(stores: Stores) -> Sealer:
    return stores.sealer()


def test_the_first_turn_makes_one_key_for_each_purpose(store: KeyRotation) -> None:
    rings = {purpose: store.rotate(purpose, now=NOW) for purpose in Purpose}
    assert {purpose: store.known(purpose) for purpose in Purpose} == {
        p: frozenset(ring.keys) for p, ring in rings.items()
    }
    assert all(len(ring.keys) == 1 and len(ring.newest.material) == 32 for ring in rings.values())
    assert len({ring.newest.material for ring in rings.values()}) == len(Purpose)
    assert {purpose: store.ring(purpose, fresh=True) for purpose in Purpose} == rings
    assert rings[Purpose.DEVICE].newest.made_at == NOW


def test_rotation_waits_for_its_age(store: KeyRotation, clock: Clock) -> None:
    first = store.ring(Purpose.DEVICE).newest
    early = NOW + DEVICE_KEY_AGE - timedelta(seconds=1)
    assert store.rotate(Purpose.DEVICE, now=early).newest == first
    clock.now = NOW + DEVICE_KEY_AGE
    ring = store.rotate(Purpose.DEVICE, now=clock.now)
    assert ring.newest != first
    assert ring.material()[first.kid] == first.material
    assert store.rotate(Purpose.DEVICE, now=clock.now) == ring
    assert store.ring(Purpose.DEVICE) == ring


def test_what_never_rotates(store: KeyRotation) -> None:
    for purpose in (Purpose.LOOKUP, Purpose.AUDIT):
        first = store.ring(purpose)
        assert store.rotate(purpose, now=NOW + 3650 * DAY) == first


def test_a_replaced_key_lives_as_long_as_what_it_signed(store: KeyRotation, clock: Clock) -> None:
    first = store.ring(Purpose.DEVICE).newest
    replaced = NOW + DEVICE_KEY_AGE
    store.rotate(Purpose.DEVICE, now=replaced)
    clock.now = replaced + DEVICE_KEY_AGE + DEVICE_TOKEN_LIFE - timedelta(seconds=1)
    assert first.kid in store.ring(Purpose.DEVICE, fresh=True).keys
    clock.now += timedelta(minutes=10)
    assert first.kid not in store.ring(Purpose.DEVICE, fresh=True).keys


def test_a_posters_key_is_one_symbol_and_stays_for_ever(store: KeyRotation) -> None:
    now = store.ring(Purpose.VENUE).newest.made_at
    for _ in range(12):
        now += VENUE_KEY_AGE
        ring = store.rotate(Purpose.VENUE, now=now)
    assert list(ring.keys) == list(ALPHABET[1:14])
    assert ring.newest.kid == ALPHABET[13]


def test_a_missed_run_still_retires_the_old_key(store: KeyRotation, clock: Clock) -> None:
    store.ring(Purpose.DEVICE)
    store.rotate(Purpose.DEVICE, now=NOW + DEVICE_KEY_AGE)
    store.rotate(Purpose.DEVICE, now=NOW + 2 * DEVICE_KEY_AGE)
    clock.now = NOW + 3 * DEVICE_KEY_AGE + DEVICE_TOKEN_LIFE
    ring = store.rotate(Purpose.DEVICE, now=clock.now)
    assert "k1" not in ring.keys
    assert ring.newest.kid == "k4"


def test_two_rotations_at_once_add_one_key(busy_stores: Stores) -> None:
    clock = Clock()
    store = busy_stores.secrets(clock)
    store.ring(Purpose.DEVICE)
    clock.now = NOW + DEVICE_KEY_AGE
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda _: store.rotate(Purpose.DEVICE, now=clock.now), range(8)))
    assert {len(ring.keys) for ring in rings} == {2}


def test_a_key_does_not_show_itself(store: KeyRotation) -> None:
    key = store.ring(Purpose.SEAL).newest
    assert repr(key.material) not in repr(store.ring(Purpose.SEAL))


# The table.


@pytest.mark.parametrize("purpose", Purpose)
def test_nobody_but_the_rotation_makes_a_key(moto_stores: Stores, purpose: Purpose) -> None:
    table = moto_stores.table("Secret")
    door = DynamoSecrets(table, clock=Clock())
    for fresh in (False, True):
        with pytest.raises(Busy):
            door.ring(purpose, fresh=fresh)
    assert not session.client("dynamodb").scan(TableName=table)["Items"]
    made = DynamoRotation(table, clock=Clock()).rotate(purpose, now=NOW)
    assert door.ring(purpose) == made, "a door that found none asks again"


def test_a_key_is_brought_back_under_its_own_id_and_no_other_is_written_over(moto_stores: Stores) -> None:
    table = moto_stores.table("Secret")
    rotation = DynamoRotation(table, clock=Clock())
    key = rotation.rotate(Purpose.SEAL, now=NOW).newest
    assert rotation.restore(Purpose.SEAL, Key("k1", b"1" * 32, NOW)) is False
    session.client("dynamodb").delete_item(TableName=table, Key={"pk": {"S": "K#seal"}, "sk": {"S": "k1"}})
    assert rotation.known(Purpose.SEAL) == frozenset()
    assert rotation.restore(Purpose.SEAL, key) is True
    assert DynamoSecrets(table, clock=Clock()).ring(Purpose.SEAL).keys == {"k1": key}


def test_a_ring_is_remembered_and_forgers_cannot_make_it_query(
    moto_stores: Stores, clock: Clock, faults: Faults
) -> None:
    store = moto_stores.secrets(clock)
    store.ring(Purpose.DEVICE)
    faults.sent.clear()
    for age, fresh, queries in (
        (0, True, 0),
        (9, True, 0),
        (10, True, 1),
        (10, True, 1),
        (299, False, 1),
        (311, False, 2),
    ):
        clock.now = NOW + timedelta(seconds=age)
        store.ring(Purpose.DEVICE, fresh=fresh)
        assert faults.sent["Query"] == queries


# Sealing.


@pytest.mark.parametrize("plain", ["Nguyễn Văn An", "", "x" * 5000])
def test_what_is_sealed_opens_where_it_belongs(sealer: Sealer, plain: str) -> None:
    assert sealer.open(sealer.seal(plain, bound_to="p1/name"), bound_to="p1/name") == plain
    with pytest.raises(Exception, match=r"^$|another record"):
        sealer.open(sealer.seal(plain, bound_to="p1/name"), bound_to="p2/name")


def test_sealing_is_randomised_and_survives_rotation(moto_stores: Stores, clock: Clock) -> None:
    store = moto_stores.secrets(clock)
    sealer = AesSealer(store)
    before = sealer.seal("An", bound_to="p")
    assert before != sealer.seal("An", bound_to="p")
    clock.now = NOW + DEVICE_KEY_AGE
    store.rotate(Purpose.SEAL, now=clock.now)
    after = sealer.seal("An", bound_to="p")
    assert (before[1:3], after[1:3]) == (b"k1", b"k2")
    assert sealer.open(before, bound_to="p") == sealer.open(after, bound_to="p") == "An"


def test_a_key_made_a_moment_ago_elsewhere_is_asked_for(moto_stores: Stores, clock: Clock) -> None:
    table = moto_stores.table("Secret")
    here, there = (DynamoRotation(table, clock=clock) for _ in range(2))
    here.ring(Purpose.SEAL)
    clock.now = NOW + timedelta(seconds=20)
    there.rotate(Purpose.SEAL, now=NOW + DEVICE_KEY_AGE)
    assert AesSealer(here).open(AesSealer(there).seal("An", bound_to="p"), bound_to="p") == "An"
    with pytest.raises(UnknownKey):
        AesSealer(here).open(b"\x02k9" + b"0" * 40, bound_to="p")
