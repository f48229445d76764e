"""Sealed fields: AES-256-GCM under the platform's own keys."""

from os import urandom

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.base.errors import Busy
from domain.base.secret import Key, KeyStore, Purpose

_NONCE = 12


class UnknownKey(Busy):
    """A field names a sealing key that is gone: it opens again when a keeper has brought the key back."""


class AesSealer:
    """Sealer. A sealed field is: length of the key id, key id, nonce, ciphertext with its tag.

    What it is bound to is authenticated but not stored: a field copied into another record does not open there.
    """

    def __init__(self, keys: KeyStore) -> None:
        self._keys = keys

    def seal(self, plain: str, *, bound_to: str) -> bytes:
        key = self._keys.ring(Purpose.SEAL).newest
        kid, nonce = key.kid.encode(), urandom(_NONCE)
        return bytes([len(kid)]) + kid + nonce + AESGCM(key.material).encrypt(nonce, plain.encode(), bound_to.encode())

    def open(self, sealed: bytes, *, bound_to: str) -> str:
        """Raises cryptography's InvalidTag for an altered or moved field."""
        start = 1 + sealed[0]
        nonce, body = sealed[start : start + _NONCE], sealed[start + _NONCE :]
        key = self._key(sealed[1:start].decode())
        return AESGCM(key.material).decrypt(nonce, body, bound_to.encode()).decode()

    def _key(self, kid: str) -> Key:
        for fresh in (False, True):
            if key := self._keys.ring(Purpose.SEAL, fresh=fresh).keys.get(kid):
                return key
        raise UnknownKey
