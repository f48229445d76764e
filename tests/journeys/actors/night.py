"""Half an hour past midnight, now: seals the access log's day as the scheduled function will, on an injected clock.

A program of its own, because a process keeps to the cloud it first spoke to: python -m … FOLDER
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from domain.base.period import local_day
from tools.deploy.deployed import local_cloud_in, settings_of


def main() -> None:
    cloud = local_cloud_in(Path(sys.argv[1]))
    os.environ.update(cloud.env)
    os.environ.update(settings_of(cloud.client("lambda"), "local", "audit-seal"))
    from functions.audit import service, wiring

    parts = wiring.seal_parts()
    for seal in service.seal_until(local_day(datetime.now(UTC)), audit=parts.audit, keys=parts.keys):
        print(seal.day, seal.count)


if __name__ == "__main__":
    main()
