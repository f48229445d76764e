"""The turn of one purpose's keys, and the spares of them."""

from datetime import datetime

from domain.base.secret import ROTATION, KeyRing, KeyRotation, KeysLost, Purpose, SpareKeys


def turn(purpose: Purpose, *, keys: KeyRotation, spares: SpareKeys, now: datetime) -> KeyRing:
    """The living keys after the turn, each with its spare. Raises KeysLost, with their ids, and changes nothing then."""
    if not ROTATION[purpose].has_spare:
        return keys.rotate(purpose, now=now)
    # Copies first: a key that another turn makes meanwhile is not taken for a lost one.
    put_by = spares.kids(purpose, now=now)
    if lost := put_by - keys.known(purpose):
        raise KeysLost(*sorted(lost))
    ring = keys.rotate(purpose, now=now)
    for kid, key in ring.keys.items():
        if kid not in put_by:
            spares.put_by(purpose, key)
    return ring
