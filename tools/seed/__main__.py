"""Tells the demonstration to a running product: a commune with its venues, its people and two weeks of visits.

    python -m tools.seed --endpoints .local/endpoints.json [--seed 7] [--days 14] [--scale commune]

Through the public API, with the demonstration's sign-ins; visits older than the API takes go through the same use
cases (tools/seed/past.py). The same seed tells the same story, and telling it twice stores nothing twice.
"""

import argparse
import sys
from pathlib import Path

from tools import demo
from tools.machine.console import Failure, began, complain
from tools.seed.telling import Telling
from tools.seed.town import SCALES


def main() -> int:
    began()
    parser = argparse.ArgumentParser(description="Tell the demonstration to a running product.")
    parser.add_argument("--endpoints", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=demo.SEED)
    parser.add_argument("--days", type=int, default=demo.DAYS, choices=range(29), metavar="0..28")
    parser.add_argument("--scale", choices=sorted(SCALES), default="commune")
    options = parser.parse_args()
    try:
        Telling(options.endpoints, options.seed, options.days, options.scale).tell()
    except Failure as failure:
        complain(str(failure))
        return 1
    except KeyboardInterrupt:
        complain("interrupted: the seed can be run again")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
