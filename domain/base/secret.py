"""Keys the platform makes for itself, each with an id (`kid`), so that old signatures outlive a rotation.

One function makes them, the rotation; everybody else reads those of the purposes they are for. Of a key that nothing
takes the place of a spare is put by: wrapped under a key that no function can unwrap with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

DEVICE_TOKEN_LIFE = timedelta(days=400)
DEVICE_KEY_AGE = timedelta(days=90)
VENUE_KEY_AGE = timedelta(days=365)


class Purpose(StrEnum):
    """What a key is for; a key never serves two purposes."""

    DEVICE = "device"  # signs citizens' device tokens
    VENUE = "venue"  # signs venue QR codes
    LOOKUP = "lookup"  # hashes phones and identity numbers into look-up keys
    SEAL = "seal"  # seals personal fields
    AUDIT = "audit"  # seals the audit day
    PUSH = "push"  # signs what is sent to push services (VAPID)


@dataclass(frozen=True, slots=True)
class Rotation:
    """When a new key replaces the newest (`after`, None: never) and how long an old one is kept (None: for ever)."""

    after: timedelta | None
    keep: timedelta | None

    @property
    def has_spare(self) -> bool:
        """What is kept for ever cannot be made again; a device key that is lost is a sign-in by the phone."""
        return self.keep is None


ROTATION: Mapping[Purpose, Rotation] = {
    Purpose.DEVICE: Rotation(DEVICE_KEY_AGE, DEVICE_KEY_AGE + DEVICE_TOKEN_LIFE),
    Purpose.VENUE: Rotation(VENUE_KEY_AGE, None),  # posters hang for years
    Purpose.LOOKUP: Rotation(None, None),  # a new key would orphan every look-up key
    Purpose.SEAL: Rotation(DEVICE_KEY_AGE, None),
    Purpose.AUDIT: Rotation(None, None),
    Purpose.PUSH: Rotation(None, None),  # a browser's subscription is bound to the key it was made with
}


@dataclass(frozen=True, slots=True)
class Key:
    """32 random bytes under a key id of one symbol or more, unique within its purpose."""

    kid: str
    material: bytes
    made_at: datetime

    def __repr__(self) -> str:
        return f"Key(kid={self.kid!r})"  # the material stays out of logs and tracebacks


@dataclass(frozen=True, slots=True)
class KeyRing:
    """All living keys of one purpose."""

    keys: Mapping[str, Key]

    @property
    def newest(self) -> Key:
        """The one that signs."""
        return max(self.keys.values(), key=lambda k: (k.made_at, k.kid))

    def material(self) -> dict[str, bytes]:
        """Key id → bytes, for those who verify."""
        return {kid: key.material for kid, key in self.keys.items()}


class KeyStore(Protocol):
    """Where keys live. Answers may be a few minutes old; a missing kid asks again."""

    def ring(self, purpose: Purpose, *, fresh: bool = False) -> KeyRing:
        """Every living key of a purpose, one at least. Raises Busy where the rotation has made none yet."""
        ...


class KeyRotation(KeyStore, Protocol):
    """The only writer of keys."""

    def known(self, purpose: Purpose) -> frozenset[str]:
        """The ids of all keys that are stored, of those at their end too."""
        ...

    def rotate(self, purpose: Purpose, *, now: datetime) -> KeyRing:
        """Makes the first key, and adds one when the newest is older than its rotation says; two callers at once add one."""
        ...


class SpareKeys(Protocol):
    """Copies of keys, where a mistake or a thief that empties the place of keys does not reach."""

    def kids(self, purpose: Purpose, *, now: datetime) -> frozenset[str]:
        """The ids of the keys of which there is a living copy."""
        ...

    def put_by(self, purpose: Purpose, key: Key) -> None:
        """Keeps a copy; one that is there stays as it is."""
        ...


class KeysLost(RuntimeError):
    """There are copies of keys that are no longer where keys are: what they sealed cannot be read until they are restored."""


class Sealer(Protocol):
    """Encrypts single fields, bound to the record they stand in."""

    def seal(self, plain: str, *, bound_to: str) -> bytes: ...

    def open(self, sealed: bytes, *, bound_to: str) -> str: ...
