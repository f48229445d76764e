"""Workflows: a name is started once, and known while it runs."""

import json
from collections.abc import Iterator

import pytest

from adapters import session
from adapters.aws.workflows import SfnWorkflows
from adapters.memory.workflows import MemoryWorkflows
from domain.base.errors import Busy
from domain.base.workflows import Workflows
from domain.tracing.run import run_input, run_name
from tests.contract.engines import Stores
from tests.contract.samples.tracing import case_code
from tests.faults import Faults, lost_answer, refuse, silence, throttled, without_pauses

WAITS = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 3600, "End": True}}}
ROLE = "arn:aws:iam::000000000000:role/none"


def machine(name: str = "trace") -> str:
    client = session.client("stepfunctions")
    known = {found["name"]: found["stateMachineArn"] for found in client.list_state_machines()["stateMachines"]}
    if name not in known:
        made = client.create_state_machine(name=name, definition=json.dumps(WAITS), roleArn=ROLE)
        known[name] = made["stateMachineArn"]
    return known[name]


@pytest.fixture
def workflows(stores: Stores) -> Workflows:
    return MemoryWorkflows() if stores.is_memory else SfnWorkflows(machine())


def end(workflows: Workflows, name: str) -> None:
    if isinstance(workflows, MemoryWorkflows):
        workflows.end(name)
        return
    arn = f"{machine().replace(':stateMachine:', ':execution:')}:{name}"
    session.client("stepfunctions").stop_execution(executionArn=arn)


def test_a_run_is_started_once(workflows: Workflows) -> None:
    code = case_code()
    name = run_name(code, 1)
    assert not workflows.is_running(name)
    assert workflows.start(name, run_input(code, 1))
    assert workflows.is_running(name)
    end(workflows, name)
    assert not workflows.is_running(name)
    assert not workflows.start(name, run_input(code, 1)), "a name is taken for good"
    assert workflows.start(run_name(code, 1, 1), run_input(code, 1, 1))
    assert workflows.start(run_name(code, 2), run_input(code, 2))


@pytest.fixture
def arn(moto_stores: Stores) -> str:
    return machine()


@pytest.fixture
def sfn_faults(arn: str) -> Iterator[Faults]:
    session._cached.cache_clear()
    with without_pauses(), Faults(session.client("stepfunctions")) as found:
        yield found


def test_a_run_is_given_ids_and_numbers(arn: str) -> None:
    code = case_code()
    for attempt in (0, 3):
        name = run_name(code, 7, attempt)
        SfnWorkflows(arn).start(name, run_input(code, 7, attempt))
        execution = f"{arn.replace(':stateMachine:', ':execution:')}:{name}"
        given = session.client("stepfunctions").describe_execution(executionArn=execution)["input"]
        assert json.loads(given) == {"case": str(code), "revision": 7, "attempt": attempt}


def test_starting_rides_out_trouble_and_then_asks_for_patience(arn: str, sfn_faults: Faults) -> None:
    workflows, code = SfnWorkflows(arn), case_code()
    sfn_faults.plan("StartExecution", throttled, silence)
    assert workflows.start(run_name(code, 1), run_input(code, 1))
    sfn_faults.plan("StartExecution", lost_answer)
    workflows.start(run_name(code, 2), run_input(code, 2))
    assert workflows.is_running(run_name(code, 2))
    for lasting in (throttled, silence):
        sfn_faults.plan("StartExecution", *[lasting] * 3)
        with pytest.raises(Busy):
            workflows.start(run_name(code, 3), run_input(code, 3))
        sfn_faults.plan("DescribeExecution", *[lasting] * 3)
        with pytest.raises(Busy):
            workflows.is_running(run_name(code, 3))
    assert workflows.start(run_name(code, 3), run_input(code, 3))


def test_another_fault_is_not_hidden(arn: str, sfn_faults: Faults) -> None:
    sfn_faults.plan("StartExecution", refuse("AccessDeniedException"))
    sfn_faults.plan("DescribeExecution", refuse("AccessDeniedException"))
    with pytest.raises(Exception, match="AccessDenied"):
        SfnWorkflows(arn).start("x", run_input(case_code(), 1))
    with pytest.raises(Exception, match="AccessDenied"):
        SfnWorkflows(arn).is_running("x")
