"""One browser for all page tests, one context a test; every page is watched (see visitor.py)."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.web.answers import DEVICE_TOKEN, PROFILE, citizen_api, visits_today
from tests.web.server import serving
from tests.web.trace_answers import public_api
from tests.web.visitor import LIMIT_MS, Visitor
from tools.deploy.products import build
from web.builder.pages import DIST

HERE = Path(__file__).parent
expect.set_options(timeout=LIMIT_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.web)


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built from the sources under test unless that was done; a copy, which no other build disturbs."""
    build()
    return Path(shutil.copytree(DIST, tmp_path_factory.mktemp("site") / "dist"))


@pytest.fixture(scope="session")
def site(dist: Path) -> Iterator[str]:
    with serving(dist) as address:
        yield address


@pytest.fixture
def arrives(browser: Browser, site: str) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors; at the end none may have met a policy violation, a foreign request or a script error."""
    made: list[Visitor] = []

    def arrive(**options: Any) -> Visitor:
        visitor = Visitor(options.pop("browser", browser), site, **options)
        citizen_api(visitor.api)
        public_api(visitor.api)
        visitor.api.on("POST", "/visit-counts", visits_today)
        made.append(visitor)
        return visitor

    yield arrive
    for visitor in made:
        visitor.close()


@pytest.fixture
def stranger(arrives: Callable[..., Visitor]) -> Visitor:
    """Somebody who has never been here."""
    return arrives()


IDENTITY = {
    "name": "identity",
    "device_token": DEVICE_TOKEN,
    "phone": "0912345678",
    **{key: PROFILE[key] for key in ("person_id", "full_name", "year_of_birth", "personal_code", "phone_verified")},
    "unit": {"scheme": "VN-2025H2", "code": "00097"},
    "registration": {
        "full_name": PROFILE["full_name"],
        "phone": "0912345678",
        "year_of_birth": 1987,
        "unit": {"scheme": "VN-2025H2", "code": "00097"},
        "registration_id": "6f0c0f3e-0000-4000-8000-000000000001",
    },
}


def make_known(visitor: Visitor) -> Visitor:
    visitor.open("/privacy")
    visitor.remember("settings", IDENTITY)
    visitor.page.evaluate("() => localStorage.setItem('known', '1')")
    return visitor


@pytest.fixture
def citizen(arrives: Callable[..., Visitor]) -> Visitor:
    """Somebody whose device is registered."""
    return make_known(arrives())
