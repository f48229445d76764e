"""A record of access is written over and another one removed: it is noted, found, and put back from a copy."""

import os
import subprocess
import time
from datetime import date
from pathlib import Path
from typing import Any

from tools import audit_restore
from tools.local_cloud.cloud import LocalCloud
from tools.machine.console import Failure, say, step
from tools.machine.paths import PYTHON, ROOT

COPY = "audit-as-it-was"
PATIENCE = 60.0


def drill(cloud: LocalCloud, folder: Path, today: date) -> None:
    tables, table = cloud.client("dynamodb"), os.environ["AUDIT_TABLE"]
    with step("The day is sealed, and a copy is made of the table"):
        _seal(today)
        _copy(tables, table)
        _verify(folder, today, whole=True)
    with step("A record of access is written over, another one removed"):
        places = _alter(tables, table)
        _wait_for_notes(today, len(places))
    with step("It is found: python -m tools.audit_verify"):
        _verify(folder, today, whole=False)
    with step(f"What was altered is put back: python -m tools.audit_restore --copy {COPY}"):
        back, missing = audit_restore.put_back(COPY, today, today, tables=tables)
        for place in back:
            say(f"  put back: {place}")
        if sorted(back) != sorted(places) or missing:
            raise Failure(f"altered were {places}, put back {back}, missing {missing}")
    with step("Records and seal fit again; that they were altered stays noted"):
        told = _verify(folder, today, whole=False)
        if any(": a record was written over or removed" not in line for line in told):
            raise Failure("something else does not hold")


def _seal(today: date) -> None:
    """As the night does for the day that ended; this one has not, and is sealed for the drill alone."""
    from functions.audit import service, wiring

    parts = wiring.seal_parts()
    service.seal_until(today, audit=parts.audit, keys=parts.keys)


def _copy(tables: Any, table: str) -> None:
    """On AWS the table as it was at a moment: the engine keeps no history, so the copy is made before."""
    made = tables.create_backup(TableName=table, BackupName=COPY)["BackupDetails"]
    tables.restore_table_from_backup(TargetTableName=COPY, BackupArn=made["BackupArn"])


def _alter(tables: Any, table: str) -> list[str]:
    items = [item for item in tables.scan(TableName=table)["Items"] if item["pk"]["S"].startswith("A#")]
    if len(items) < 2:  # noqa: PLR2004 - one to write over, one to remove
        raise Failure("there are no two records of access")
    over, gone = items[:2]
    tables.put_item(TableName=table, Item={**over, "y": {"S": "another reason"}, "h": {"S": "0" * 64}})
    tables.delete_item(TableName=table, Key={"pk": gone["pk"], "sk": gone["sk"]})
    return [f"{item['pk']['S']} {item['sk']['S']}" for item in (over, gone)]


def _wait_for_notes(today: date, wanted: int) -> None:
    from functions.audit import wiring

    end = time.monotonic() + PATIENCE
    audit = wiring.seal_parts().audit
    while len(found := audit.alterations(today, today)) < wanted:
        if time.monotonic() > end:
            raise Failure(f"after {PATIENCE:.0f} s {len(found)} of {wanted} alterations are noted")
        time.sleep(0.25)
    for noted in found:
        say(f"  audit-watch noted: {noted.place}, {'removed' if not noted.after else 'written over'}")


def _verify(folder: Path, today: date, *, whole: bool) -> list[str]:
    """The findings, told as the tool tells them."""
    asked = ["--from", f"{today}", "--to", f"{today}", "--cloud", str(folder)]
    done = subprocess.run(
        [PYTHON, "-m", "tools.audit_verify", *asked], cwd=ROOT, capture_output=True, text=True, check=False
    )
    for line in (done.stdout + done.stderr).splitlines():
        say(f"  {line}")
    if done.returncode != (0 if whole else 1):
        raise Failure(f"the access log should be {'whole' if whole else 'found altered'}")
    return done.stdout.splitlines()
