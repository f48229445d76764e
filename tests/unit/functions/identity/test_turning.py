"""The hourly turn of the keys: copies of those that nothing takes the place of, and never a new key for a lost one."""

from dataclasses import dataclass

import pytest

from adapters.memory.secret.secrets import MemorySecrets
from adapters.memory.spare.spares import MemorySpares
from domain.base.secret import DEVICE_KEY_AGE, ROTATION, KeysLost, Purpose
from functions.identity import reconcile, wiring
from tests.builders.base import NOW

KEPT = [purpose for purpose in Purpose if ROTATION[purpose].has_spare]


@dataclass
class Keys:
    secrets: MemorySecrets
    spares: MemorySpares
    now = NOW

    def turn(self):
        return reconcile.handler({}, None)

    def lose(self, purpose):
        self.secrets._keys[purpose].clear()


@pytest.fixture
def keys(monkeypatch):
    made = Keys(MemorySecrets(clock=lambda: made.now), MemorySpares())
    monkeypatch.setattr(wiring, "rotate_parts", lambda: wiring.RotateParts(made.secrets, made.spares, lambda: made.now))
    return made


@pytest.fixture
def rung(monkeypatch):
    """Names of alarms that somebody was called by."""
    found: list[str] = []
    monkeypatch.setattr(reconcile, "count", found.append)
    return found


def test_what_is_kept_for_ever_has_a_spare():
    assert set(Purpose) - {*KEPT} == {Purpose.DEVICE}, "who loses a device key signs in by the phone"


def test_a_turn_puts_by_each_key_that_is_kept(keys):
    assert keys.turn() == {purpose.value: 1 for purpose in Purpose}
    assert {purpose for purpose, _ in keys.spares.copies} == {*KEPT}
    for purpose in KEPT:
        newest = keys.secrets.ring(purpose).newest
        assert keys.spares.copies[purpose, newest.kid] == newest


def test_turning_again_changes_nothing_and_a_new_key_is_put_by_too(keys):
    keys.turn()
    before = dict(keys.spares.copies)
    keys.turn()
    assert keys.spares.copies == before
    keys.now = NOW + DEVICE_KEY_AGE
    assert keys.turn()["seal"] == 2
    assert keys.spares.kids(Purpose.SEAL, now=NOW) == keys.secrets.known(Purpose.SEAL)


@pytest.mark.parametrize("purpose", KEPT)
def test_a_lost_key_is_told_of_and_no_other_takes_its_place(keys, rung, purpose):
    keys.turn()
    copies = dict(keys.spares.copies)
    keys.lose(purpose)
    keys.now = NOW + DEVICE_KEY_AGE
    for _ in range(2):
        with pytest.raises(KeysLost) as loss:
            keys.turn()
        assert loss.value.args == (purpose,)
    assert keys.secrets.known(purpose) == frozenset()
    assert {of: key for of, key in keys.spares.copies.items() if of in copies} == copies
    assert len(keys.secrets.known(Purpose.DEVICE)) == 2, "the others turn all the same"
    assert rung == ["KeysLost"] * 2


def test_a_device_key_that_is_lost_is_made_anew(keys, rung):
    keys.turn()
    keys.lose(Purpose.DEVICE)
    assert keys.turn()["device"] == 1
    assert rung == []
