"""The scheduled repair of tracing, on an injected clock.

A program of its own, because a process keeps to the cloud it first spoke to: python -m … FOLDER MOMENT
"""

import os
import sys
from datetime import datetime
from pathlib import Path

from tools.deploy.deployed import local_cloud_in, settings_of


def main() -> None:
    cloud = local_cloud_in(Path(sys.argv[1]))
    os.environ.update(cloud.env)
    os.environ.update(settings_of(cloud.client("lambda"), "local", "trace-reconcile"))
    from functions.trace.run import wiring
    from functions.trace.run.service import repair

    parts = wiring.repair_parts()
    repair.repair(cases=parts.cases, workflows=parts.workflows, now=datetime.fromisoformat(sys.argv[2]))


if __name__ == "__main__":
    main()
