"""Probes of the local cloud's workflow engine: what tracing runs rely on here and on AWS (decision 0017)."""

import json
from collections.abc import Iterator
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

from tests.waiting import eventually
from tools.local_cloud.cloud import LocalCloud

pytestmark = pytest.mark.cloud
ROLE = "arn:aws:iam::000000000000:role/probe"


@pytest.fixture
def machine(engine: LocalCloud) -> Iterator[str]:
    """Waits for an hour, or ends at once with its own execution's name."""
    name_of_run = {"Type": "Pass", "Parameters": {"holder.$": "$$.Execution.Name"}, "End": True}
    states = {
        "Which": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.wait", "BooleanEquals": True, "Next": "Long"}],
            "Default": "Name",
        },
        "Long": {"Type": "Wait", "Seconds": 3600, "Next": "Name"},
        "Name": name_of_run,
    }
    workflows = engine.client("stepfunctions")
    arn = workflows.create_state_machine(
        name=f"probe-{uuid4().hex[:8]}",
        definition=json.dumps({"StartAt": "Which", "States": states}),
        roleArn=ROLE,
        type="STANDARD",
    )["stateMachineArn"]
    yield arn
    workflows.delete_state_machine(stateMachineArn=arn)


def started(engine: LocalCloud, machine: str, name: str, *, wait: bool) -> str:
    answer = engine.client("stepfunctions").start_execution(
        stateMachineArn=machine, name=name, input=json.dumps({"wait": wait})
    )
    return str(answer["executionArn"])


def ended(engine: LocalCloud, execution: str) -> dict[str, str]:
    workflows = engine.client("stepfunctions")
    return dict(
        eventually(
            lambda: workflows.describe_execution(executionArn=execution),
            until=lambda found: found["status"] != "RUNNING",
        )
    )


def test_a_name_is_used_once(engine: LocalCloud, machine: str):
    """A redelivered event starts nothing: `SfnWorkflows.start` answers False."""
    ended(engine, started(engine, machine, "trace-once-1", wait=False))
    with pytest.raises(ClientError) as refused:
        started(engine, machine, "trace-once-1", wait=False)
    assert refused.value.response["Error"]["Code"] == "ExecutionAlreadyExists"


def test_a_run_knows_its_own_name(engine: LocalCloud, machine: str):
    """The steps take the case's lease under it."""
    found = ended(engine, started(engine, machine, "trace-name-1", wait=False))
    assert json.loads(found["output"]) == {"holder": "trace-name-1"}


def test_a_stopped_run_is_seen_to_have_ended(engine: LocalCloud, machine: str):
    """The reconciler then starts it under the next name."""
    execution = started(engine, machine, "trace-stop-1", wait=True)
    engine.client("stepfunctions").stop_execution(executionArn=execution)
    assert ended(engine, execution)["status"] == "ABORTED"


def test_a_run_that_never_was_is_unknown(engine: LocalCloud, machine: str):
    """The reconciler takes that, too, for a run to start."""
    with pytest.raises(ClientError) as refused:
        engine.client("stepfunctions").describe_execution(
            executionArn=f"{machine.replace(':stateMachine:', ':execution:')}:never"
        )
    assert refused.value.response["Error"]["Code"] == "ExecutionDoesNotExist"
