"""The product deployed on a local cloud that nobody else uses, gone afterwards; and its adapters at work in this process."""

import json
import os
import shutil
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from bench import ROOT, WORK


@dataclass(frozen=True)
class Stage:
    """`tables` are names of tables by what the code calls them: Visit, Person."""

    cloud: Any
    tables: Mapping[str, str]

    @property
    def store(self) -> Any:
        """The SDK's client of the tables."""
        return self.cloud.client("dynamodb")

    def asks(self, path: str, body: bytes | None, token: str, *, kind: str = "application/json") -> Any:
        """One request through the front door."""
        request = urllib.request.Request(
            f"{self.cloud.api_url}{path}",
            data=body,
            headers={"Authorization": f"Bearer {token}", "Content-Type": kind},
        )
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
            return json.loads(answer.read())

    def token(self, role: str) -> str:
        """Somebody of the demonstration's staff signs in."""
        from tools.local_cloud.staff import id_token

        person = next(one for one in self.cloud.endpoints()["staff"] if one["role"] == role)
        client_id = json.loads(self.cloud.door_file.read_text(encoding="utf-8"))["client_id"]
        return id_token(f"{self.cloud.web_url}/auth/", client_id, person["username"], person["password"])


def can_be_deployed() -> bool:
    """Whether the site is built, as `make up` does."""
    return (ROOT / "web" / "dist" / "headers.json").exists()


@contextmanager
def deployed(*functions: str, parts: Callable[[], Any]) -> Iterator[Stage]:
    """`functions` lend this process their settings; `parts` is the cached wiring that reads them."""
    from adapters import session
    from tools.deploy.deployed import settings_of
    from tools.local_cloud import staff
    from tools.local_cloud.cloud import LocalCloud
    from tools.local_cloud.ports import Ports
    from tools.machine.ports import free_port

    folder = WORK / "deployed"
    shutil.rmtree(folder, ignore_errors=True)
    cloud = LocalCloud(folder, Ports(free_port(), free_port()))
    forget: Callable[[], None] = parts.cache_clear  # type: ignore[attr-defined]
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ))
        stack.callback(cloud.kill)
        cloud.start()
        cloud.bootstrap()
        cloud.deploy()
        resources = cloud.resources()
        cloud.open_door(resources)
        cloud.wait_healthy()
        cloud.write_endpoints(staff.ensure(cloud, resources), [])
        settings = settings_of(cloud.client("lambda"), "local", *functions)
        os.environ.update({**cloud.env, **settings})
        session.forget()
        forget()
        stack.callback(forget)
        stack.callback(session.forget)
        tables = {
            name.removesuffix("_TABLE").title(): table for name, table in settings.items() if name.endswith("_TABLE")
        }
        yield Stage(cloud, tables)
