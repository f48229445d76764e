"""Twins of the key store and of the sealer."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from json import dumps, loads
from os import urandom

from adapters.memory.faults import FaultPlan, Twin, step
from domain.base.codes import ALPHABET
from domain.base.secret import ROTATION, Key, KeyRing, Purpose


class MemorySecrets(Twin):
    """KeyRotation in a dictionary: its rotation has run before whoever asks."""

    def __init__(self, *, clock: Callable[[], datetime], faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._clock = clock
        self._keys: dict[Purpose, list[Key]] = {purpose: [] for purpose in Purpose}

    @step
    def ring(self, purpose: Purpose, *, fresh: bool = False) -> KeyRing:  # noqa: ARG002 - always fresh
        return self._ring(purpose, self._clock())

    @step
    def known(self, purpose: Purpose) -> frozenset[str]:
        return frozenset(key.kid for key in self._keys[purpose])

    @step
    def rotate(self, purpose: Purpose, *, now: datetime) -> KeyRing:
        after = ROTATION[purpose].after
        newest = self._ring(purpose, now).newest
        if after is not None and newest.made_at + after <= now:
            self._add(purpose, now)
        return self._ring(purpose, now)

    def _ring(self, purpose: Purpose, now: datetime) -> KeyRing:
        if not self._keys[purpose]:
            self._add(purpose, now)
        keys, keep = self._keys[purpose], ROTATION[purpose].keep
        replaced = {key.kid: successor.made_at for key, successor in pairwise(keys)}
        living = [k for k in keys if keep is None or k.kid not in replaced or replaced[k.kid] + keep > now]
        return KeyRing({key.kid: key for key in living})

    def _add(self, purpose: Purpose, now: datetime) -> None:
        place = len(self._keys[purpose]) + 1
        kid = ALPHABET[place] if purpose is Purpose.VENUE else f"k{place}"
        self._keys[purpose].append(Key(kid, urandom(32), now.replace(microsecond=0)))


class PlainSealer:
    """Sealer that hides nothing, but refuses a field moved to another record as the real one does."""

    def seal(self, plain: str, *, bound_to: str) -> bytes:
        return dumps([bound_to, plain]).encode()

    def open(self, sealed: bytes, *, bound_to: str) -> str:
        bound, plain = loads(sealed)
        if bound != bound_to:
            raise ValueError("sealed for another record")
        return str(plain)
