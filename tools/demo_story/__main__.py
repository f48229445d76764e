"""`make demo`: python -m tools.demo_story [--endpoints .local/endpoints.json]."""

import argparse
import sys
from pathlib import Path

from tools.demo_story import report
from tools.demo_story.telling import Telling
from tools.machine.console import Failure, began, complain
from tools.machine.paths import LOCAL


def main() -> int:
    began()
    parser = argparse.ArgumentParser(description="Tell an outbreak to a running product.")
    parser.add_argument("--endpoints", type=Path, default=LOCAL / "endpoints.json")
    options = parser.parse_args()
    try:
        telling = Telling(options.endpoints)
        is_new = telling.tell()
    except Failure as failure:
        complain(str(failure))
        return 1
    except KeyboardInterrupt:
        complain("interrupted: run it again, it goes on where it stopped")
        return 130
    print("\n".join(report.lines(telling.noted, telling.endpoints, is_new=is_new)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
