"""The workflow of tracing: its states are the file of the code, its role calls its steps and nothing else."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from infra.parts.chain.workflow import LOG_DELIVERY, states_of
from tests.infra.conftest import Built, Resource
from tests.infra.test_grants import held

STATES: dict[str, dict[str, Any]] = json.loads(states_of("trace", "workflow").read_text())["States"]
# What each step is told of the steps before it.
KNOWN: dict[str, set[str]] = {
    "EstablishMilestones": set(),
    "FindContacts": {"run"},
    "HandOver": {"run"},
    "QueueNotices": {"run"},
    "RecordOutcome": {"run", "found", "told"},
}
STEPS = tuple(KNOWN)
ENDS = ("Published", "Held", "WindowEmpty", "Retracted", "RunSuperseded")


def machine_of(built: Built) -> Resource:
    return built.one("AWS::StepFunctions::StateMachine", "trace/")


def tasks() -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((name, state) for name, state in STATES.items() if state["Type"] == "Task")


def choices() -> Iterator[tuple[str, str]]:
    for state in STATES.values():
        yield from ((choice["StringEquals"], choice["Next"]) for choice in state.get("Choices", ()))


def test_it_is_a_standard_workflow_of_the_file_s_states(built):
    machine = machine_of(built).properties
    assert machine["StateMachineType"] == "STANDARD", "a run lasts longer than an express workflow may"
    assert machine["StateMachineName"] == built.stage.named("trace")
    definition = json.loads(machine["DefinitionString"])
    assert definition["States"] == STATES
    assert definition["TimeoutSeconds"] <= 2 * 3600


def test_each_task_calls_the_steps(built):
    machine = machine_of(built)
    (name, function), *others = machine.properties["DefinitionSubstitutions"].items()
    assert (built.names(function, machine.stack), others) == ("TraceSteps", [])
    assert {state["Resource"] for _, state in tasks()} == {f"${{{name}}}"}


def test_each_step_is_named_as_its_state_and_pins_what_the_first_one_found():
    assert tuple(name for name, _ in tasks()) == STEPS
    for name, state in tasks():
        known = {name.removesuffix(".$") for name in state["Parameters"]} - {"step", "case", "revision", "holder"}
        assert (state["Parameters"]["step"], known) == (name, KNOWN[name])


def test_each_step_is_tried_again_and_its_outcomes_are_data():
    for name, state in tasks():
        (retry,) = state["Retry"]
        assert retry["ErrorEquals"] == ["States.ALL"], f"{name}: names of exceptions do not survive on both clouds"
        assert 3 <= retry["MaxAttempts"] <= 6
        assert retry["BackoffRate"] > 1
        assert (retry["JitterStrategy"], retry["MaxDelaySeconds"]) == ("FULL", 60)
        assert "Catch" not in state, f"{name}: an exception is a technical fault, never an outcome"


def test_the_outcomes_lead_on():
    assert sorted(choices()) == sorted(
        [
            ("READY", "FindContacts"),
            ("BUSY", "WaitForOtherRun"),
            ("SUPERSEDED", "RunSuperseded"),
            ("DONE", "HandOver"),
            ("PARTIAL", "FindContacts"),
            ("DONE", "RecordOutcome"),
            ("PARTIAL", "QueueNotices"),
            ("PUBLISHED", "Published"),
            ("HELD", "Held"),
            ("WINDOW_EMPTY", "WindowEmpty"),
            ("RETRACTED", "Retracted"),
        ]
    )
    assert not any("Default" in state for state in STATES.values()), "an outcome that nobody knows is a fault"


@pytest.mark.parametrize("name", STATES)
def test_every_state_is_reached_and_only_the_ends_end(name):
    nexts = {state["Next"] for state in STATES.values() if "Next" in state} | {state for _, state in choices()}
    assert name == STEPS[0] or name in nexts
    assert (STATES[name]["Type"] == "Succeed") is (name in ENDS)


def test_its_role_calls_the_steps_and_delivers_its_log(built):
    assert held(built, machine_of(built), "RoleArn") == {
        ("lambda:InvokeFunction", "TraceSteps"),
        *((action, "*") for action in LOG_DELIVERY),
    }


def test_only_this_workflow_takes_its_role(built):
    role = built.one("AWS::IAM::Role", "trace/WorkflowRole/").properties["AssumeRolePolicyDocument"]["Statement"]
    (statement,) = role
    assert statement["Principal"] == {"Service": "states.amazonaws.com"}
    arn = statement["Condition"]["ArnEquals"]["aws:SourceArn"]
    assert arn.endswith(f":stateMachine:{built.stage.named('trace')}")
    assert statement["Condition"]["StringEquals"] == {"aws:SourceAccount": built.stage.account}


def test_its_log_tells_errors_and_no_data(built):
    logging = machine_of(built).properties["LoggingConfiguration"]
    assert (logging["Level"], logging["IncludeExecutionData"]) == ("ERROR", False)


def test_a_run_has_room_for_a_province(built):
    steps = built.one("AWS::Lambda::Function", "trace/TraceSteps/").properties
    # 1,769 MB is one full processor.
    assert steps["MemorySize"] >= 1769
    assert steps["Timeout"] == 300
