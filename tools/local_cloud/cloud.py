"""The local cloud: one engine, one deployment of the real CDK app and one front door, all on loopback.

Used by `make up`, by the tests and by the benchmarks, each with a folder and ports of its own.
"""

import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

from tools.demo import SCHEME
from tools.local_cloud.deployment import Deployment
from tools.local_cloud.environment import without
from tools.local_cloud.ports import Ports
from tools.local_cloud.resources import Resources
from tools.machine.calls import Unreachable, call_json
from tools.machine.console import Failure
from tools.machine.paths import PYTHON, ROOT, WEB_DIST
from tools.machine.ports import require_free_port
from tools.machine.process import Background

STAGE_NAME = "api"
DOOR_SECONDS = 5.0
POLL_SECONDS = 0.1


class LocalCloud(Deployment):
    def __init__(self, folder: Path, ports: Ports, project: Path = ROOT) -> None:
        super().__init__(folder, ports, project)
        self.api_url = f"{self.web_url}/{STAGE_NAME}"
        self.endpoints_file = folder / "endpoints.json"
        self.door_file = folder / "door.json"
        self._door = Background("front door", folder / "door.pid")

    # -- front door -------------------------------------------------------------------------------------------

    def open_door(self, resources: Resources) -> bool:
        """Write the front door's settings and start it unless it runs; True when it was started now."""
        entrance = self.client("secretsmanager").get_secret_value(SecretId=resources.entrance)["SecretString"]
        self.door_file.touch(mode=0o600)
        self.door_file.write_text(
            json.dumps(
                {
                    "engine": self.engine_url,
                    "api_id": resources.api_id,
                    "client_id": resources.client_id,
                    "entrance": entrance,
                    "stage": STAGE_NAME,
                    "scheme": SCHEME,
                    "dist": str(WEB_DIST),
                }
            ),
            encoding="utf-8",
        )
        if self._door.pid() is not None:
            return False
        require_free_port(self.ports.web, "web site", "VX_WEB_PORT")
        self._door.start(
            [PYTHON, "-m", "tools.front_door", "--port", str(self.ports.web), "--settings", self.door_file.resolve()],
            env=without(os.environ, ("AWS_",)),
            cwd=ROOT,
            log=self._logs / "front_door.log",
        )
        return True

    def door_is_open(self) -> bool:
        return self._door.pid() is not None

    def wait_healthy(self, seconds: float = 300.0) -> dict[str, Any]:
        end = time.monotonic() + seconds
        while True:
            try:
                answer: dict[str, Any] = call_json(f"{self.api_url}/health", timeout=30)
                return answer
            except (Unreachable, ValueError) as problem:
                if time.monotonic() > end:
                    raise Failure(f"the deployed API is not healthy after {seconds:.0f} s: {problem}") from None
                time.sleep(POLL_SECONDS)

    # -- end --------------------------------------------------------------------------------------------------

    def stop(self) -> bool:
        """Stop politely, everything saved; False when the engine had to be killed."""
        self._door.stop(DOOR_SECONDS)
        return super().stop()

    def kill(self) -> None:
        super().kill()
        self._door.kill()

    def stop_engine(self) -> bool:
        """The engine alone, politely; the front door waits for the next one."""
        return super().stop()

    def kill_engine(self) -> None:
        super().kill()

    def forget(self) -> None:
        """Delete this cloud's data. It must be stopped."""
        if self.is_running():
            raise Failure("the local cloud is running: stop it first (make down)")
        shutil.rmtree(self._state, ignore_errors=True)
        for file in (self.endpoints_file, self.door_file, self.outputs_file, self.folder / "seeded.json"):
            file.unlink(missing_ok=True)

    def endpoints(self) -> dict[str, Any]:
        try:
            known: dict[str, Any] = json.loads(self.endpoints_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known

    def write_endpoints(self, staff: list[dict[str, Any]], citizens: list[dict[str, Any]]) -> None:
        endpoints = {
            "api": self.api_url,
            "web": self.web_url,
            "openapi": f"{self.api_url}/openapi.json",
            "staff": staff,
            "citizens": citizens,
        }
        self.endpoints_file.touch(mode=0o600)
        self.endpoints_file.write_text(json.dumps(endpoints, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
