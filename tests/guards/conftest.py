"""A fresh house for every guard that calls a door."""

from collections.abc import Iterator

import pytest

from tests.doors.house import House, open_house


@pytest.fixture
def house() -> Iterator[House]:
    with open_house() as opened:
        yield opened
