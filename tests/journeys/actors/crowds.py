"""Many people at one place at once."""

import subprocess
import sys
from datetime import datetime

from domain.base.period import shown
from tests.journeys.actors.citizen import Venue
from tests.journeys.actors.town import Commune
from tools.machine.paths import ROOT


def a_crowd_at(
    commune: Commune,
    venue: Venue,
    start: datetime,
    *,
    people: int,
    noted_leaving: int = 0,
    registered: datetime | None = None,
) -> None:
    """So many come within a minute; of most of them nobody knows when they left. Their tokens say since when they are
    `registered`, where that is given."""
    command = [sys.executable, "-m", "tests.journeys.actors.crowd", str(commune.town.cloud.folder), venue.token]
    sizes = [shown(start), str(people), str(noted_leaving), *([shown(registered)] if registered else [])]
    done = subprocess.run([*command, *sizes], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
