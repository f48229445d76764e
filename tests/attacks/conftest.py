"""The scene and everybody who may come to it: opened once for a module, put back before every attack."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.attacks.callers import Cast
from tests.guards.scene import Scene, open_scene

# The same attacks on every machine and every day: what fails here fails there.
settings.register_profile(
    "attacks",
    deadline=None,
    derandomize=True,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("attacks")


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with open_scene() as opened:
        yield opened


@pytest.fixture(scope="module")
def cast(scene: Scene) -> Cast:
    return Cast.of(scene)
