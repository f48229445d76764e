"""Some minutes from now: the scheduled repair of tracing, on an injected clock.

A program of its own, because a process keeps to the cloud it first spoke to: python -m … FOLDER MINUTES
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tools.deployed import local_cloud_in, settings_of


def main() -> None:
    cloud = local_cloud_in(Path(sys.argv[1]))
    os.environ.update(cloud.env)
    os.environ.update(settings_of(cloud.client("lambda"), "local", "trace-reconcile"))
    from functions.trace.run import wiring
    from functions.trace.run.service import repair

    parts, then = wiring.repair_parts(), datetime.now(UTC) + timedelta(minutes=int(sys.argv[2]))
    repair.repair(cases=parts.cases, workflows=parts.workflows, now=then)


if __name__ == "__main__":
    main()
