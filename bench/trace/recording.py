"""Answers of the store, one after another in a file, each found by the request that asks for it."""

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

Place = tuple[int, int]


def named(request: bytes) -> str:
    """A request's name in a recording."""
    return sha256(request).hexdigest()[:24]


class Recording:
    """Reads each answer from the file when it is asked for, as from a socket; `asked` are the requests since."""

    def __init__(self, file: Path, places: Mapping[str, Place]) -> None:
        self._file = os.open(file, os.O_RDONLY)
        self._places = places
        self.asked: list[bytes] = []

    def answer(self, request: bytes) -> bytes:
        place, length = self._places[named(request)]
        self.asked.append(request)
        return os.pread(self._file, length, place)
