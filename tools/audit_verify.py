"""Checks the access log of a stage: is every record as it was written, and is none missing or added?

    python -m tools.audit_verify --from 2021-10-01 --to 2021-10-31 [--stage production]

On a deployed stage it uses the caller's own AWS credentials; reading the log's table and the key of its seals must be
granted to them. Ends with status 0 when the log is whole and 1 when it is not. A day is sealed half an hour after it
ends, so the default period ends yesterday.
"""

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path

from domain.people.audit import Finding
from tools.deploy.deployed import use_settings_of
from tools.machine.console import Failure, complain
from tools.machine.paths import LOCAL

PERIOD = timedelta(days=30)
LOCAL_STAGE = "local"
WORDS = {
    "altered": "a record was altered",
    "count": "records are missing or were added",
    "seal": "the records do not fit the day's seal",
    "chain": "the seal does not follow the seal before it",
    "unsealed": "the day was never sealed",
    "rewritten": "a record was written over or removed",
}


def verify(stage: str, folder: Path, first: date | None, last: date | None) -> tuple[date, date, list[Finding]]:
    """The period that was checked, and what does not hold in it."""
    use_settings_of(stage, folder, "audit-seal")
    from domain.base.period import local_day
    from functions.audit import service, wiring

    parts = wiring.seal_parts()
    last = last or local_day(parts.clock()) - timedelta(days=1)
    first = first or last - PERIOD
    if first > last:
        raise Failure(f"--from {first} lies after --to {last}")
    return first, last, service.verify(first, last, audit=parts.audit, keys=parts.keys)


def main() -> int:
    parser = argparse.ArgumentParser(description="Check that the access log is whole.")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--to", dest="last", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--stage", default=LOCAL_STAGE)
    parser.add_argument("--cloud", type=Path, default=LOCAL, help="folder of the local cloud")
    options = parser.parse_args()
    try:
        first, last, findings = verify(options.stage, options.cloud, options.first, options.last)
    except Failure as failure:
        complain(str(failure))
        return 2
    for finding in findings:
        print(f"{finding.day}  {finding.what}: {WORDS[finding.what]}{f' ({finding.detail})' if finding.detail else ''}")
    if findings:
        complain(f"the access log from {first} to {last} is not whole: {len(findings)} findings")
        return 1
    print(f"the access log from {first} to {last} is whole")
    return 0


if __name__ == "__main__":
    sys.exit(main())
