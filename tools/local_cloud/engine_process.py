"""The engine alone: started, saved, drained and stopped."""

import json
import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.local_cloud.environment import ACCOUNT, REGION, engine_environment, local_environment
from tools.local_cloud.ports import PORTS_FILE, Ports, ports_of
from tools.machine.calls import Unreachable, call, call_json
from tools.machine.console import Failure
from tools.machine.paths import ENGINE_PYTHON
from tools.machine.ports import LOOPBACK, require_free_port
from tools.machine.process import Background

if TYPE_CHECKING:
    import boto3

# Limits for a busy machine: a quiet one needs one second for either.
START_SECONDS = 120.0
STOP_SECONDS = 60.0
DRAIN_SECONDS = 10.0
QUIET_SECONDS = 2.0
POLL_SECONDS = 0.1
DEAD_LETTER_WORDS = ("failures", "parked")


class EngineProcess:
    """An engine with a folder and ports of its own."""

    def __init__(self, folder: Path, ports: Ports) -> None:
        self.folder = folder
        self.ports = ports
        # Whether a function may do only what its role allows, from the next start on; `cdk deploy` needs it to be off.
        self.checks_roles = False
        self.engine_url = f"http://{LOOPBACK}:{ports.cloud}"
        self._state = folder / "state"
        self._logs = folder / "logs"
        self._ports_file = folder / PORTS_FILE
        self._engine = Background("engine", folder / "engine.pid")

    @property
    def env(self) -> dict[str, str]:
        """The environment of a client of this cloud: nothing of a real account is left in it."""
        return local_environment(self.engine_url)

    @cached_property
    def session(self) -> "boto3.Session":
        import boto3  # the AWS library takes a third of a second to load: only for those who ask

        os.environ.update(self.env)
        return boto3.Session("test", "test", region_name=REGION)

    def client(self, service: str) -> Any:
        return self.session.client(service, endpoint_url=self.engine_url)  # type: ignore[call-overload]

    def is_running(self) -> bool:
        return self._engine.pid() is not None

    def engine_pid(self) -> int | None:
        return self._engine.pid()

    def is_blank(self) -> bool:
        return not (self._state / "good").exists()

    def start(self) -> bool:
        """Start the engine unless it runs already; True when it was started now."""
        if self.is_running():
            self.refuse_other_ports()
            self._wait_ready()
            return False
        require_free_port(self.ports.cloud, "local cloud", "VX_CLOUD_PORT")
        self.folder.mkdir(parents=True, exist_ok=True)
        temporary = (self.folder / "tmp").resolve()
        self._engine.sweep(temporary)
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir()
        self._engine.start(
            [ENGINE_PYTHON, "-P", Path(__file__).with_name("engine") / "__main__.py"],
            env=engine_environment(self._state.resolve(), temporary, self.ports.cloud, checks_roles=self.checks_roles),
            cwd=temporary,
            log=self._logs / "engine.log",
        )
        self._ports_file.write_text(json.dumps(asdict(self.ports)), encoding="ascii")
        self._wait_ready()
        return True

    def refuse_other_ports(self) -> None:
        """A running cloud keeps the ports it was started on."""
        known = ports_of(self.folder)
        if known is not None and known != self.ports:
            raise Failure(
                f"the local cloud already runs on ports {known.cloud} and {known.web}: stop it first (make down)"
            )

    def _wait_ready(self) -> None:
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                call(f"{self.engine_url}/_ministack/ready", timeout=5)
                return
            except Unreachable as problem:
                if not self.is_running():
                    raise Failure(f"the local cloud ended while starting: see {self._logs / 'engine.log'}") from None
                if time.monotonic() > end:
                    raise Failure(f"the local cloud was not ready after {START_SECONDS:.0f} s: {problem}") from None
                time.sleep(POLL_SECONDS)

    def save(self) -> dict[str, Any]:
        """Write the whole state to disk now."""
        answer: dict[str, Any] = call_json(f"{self.engine_url}/_local/save", method="POST", timeout=60)
        return answer

    def status(self) -> dict[str, Any]:
        answer: dict[str, Any] = call_json(f"{self.engine_url}/_local/status")
        return answer

    def drain(self, limit: float = DRAIN_SECONDS) -> bool:
        """Wait until queues are empty and nothing was written for two seconds; False when it took too long."""
        end = time.monotonic() + limit
        last, since = self._activity(), time.monotonic()
        while time.monotonic() < end:
            time.sleep(0.25)
            now = self._activity()
            if now != last or now[1] > 0:
                last, since = now, time.monotonic()
            elif time.monotonic() - since >= QUIET_SECONDS:
                return True
        return False

    def _activity(self) -> tuple[int, int]:
        status = self.status()
        queues = call_json(f"{self.engine_url}/_ministack/sqs/messages?account={ACCOUNT}")
        return int(status["writes"]), _waiting(queues)

    def stop(self) -> bool:
        """Stop politely, everything saved; False when the engine had to be killed."""
        return self._engine.stop(STOP_SECONDS)

    def kill(self) -> None:
        """End at once, as a crash would."""
        self._engine.kill()


def _waiting(queues: Mapping[str, Any]) -> int:
    """Messages still to be handled; a dead-letter queue keeps its own for a person to read."""
    return sum(
        len(messages)
        for regions in queues["messages"].values()
        for urls in regions.values()
        for url, messages in urls.items()
        if not any(word in url.lower() for word in DEAD_LETTER_WORDS)
    )
