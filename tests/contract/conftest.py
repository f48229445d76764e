"""Every contract runs on the twin, on moto, and on the local cloud's engine."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters import session
from tests.contract.engines import Stores, started
from tests.contract.samples.base import Clock
from tests.faults import Faults, without_pauses
from tools.machine.paths import ENGINE_PYTHON

_CLOUD = pytest.param("cloud", marks=pytest.mark.cloud)


# An engine takes the place of the one before it, and its data with it: a module is through with one before the next.
_TURNS = ("stores", "busy_stores", "moto_stores")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In whatever order tests are otherwise, within a module those of one kind of engine stand together."""
    modules: dict[Path, int] = {}
    for number, item in enumerate(items):
        modules.setdefault(item.path, number)
    items.sort(key=lambda item: (modules[item.path], _turn(item)))


def _turn(item: pytest.Item) -> int:
    asked = getattr(item, "fixturenames", ())
    return max((number for number, name in enumerate(_TURNS) if name in asked), default=0)


def _engine_url(request: pytest.FixtureRequest) -> str:
    """VX_CLOUD_URL names an engine that runs already; otherwise the tests' own is started."""
    if request.param != "cloud":
        return ""
    if url := os.environ.get("VX_CLOUD_URL"):
        return url
    if not ENGINE_PYTHON.exists():
        pytest.skip("no engine: run make up once, or name one in VX_CLOUD_URL")
    url = request.getfixturevalue("engine").engine_url
    return str(url)


@pytest.fixture(scope="module", params=["memory", "moto", _CLOUD])
def stores(request: pytest.FixtureRequest) -> Iterator[Stores]:
    with started(request.param, _engine_url(request)) as found:
        yield found


@pytest.fixture(scope="module", params=["memory", _CLOUD])
def busy_stores(request: pytest.FixtureRequest) -> Iterator[Stores]:
    """For callers at once: moto has no isolation to prove."""
    with started(request.param, _engine_url(request)) as found:
        yield found


@pytest.fixture(scope="module")
def moto_stores() -> Iterator[Stores]:
    """For faults injected into the SDK."""
    with started("moto") as found:
        yield found


@pytest.fixture
def faults(moto_stores: Stores) -> Iterator[Faults]:
    """A fresh client: the SDK stops repeating once its budget of retries, some 35 for a client, is spent."""
    session._cached.cache_clear()
    with without_pauses(), Faults(session.client("dynamodb")) as found:
        yield found


@pytest.fixture
def bulk_faults(faults: Faults) -> Iterator[Faults]:
    """For the client that reads in bulk; `faults` is the other's."""
    with Faults(session.bulk_client()) as found:
        yield found


@pytest.fixture
def clock() -> Clock:
    return Clock()
