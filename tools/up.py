"""`make up`: the whole product on this machine. Each step says what it does and how long it took."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from tools import publish, staff
from tools.console import Failure, began, complain, run, say, step
from tools.local_cloud import LocalCloud, Resources, settings_ports
from tools.nodejs import environment
from tools.paths import LOCAL, PYTHON, ROOT, UNITS, WEB_DIST
from tools.process import require_free_port

LOGS = LOCAL / "logs"
INTERRUPTED = 130


def main() -> int:
    began()
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _interrupt)
    try:
        cloud = LocalCloud(LOCAL, settings_ports())
        _check_ports(cloud)
    except Failure as failure:
        complain(str(failure))
        return 1
    try:
        up(cloud)
    except Failure as failure:
        _give_up(cloud, str(failure))
        return 1
    except KeyboardInterrupt:
        _give_up(cloud, "interrupted")
        return INTERRUPTED
    except Exception as problem:
        _give_up(cloud, f"unexpected {type(problem).__name__}: {problem}")
        if os.environ.get("VX_DEBUG"):
            raise
        return 1
    return 0


def up(cloud: LocalCloud) -> None:
    build()
    _engine(cloud)
    _deploy(cloud)
    with step("Making keys and taking up unfinished work"):
        say(f"  {len(cloud.reconcile())} functions ran")
    resources = cloud.resources()
    _site(cloud, resources)
    with step("Opening the front door"):
        say("  started" if cloud.open_door(resources) else "  already open")
    with step("Waiting until the API is healthy"):
        cloud.wait_healthy()
    with step("Making the demonstration's staff sign-ins"):
        people = staff.ensure(cloud, resources)
        cloud.write_endpoints(people, cloud.endpoints().get("citizens", []))
    _seed(cloud)
    with step("Saving"):
        cloud.save()
    _show(cloud)


@dataclass(frozen=True, slots=True)
class Product:
    """Something generated that a deployment needs, and the files that it is made from."""

    text: str
    module: str
    made: Path
    inputs: tuple[str, ...]


PRODUCTS = (
    Product("Building the table of administrative units", "tools.build_units", UNITS, ("requirements/dev.txt",)),
    Product(
        "Writing the public contract (OpenAPI)",
        "tools.openapi",
        ROOT / "docs" / "contracts" / "openapi.json",
        ("functions", "domain"),
    ),
    Product("Building the web site", "web.build", WEB_DIST, ("web", ".build/units.json", "functions/kit/problems.py")),
)
NOT_INPUTS = frozenset({"node_modules", "dist", "__pycache__"})


def build() -> None:
    """Generated inputs of a deployment, made again when what they are made from changed."""
    for product in PRODUCTS:
        source = ROOT / (product.module.replace(".", "/") + ".py")
        if not source.exists():
            continue
        stamp = LOCAL / "made" / product.module
        wanted = _fingerprint(source, *(ROOT / name for name in product.inputs))
        if product.made.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
            continue
        with step(product.text):
            _make(product)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(wanted, encoding="ascii")


def _make(product: Product) -> None:
    run(
        [PYTHON, "-m", product.module],
        what=f"python -m {product.module}",
        log=LOGS / f"{product.module}.log",
        cwd=ROOT,
        env=environment(os.environ),
    )


def _fingerprint(*inputs: Path) -> str:
    digest = hashlib.sha256()
    for path in inputs:
        files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and NOT_INPUTS.isdisjoint(file.relative_to(ROOT).parts):
                digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _engine(cloud: LocalCloud) -> None:
    with step("Starting the local cloud"):
        blank = cloud.is_blank()
        if not cloud.start():
            say("  already running")
            return
        status = cloud.status()
        if blank:
            # Whatever these files say belonged to a state that is gone.
            for file in (cloud.endpoints_file, cloud.folder / "seeded.json"):
                file.unlink(missing_ok=True)
        elif status["replayed"]:
            say(f"  the last run was killed: {status['replayed']} table writes taken from the journal")


def _deploy(cloud: LocalCloud) -> None:
    with step("Bootstrapping the cloud (cdk bootstrap)"):
        say("  done now" if cloud.bootstrap() else "  already bootstrapped")
    with step("Deploying every stack (cdk deploy)"):
        say("  deployed" if cloud.deploy() else "  nothing changed")


def _site(cloud: LocalCloud, resources: Resources) -> None:
    if resources.site_bucket is None or not WEB_DIST.exists():
        return
    with step("Publishing the web site to its bucket"):
        uploaded, deleted = publish.publish(cloud.client("s3"), resources.site_bucket, WEB_DIST)
        say(f"  {uploaded} files uploaded, {deleted} deleted")


def _seed(cloud: LocalCloud) -> None:
    if (cloud.folder / "seeded.json").exists() or not (ROOT / "tools" / "seed.py").exists():
        return
    with step("Seeding the demonstration"):
        done = subprocess.run([PYTHON, "-m", "tools.seed", "--endpoints", cloud.endpoints_file], cwd=ROOT, check=False)
        if done.returncode != 0:
            raise Failure(f"the seed failed with status {done.returncode}: read its lines above, then make up again")
        (cloud.folder / "seeded.json").touch()


def _show(cloud: LocalCloud) -> None:
    endpoints = cloud.endpoints()
    print()
    print(f"  Vùng Xanh is ready after {time.time() - began():.1f} s")
    print(f"  site          {cloud.web_url}/")
    print(f"  API           {cloud.api_url}   contract: {cloud.api_url}/openapi.json")
    print(f"  outbox        {cloud.web_url}/outbox   (text messages and pushes that would have been sent)")
    print(f"  local cloud   {cloud.engine_url}   (AWS_ENDPOINT_URL; region ap-southeast-1, keys test/test)")
    print(f"  all of this   {cloud.endpoints_file}")
    print()
    print(f"  {'staff sign-in':<20} {'password':<19} {'role':<20} unit")
    for person in endpoints["staff"]:
        unit = person["unit"]
        print(
            f"  {person['username']:<20} {person['password']:<19} {person['role']:<20} "
            f"{unit['name']} ({unit['scheme']} {unit['code']})"
        )
    print()
    print(f"  citizens with a device token: {len(endpoints['citizens'])}")
    print("  a staff token for curl: make token ROLE=tracer      stop: make down      start afresh: make reset")


def _check_ports(cloud: LocalCloud) -> None:
    if cloud.is_running():
        cloud.refuse_other_ports()
    else:
        require_free_port(cloud.ports.cloud, "local cloud", "VX_CLOUD_PORT")
    if not cloud.door_is_open():
        require_free_port(cloud.ports.web, "web site", "VX_WEB_PORT")


def _give_up(cloud: LocalCloud, reason: str) -> None:
    _without_interrupts(cloud.stop)
    complain(f"{reason} (everything was stopped; data is kept)")


def _without_interrupts(action: Callable[[], object]) -> None:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    action()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
