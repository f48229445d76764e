"""The real CDK app deployed to an engine, again only when something that is deployed has changed."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from tools import assets
from tools.deploy import repair
from tools.local_cloud.engine_process import EngineProcess
from tools.local_cloud.environment import ACCOUNT, REGION, cdk_environment
from tools.local_cloud.ports import Ports
from tools.local_cloud.resources import Resources, found_resources
from tools.machine.console import run
from tools.machine.paths import PYTHON, ROOT
from tools.machine.ports import LOOPBACK

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


class Deployment(EngineProcess):
    """An engine and the stacks on it."""

    def __init__(self, folder: Path, ports: Ports, project: Path = ROOT) -> None:
        super().__init__(folder, ports)
        self.project = project
        self.web_url = f"http://{LOOPBACK}:{ports.web}"
        self.outputs_file = folder / "outputs.json"
        self._deployed_file = self._state / "deployed.json"

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
        return found_resources(self.client("cloudformation"))

    def reconcile(self) -> list[str]:
        return repair.run(self.client("lambda"))


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
