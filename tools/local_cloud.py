"""The local cloud: one engine, one deployment of the real CDK app and one front door, all on loopback.

Used by `make up`, by the tests and by the benchmarks, each with a folder and ports of its own.
"""

import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools import assets, nodejs, repair
from tools.calls import Unreachable, call, call_json
from tools.console import Failure, run
from tools.demo import SCHEME
from tools.paths import ENGINE_PYTHON, PYTHON, ROOT, WEB_DIST
from tools.process import LOOPBACK, Background, require_free_port

if TYPE_CHECKING:
    import boto3

REGION = "ap-southeast-1"
ACCOUNT = "000000000000"
STAGE_NAME = "api"
START_SECONDS = 30.0
STOP_SECONDS = 15.0
DRAIN_SECONDS = 10.0
QUIET_SECONDS = 2.0
POLL_SECONDS = 0.1
PORTS_FILE = "ports.json"
USER_PORTS = range(1024, 65536)
DEAD_LETTER_WORDS = ("failures", "parked")

# A change in any of these needs a deployment.
DEPLOYED = (
    "app.py",
    "cdk.json",
    "infra",
    "domain",
    "adapters",
    "functions",
    "requirements/lambda.txt",
    ".build/units.json",
    "docs/contracts/openapi.json",
    "web/dist/headers.json",
)


@dataclass(frozen=True, slots=True)
class Ports:
    cloud: int = 4566
    web: int = 8080


@dataclass(frozen=True, slots=True)
class Resources:
    """Names that CloudFormation chose."""

    api_id: str
    user_pool_id: str
    client_id: str
    site_bucket: str | None


class LocalCloud:
    def __init__(self, folder: Path, ports: Ports, project: Path = ROOT) -> None:
        self.folder = folder
        self.project = project
        self.ports = ports
        self.engine_url = f"http://{LOOPBACK}:{ports.cloud}"
        self.web_url = f"http://{LOOPBACK}:{ports.web}"
        self.api_url = f"{self.web_url}/{STAGE_NAME}"
        self.endpoints_file = folder / "endpoints.json"
        self.door_file = folder / "door.json"
        self.outputs_file = folder / "outputs.json"
        self._state = folder / "state"
        self._deployed_file = self._state / "deployed.json"
        self._logs = folder / "logs"
        self._ports_file = folder / PORTS_FILE
        self._engine = Background("engine", folder / "engine.pid")
        self._door = Background("front door", folder / "door.pid")

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

    # -- engine -----------------------------------------------------------------------------------------------

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
            [ENGINE_PYTHON, "-P", ROOT / "tools" / "engine" / "__main__.py"],
            env=self._engine_environment(temporary),
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

    def _engine_environment(self, temporary: Path) -> dict[str, str]:
        state = self._state.resolve()
        return {
            **_without(os.environ, ("AWS_", "PYTHON", "MINISTACK_", "LAMBDA_")),
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": REGION,
            "PYTHONUNBUFFERED": "1",
            "TMPDIR": str(temporary),
            "VX_STORE": str(state),
            "GATEWAY_PORT": str(self.ports.cloud),
            "BIND_HOST": LOOPBACK,
            "MINISTACK_HOST": LOOPBACK,
            "MINISTACK_REGION": REGION,
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "DOCKER_HOST": "unix:///nonexistent",
            "PERSIST_STATE": "1",
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(state / "s3"),
            "LOG_LEVEL": os.environ.get("VX_ENGINE_LOG", "WARNING"),
        }

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

    # -- deployment -------------------------------------------------------------------------------------------

    def bootstrap(self) -> bool:
        """Run the real `cdk bootstrap` unless this state has it; True when it ran."""
        if self._deployment().get("bootstrapped"):
            return False
        self._cdk("bootstrap", f"aws://{ACCOUNT}/{REGION}")
        self.save()
        self._note(bootstrapped=True)
        return True

    def deploy(self) -> bool:
        """Run the real `cdk deploy` unless nothing changed since the last one; True when it ran."""
        wanted = self._fingerprint()
        if self._deployment().get("fingerprint") == wanted and self.outputs_file.exists():
            return False
        self._cdk(
            "deploy",
            *("--all", "--require-approval", "never", "--concurrency", "4"),
            *("--outputs-file", str(self.outputs_file.resolve())),
            *self._app(),
        )
        assets.sweep(self.client("s3"), self.folder / "cdk.out")
        self.reconcile()
        self.save()
        self._note(fingerprint=wanted)
        return True

    def _cdk(self, verb: str, *arguments: str) -> None:
        run(
            [ROOT / "node_modules" / ".bin" / "cdk", verb, *arguments, "--no-notices"],
            what=f"cdk {verb}",
            log=self._logs / f"{verb}.log",
            # Outside the project bootstrapping needs no synthesis.
            cwd=self.folder if verb == "bootstrap" else self.project,
            env=cdk_environment(self.env),
        )

    def _app(self) -> tuple[str, ...]:
        return (
            *("--app", f"{PYTHON} app.py"),
            *("--output", str((self.folder / "cdk.out").resolve())),
            *("-c", "stage=local", "-c", "target=local", "-c", f"site_url={self.web_url}"),
        )

    def _fingerprint(self) -> str:
        digest = hashlib.sha256(f"{sys.version} {self.web_url}".encode())
        for name in DEPLOYED:
            for file in _files(self.project / name):
                digest.update(file.relative_to(self.project).as_posix().encode() + b"\0" + file.read_bytes())
        return digest.hexdigest()

    def _deployment(self) -> dict[str, Any]:
        try:
            noted: dict[str, Any] = json.loads(self._deployed_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return noted

    def _note(self, **news: Any) -> None:
        self._deployed_file.write_text(json.dumps({**self._deployment(), **news}), encoding="utf-8")

    def resources(self) -> Resources:
        """What was deployed, found by type, so that no tool depends on the name of an output."""
        formation = self.client("cloudformation")
        found: dict[str, list[tuple[str, str]]] = {}
        for page in formation.get_paginator("list_stacks").paginate():
            for stack in page["StackSummaries"]:
                if stack["StackName"] == "CDKToolkit" or stack["StackStatus"].startswith("DELETE"):
                    continue
                for part in formation.list_stack_resources(StackName=stack["StackName"])["StackResourceSummaries"]:
                    names = (part["LogicalResourceId"], part.get("PhysicalResourceId", ""))
                    found.setdefault(part["ResourceType"], []).append(names)
        buckets = [name for logical, name in found.get("AWS::S3::Bucket", []) if "site" in logical.lower()]
        return Resources(
            api_id=_only(found, "AWS::ApiGatewayV2::Api"),
            user_pool_id=_only(found, "AWS::Cognito::UserPool"),
            client_id=_only(found, "AWS::Cognito::UserPoolClient"),
            site_bucket=buckets[0] if buckets else None,
        )

    def reconcile(self) -> list[str]:
        return repair.run(self.client("lambda"))

    # -- front door -------------------------------------------------------------------------------------------

    def open_door(self, resources: Resources) -> bool:
        """Write the front door's settings and start it unless it runs; True when it was started now."""
        self.door_file.write_text(
            json.dumps(
                {
                    "engine": self.engine_url,
                    "api_id": resources.api_id,
                    "client_id": resources.client_id,
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
            env=_without(os.environ, ("AWS_",)),
            cwd=ROOT,
            log=self._logs / "front_door.log",
        )
        return True

    def door_is_open(self) -> bool:
        return self._door.pid() is not None

    def wait_healthy(self, seconds: float = 60.0) -> dict[str, Any]:
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

    def drain(self) -> bool:
        """Wait until queues are empty and nothing was written for two seconds; False when it took too long."""
        end = time.monotonic() + DRAIN_SECONDS
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
        self._door.stop(5.0)
        return self._engine.stop(STOP_SECONDS)

    def kill(self) -> None:
        """End at once, as a crash would."""
        self._engine.kill()
        self._door.kill()

    def kill_engine(self) -> None:
        self._engine.kill()

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


def local_environment(engine_url: str) -> dict[str, str]:
    if not engine_url.startswith(f"http://{LOOPBACK}:"):
        raise Failure(f"{engine_url} is not a loopback address: refusing to treat it as the local cloud")
    return {
        **_without(os.environ, ("AWS_",)),
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": engine_url,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
    }


def cdk_environment(base: Mapping[str, str]) -> dict[str, str]:
    quiet = {
        "CDK_DISABLE_CLI_TELEMETRY": "1",
        "CDK_DISABLE_VERSION_CHECK": "1",
        "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1",
    }
    env = nodejs.environment({**base, **quiet})
    env["PATH"] = f"{PYTHON.parent}:{env['PATH']}"
    return env


def ports_of(folder: Path) -> Ports | None:
    """The ports that the cloud in this folder was last started on."""
    try:
        return Ports(**json.loads((folder / PORTS_FILE).read_text(encoding="ascii")))
    except (OSError, ValueError, TypeError):
        return None


def settings_ports() -> Ports:
    return Ports(_port("VX_CLOUD_PORT", Ports().cloud), _port("VX_WEB_PORT", Ports().web))


def _port(variable: str, usual: int) -> int:
    text = os.environ.get(variable) or str(usual)
    if not text.isdecimal() or int(text) not in USER_PORTS:
        raise Failure(f"{variable}={text} is not a port: choose a number from 1024 to 65535")
    return int(text)


def _without(environment: Mapping[str, str], prefixes: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if not name.startswith(prefixes)}


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)


def _only(found: Mapping[str, list[tuple[str, str]]], kind: str) -> str:
    names = found.get(kind, [])
    if len(names) != 1:
        raise Failure(f"expected one {kind} in the deployment, found {len(names)}: run make reset")
    return names[0][1]


def _waiting(queues: Mapping[str, Any]) -> int:
    """Messages still to be handled; a dead-letter queue keeps its own for a person to read."""
    return sum(
        len(messages)
        for regions in queues["messages"].values()
        for urls in regions.values()
        for url, messages in urls.items()
        if not any(word in url.lower() for word in DEAD_LETTER_WORDS)
    )
