"""Fixtures for every layer: order, sockets, and one blank local cloud for those who ask."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.entrance import TAKEN
from tools.check import gather
from tools.check.gather import OWN
from tools.check.times import LAYERS, layer_of
from tools.local_cloud import staff
from tools.local_cloud.cloud import LocalCloud
from tools.local_cloud.environment import REGION
from tools.local_cloud.ports import Ports, ports_of, settings_ports
from tools.machine import nodejs
from tools.machine.browser import FLAGS, ensure
from tools.machine.console import Failure
from tools.machine.paths import LOCAL
from tools.machine.ports import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# These layers are pure: a test that opens a socket there is a mistake.
CLOSED_LAYERS = ("unit", "property")
# It ends what hangs, such as an endless loop, sooner than the limit of all others; a busy machine may take its time.
UNIT_SECONDS = 60
# Clients of the AWS library find a region and no real account, whoever runs the tests.
NO_ACCOUNT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(gather)
    for name in [name for name in os.environ if name.startswith("AWS_") and name != "AWS_CA_BUNDLE"]:
        del os.environ[name]
    os.environ.update(NO_ACCOUNT | TAKEN)
    os.environ.update(nodejs.environment(os.environ))


def _layer(item: pytest.Item) -> str:
    return layer_of(item.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: LAYERS.index(_layer(item)) if _layer(item) in LAYERS else 0)
    for item in items:
        if _layer(item) in CLOSED_LAYERS:
            item.add_marker(pytest.mark.disable_socket)
            if item.get_closest_marker("timeout") is None and _layer(item) == "unit":
                item.add_marker(pytest.mark.timeout(UNIT_SECONDS))


@pytest.fixture(scope="session")
def cloud() -> Iterator[LocalCloud]:
    """The whole product on a blank local cloud: deployed, with staff sign-ins, without seed data.

    VX_TEST_CLOUD=running uses the one of `make up` instead, for work on a single journey.
    """
    if os.environ.get("VX_TEST_CLOUD") == "running":
        yield LocalCloud(LOCAL, ports_of(LOCAL) or settings_ports())
        return
    running = blank_cloud(OWN / "cloud")
    try:
        running.start()
        running.bootstrap()
        running.deploy()
        resources = running.resources()
        running.open_door(resources)
        running.wait_healthy()
        running.write_endpoints(staff.ensure(running, resources), [])
    except Failure as failure:
        running.kill()
        pytest.exit(f"the test cloud could not be made: {failure}", returncode=1)
    except BaseException:
        running.kill()
        raise
    yield running
    running.kill()


@pytest.fixture(scope="session")
def engine() -> Iterator[LocalCloud]:
    """The engine alone, nothing deployed: for contracts and probes that make their own tables."""
    running = blank_cloud(OWN / "engine")
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def launch() -> "Iterator[Callable[..., Browser]]":
    """Starts a browser with further flags; all are closed at the end. One driver: a process cannot have two."""
    from playwright.sync_api import sync_playwright  # half a second to load: only for those who ask

    program = ensure()
    with sync_playwright() as playwright:
        opened = []

        def start(*flags: str) -> "Browser":
            opened.append(playwright.chromium.launch(executable_path=program, args=[*FLAGS, *flags]))
            return opened[-1]

        yield start
        for each in opened:
            each.close()


@pytest.fixture(scope="session")
def browser(launch: "Callable[..., Browser]") -> "Browser":
    return launch()


def blank_cloud(folder: Path) -> LocalCloud:
    left_over = LocalCloud(folder, Ports())
    left_over.kill()
    shutil.rmtree(folder, ignore_errors=True)
    return LocalCloud(folder, Ports(free_port(), free_port()))
