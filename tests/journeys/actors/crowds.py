"""Many people at one place at once."""

import subprocess
import sys
from datetime import datetime

from domain.base.period import shown
from tests.journeys.actors.citizen import Venue
from tests.journeys.actors.town import Commune
from tools.machine.paths import ROOT


def a_crowd_at(commune: Commune, venue: Venue, start: datetime, *, people: int, noted_leaving: int = 0) -> None:
    """So many come within a minute; of most of them nobody knows when they left."""
    command = [sys.executable, "-m", "tests.journeys.actors.crowd", str(commune.town.cloud.folder), venue.token]
    sizes = [shown(start), str(people), str(noted_leaving)]
    done = subprocess.run([*command, *sizes], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
