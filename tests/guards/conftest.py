"""A fresh house, or the scene in one, for every guard that calls a door."""

from collections.abc import Iterator

import pytest

from tests.doors.house import House, open_house
from tests.guards.scene import open_scene
from tests.guards.senders import Sender


@pytest.fixture
def house() -> Iterator[House]:
    with open_house() as opened:
        yield opened


@pytest.fixture
def sender() -> Iterator[Sender]:
    with open_scene() as scene:
        yield Sender(scene)
