"""Keys: which one signs, which ones verify, and how long they live."""

from datetime import timedelta

from domain.base.secret import DEVICE_TOKEN_LIFE, ROTATION, Key, KeyRing, Purpose
from tests.builders.base import NOW


def a_ring(*ages: tuple[str, int]) -> KeyRing:
    return KeyRing({kid: Key(kid, kid.encode(), NOW - timedelta(days=days)) for kid, days in ages})


def test_the_newest_key_signs():
    assert a_ring(("k1", 90), ("k3", 1), ("k2", 40)).newest.kid == "k3"


def test_of_two_keys_made_in_one_second_every_caller_chooses_the_same():
    assert a_ring(("k1", 1), ("k2", 1)).newest.kid == a_ring(("k2", 1), ("k1", 1)).newest.kid == "k2"


def test_every_living_key_verifies():
    assert a_ring(("k1", 90), ("k2", 1)).material() == {"k1": b"k1", "k2": b"k2"}


def test_a_key_keeps_its_material_out_of_logs():
    assert "secret-bytes" not in repr(Key("k1", b"secret-bytes", NOW))


def test_every_purpose_says_when_it_rotates():
    assert set(ROTATION) == set(Purpose)


def test_a_device_key_outlives_every_token_it_signed():
    rotation = ROTATION[Purpose.DEVICE]
    assert rotation.after is not None
    assert rotation.keep is not None
    assert rotation.keep >= DEVICE_TOKEN_LIFE


def test_keys_whose_old_work_must_stay_readable_are_kept_for_ever():
    kept = {purpose for purpose, rotation in ROTATION.items() if rotation.keep is None}
    assert kept == {Purpose.VENUE, Purpose.LOOKUP, Purpose.SEAL, Purpose.AUDIT, Purpose.PUSH}


def test_lookup_keys_never_change_because_a_new_one_would_orphan_every_look_up():
    assert ROTATION[Purpose.LOOKUP].after is None
