"""Hundreds of people at one place, entered through the use case of check-in with no phone each.

A program of its own, because a process keeps to the cloud it first spoke to: python -m … FOLDER CODE START PEOPLE LEFT
[REGISTERED]
"""

import os
import secrets
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tools.deploy.deployed import local_cloud_in, settings_of

AT_ONCE = 8


def main() -> None:
    folder, code, start, people, left, *registered = sys.argv[1:]
    known_since = datetime.fromisoformat(registered[0]) if registered else None
    cloud = local_cloud_in(Path(folder))
    os.environ.update(cloud.env)
    os.environ.update(settings_of(cloud.client("lambda"), "local", "checkin-api"))
    from domain.people.caller import Citizen
    from domain.people.codes import PersonId
    from domain.presence.visit import Scan
    from functions.checkin import service, wiring

    parts, came = wiring.parts(), datetime.fromisoformat(start)

    def enter(number: int) -> None:
        visitor = Citizen(PersonId.from_random(secrets.randbits(60)), "", registered_at=known_since)
        service.check_in(
            visitor, code, Scan(came + timedelta(seconds=number % 60)),
            out_at=came + timedelta(minutes=55) if number < int(left) else None,
            leaves=None, visits=parts.visits, venues=parts.venues, keys=parts.keys, now=datetime.now(UTC),
        )  # fmt: skip

    with ThreadPoolExecutor(AT_ONCE) as gate:
        list(gate.map(enter, range(int(people))))


if __name__ == "__main__":
    main()
