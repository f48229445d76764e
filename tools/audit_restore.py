"""Puts back what was written over or removed in the access log, from a copy of its table as it was before.

    python -m tools.audit_restore --copy vung-xanh-audit-before --from 2021-10-01 --to 2021-10-31 [--stage production]

What was altered is told by the notes that the watch made. A record is taken from the copy only where it has the digest
that the note says it had. Notes stay: putting back is an alteration too. Ends with status 1 when something is not in the
copy as it was.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from domain.people.audit import Alteration
from tools.deploy.deployed import use_settings_of
from tools.machine.console import Failure, complain
from tools.machine.paths import LOCAL

LOCAL_STAGE = "local"


def put_back(copy: str, first: date, last: date, *, tables: Any) -> tuple[list[str], list[str]]:
    """The places that are again as they were, and those that the copy does not have so; `tables` is a DynamoDB client."""
    from adapters.dynamo.audit.log import DynamoAudit

    table = os.environ["AUDIT_TABLE"]
    back, missing = [], []
    for noted in _first_of_each(DynamoAudit(table).alterations(first, last)):
        pk, _, sk = noted.place.partition(" ")
        key = {"pk": {"S": pk}, "sk": {"S": sk}}
        item = tables.get_item(TableName=copy, Key=key, ConsistentRead=True).get("Item", {})
        if item.get("h", {}).get("S", "") != noted.before:
            missing.append(noted.place)
            continue
        tables.put_item(TableName=table, Item=item)
        back.append(noted.place)
    return back, missing


def _first_of_each(found: Iterable[Alteration]) -> Sequence[Alteration]:
    """What a place said before anybody altered it."""
    first: dict[str, Alteration] = {}
    for noted in sorted(found, key=lambda each: each.at):
        first.setdefault(noted.place, noted)
    return list(first.values())


def main() -> int:
    parser = argparse.ArgumentParser(description="Put back what was altered in the access log.")
    parser.add_argument("--copy", required=True, help="the table as it was, restored under another name")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, metavar="YYYY-MM-DD", required=True)
    parser.add_argument("--to", dest="last", type=date.fromisoformat, metavar="YYYY-MM-DD", required=True)
    parser.add_argument("--stage", default=LOCAL_STAGE)
    parser.add_argument("--cloud", type=Path, default=LOCAL, help="folder of the local cloud")
    options = parser.parse_args()
    try:
        use_settings_of(options.stage, options.cloud, "audit-watch")
    except Failure as failure:
        complain(str(failure))
        return 2
    from adapters.session import client

    back, missing = put_back(options.copy, options.first, options.last, tables=client("dynamodb"))
    for place in back:
        print(f"put back: {place}")
    for place in missing:
        complain(f"not in {options.copy} as it was: {place}")
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main())
