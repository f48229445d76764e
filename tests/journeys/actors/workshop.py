"""The engine room: runs that are stopped, events that come twice, a clock that is put forward."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import Any

from botocore.exceptions import ClientError

from domain.tracing.codes import CaseCode
from tests.journeys.actors.town import Town
from tests.waiting import eventually
from tools.deploy.deployed import settings_of
from tools.machine.paths import ROOT

BAR = "Bar"


class Workshop:
    def __init__(self, town: Town) -> None:
        self._town = town
        self._workflows = town.cloud.client("stepfunctions")
        self._tables = town.cloud.client("dynamodb")

    @cached_property
    def _settings(self) -> dict[str, str]:
        return settings_of(self._town.cloud.client("lambda"), "local", "trace-reconcile")

    def runs(self, case: str) -> dict[str, str]:
        """Name → status of all executions of a case, oldest first."""
        pages = self._workflows.get_paginator("list_executions").paginate(
            stateMachineArn=self._settings["WORKFLOW_ARN"]
        )
        found = [run for page in pages for run in page["executions"]]
        own = [run for run in found if run["name"].startswith(f"trace-{CaseCode.parse(case)}-")]
        return {run["name"]: run["status"] for run in sorted(own, key=lambda run: run["startDate"])}

    @contextmanager
    def bars(self, state: str) -> Iterator[None]:
        """Runs that are started meanwhile stand still before this state, so that nobody must be quick to catch one."""
        workflow = {"stateMachineArn": self._settings["WORKFLOW_ARN"]}
        definition = self._workflows.describe_state_machine(**workflow)["definition"]
        self._workflows.update_state_machine(**workflow, definition=json.dumps(_barred(json.loads(definition), state)))
        try:
            yield
        finally:
            self._workflows.update_state_machine(**workflow, definition=definition)

    def catches(self, case: str, state: str) -> str:
        """Waits until the first run of a case is in this state, or past it; its name."""
        name = f"trace-{CaseCode.parse(case)}-1"
        eventually(lambda: self._entered(name), until=lambda entered: state in entered, pause=0.01)
        return name

    def stops(self, name: str) -> None:
        self._workflows.stop_execution(executionArn=self._arn(name), cause="stopped by an operator")

    def _entered(self, name: str) -> list[str]:
        try:
            events = self._workflows.get_execution_history(executionArn=self._arn(name))["events"]
        except ClientError:
            return []
        return [event["stateEnteredEventDetails"]["name"] for event in events if "stateEnteredEventDetails" in event]

    def _arn(self, name: str) -> str:
        return f"{self._settings['WORKFLOW_ARN'].replace(':stateMachine:', ':execution:')}:{name}"

    # -- time -------------------------------------------------------------------------------------------------

    def lease_runs_out(self, case: str) -> None:
        """Eight minutes pass for whoever held the case."""
        self._tables.update_item(
            TableName=self._settings["CASE_TABLE"],
            Key={"pk": {"S": f"C#{CaseCode.parse(case)}"}, "sk": {"S": "META"}},
            UpdateExpression="SET hu = :past",
            ExpressionAttributeValues={":past": {"N": "1"}},
        )

    def clock_strikes(self, at: datetime) -> None:
        """The scheduled repair, as it runs at that moment, for every case there is."""
        command = [sys.executable, "-m", "tests.journeys.actors.clock", str(self._town.cloud.folder), at.isoformat()]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    # -- queues -----------------------------------------------------------------------------------------------

    def repeats(self, event: str, case: str, revision: int) -> None:
        """Puts an event into the queue of cases once more, as the bus may."""
        queues = self._town.cloud.client("sqs")
        (address,) = [url for url in queues.list_queues()["QueueUrls"] if url.endswith("-case")]
        detail: dict[str, Any] = {"version": 1, "case": str(CaseCode.parse(case)), "revision": revision}
        queues.send_message(QueueUrl=address, MessageBody=json.dumps({"detail-type": event, "detail": detail}))


def _barred(definition: dict[str, Any], state: str) -> dict[str, Any]:
    """The workflow with an hour's waiting on every way into this state."""
    ways = [step for each in definition["States"].values() for step in (each, *each.get("Choices", ()))]
    for step in ways:
        if step.get("Next") == state:
            step["Next"] = BAR
    definition["States"][BAR] = {"Type": "Wait", "Seconds": 3600, "Next": state}
    return definition
