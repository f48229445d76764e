"""What every engine can do: name the contacts of one F0, and of many at once."""

import hashlib
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bench.trace.rule import Rule

Pairs = NDArray[np.int64]
_PERSON = 32


class Engine(Protocol):
    """`prepared_s`: seconds to build what it searches in."""

    name: str
    prepared_s: float

    def contacts(self, f0: int, rule: Rule) -> Pairs:
        """One F0."""
        ...

    def batch(self, f0s: list[int], rule: Rule) -> Pairs:
        """All of them, in the way that suits the engine best."""
        ...

    def close(self) -> None:
        """Lets go of what it searches in."""
        ...


def pairs_of(f0: int, contacts: NDArray[np.integer]) -> Pairs:
    """(F0, contact) as one number each."""
    return (np.int64(f0) << _PERSON) + np.unique(contacts).astype(np.int64)


def pairs_from(f0s: NDArray[np.integer], contacts: NDArray[np.integer]) -> Pairs:
    """The same for many, without repeats."""
    return np.unique((f0s.astype(np.int64) << _PERSON) + contacts.astype(np.int64))


def digest(pairs: Pairs) -> str:
    """Equal sets have equal digests."""
    return hashlib.sha256(np.sort(pairs).astype(">i8").tobytes()).hexdigest()
