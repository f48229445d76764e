"""`make up`: the whole product on this machine. Each step says what it does and how long it took."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

from tools.deploy import publish
from tools.deploy.products import build
from tools.local_cloud import staff
from tools.local_cloud.cloud import LocalCloud
from tools.local_cloud.ports import settings_ports
from tools.local_cloud.resources import Resources
from tools.machine.console import Failure, began, complain, say, step
from tools.machine.paths import LOCAL, PYTHON, ROOT, WEB_DIST
from tools.machine.ports import require_free_port

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
    if (cloud.folder / "seeded.json").exists():
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
