"""The two shapes of what is said."""

from typing import NamedTuple


class Sentence(NamedTuple):
    """The same in Vietnamese and English."""

    vi: str
    en: str


class Problem(NamedTuple):
    """HTTP status and the two sentences of one code. The code is the contract, the words may improve."""

    status: int
    vi: str
    en: str
