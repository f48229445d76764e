"""Sealing and look-up keys are lost: nobody makes others in their place, and a keeper brings them back."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from domain.base.secret import Purpose
from tools import keys_restore
from tools.drill.town import Town
from tools.machine.console import Failure, say, step

LOST = (Purpose.SEAL, Purpose.LOOKUP, Purpose.AUDIT)


def drill(town: Town, *, restart: Callable[[], None]) -> None:
    with step(f"The keys of {', '.join(LOST)} are deleted, and every function starts anew"):
        lost = {purpose: _delete(town, purpose) for purpose in LOST}
        restart()
    with step("Whoever asks is told to wait"):
        town.expect_busy()
    with step("The hourly turn tells of it and makes no others"):
        _expect_the_turn_to_fail(town)
    with step("A keeper brings them back: python -m tools.keys_restore"):
        found = keys_restore.restore(datetime.now(UTC))
        for purpose, kids in found.items():
            say(f"  {purpose.value:<7} {', '.join(kids) + ' came back' if kids else 'nothing was missing'}")
        if {purpose: kids for purpose, kids in found.items() if kids} != lost:
            raise Failure(f"lost were {lost}, back came {found}")
    with step("Everything is read again"):
        town.expect_as_before()
        town.cloud.reconcile()
        say("  the hourly turn: nothing is missing")


def _delete(town: Town, purpose: Purpose) -> list[str]:
    """Their key ids. As somebody does who may do everything: no function's role can."""
    tables, table = town.cloud.client("dynamodb"), os.environ["SECRET_TABLE"]
    asked = {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": {"S": f"K#{purpose}"}}}
    items = tables.query(TableName=table, **asked)["Items"]
    for item in items:
        tables.delete_item(TableName=table, Key={"pk": item["pk"], "sk": item["sk"]})
    return sorted(item["sk"]["S"] for item in items)


def _expect_the_turn_to_fail(town: Town) -> None:
    answer: Any = town.cloud.client("lambda").invoke(FunctionName="vung-xanh-local-identity-reconcile", Payload=b"{}")
    told = answer["Payload"].read().decode()
    if "FunctionError" not in answer or any(f"'{purpose}'" not in told for purpose in LOST):
        raise Failure(f"the turn did not tell of lost keys: {told[:300]}")
    say(f"  identity-reconcile: KeysLost {', '.join(LOST)}")
    for purpose in LOST:
        if _delete(town, purpose):
            raise Failure(f"a key of {purpose} was made in the place of a lost one")
