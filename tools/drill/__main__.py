"""`make drill`: loses keys and alters the access log on a local cloud of its own, and brings both back.

It ends with status 1 at the first thing that is not as docs/playbooks says. Nothing of it is left running or stored.
"""

import shutil
import sys
from datetime import UTC, datetime

from domain.base.period import local_day
from tools.deploy.deployed import use_settings_of
from tools.deploy.products import build
from tools.drill import access_log, keys
from tools.drill.town import Town
from tools.local_cloud import staff
from tools.local_cloud.cloud import LocalCloud
from tools.local_cloud.ports import Ports
from tools.machine.console import Failure, began, complain, say, step
from tools.machine.paths import LOCAL
from tools.machine.ports import free_port

FOLDER = LOCAL / "drill"


def main() -> int:
    began()
    cloud = LocalCloud(FOLDER, Ports(free_port(), free_port()))
    shutil.rmtree(FOLDER, ignore_errors=True)
    try:
        _run(cloud)
    except Failure as failure:
        complain(str(failure))
        return 1
    except KeyboardInterrupt:
        complain("interrupted")
        return 130
    finally:
        cloud.kill()
        shutil.rmtree(FOLDER, ignore_errors=True)
    say("Everything was lost and found")
    return 0


def _run(cloud: LocalCloud) -> None:
    build()
    with step("Deploying a cloud of its own"):
        cloud.start()
        cloud.bootstrap()
        cloud.deploy()
        resources = cloud.resources()
        cloud.open_door(resources)
        cloud.write_endpoints(staff.ensure(cloud, resources), [])
    with step("Starting it cold, roles checked from here on"):
        restart(cloud)
    use_settings_of("local", FOLDER, "identity-reconcile", "audit-seal")
    town = Town(cloud, resources.client_id)
    with step("A citizen registers, and two people of the staff look her up"):
        town.register()
        town.look_up("commune")
        town.look_up("tracer")
    keys.drill(town, restart=lambda: restart(cloud))
    access_log.drill(cloud, FOLDER, local_day(datetime.now(UTC)))


def restart(cloud: LocalCloud) -> None:
    """Every function starts anew, and remembers no key."""
    cloud.stop_engine()
    cloud.checks_roles = True
    cloud.start()
    cloud.wait_healthy()


if __name__ == "__main__":
    sys.exit(main())
