"""A Standard workflow whose states are a file beside its steps, and whose role may call those steps only."""

import json
from dataclasses import dataclass
from pathlib import Path

from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.parts import names
from infra.parts.findings import accept
from infra.stage import Stage

ROOT = Path(__file__).resolve().parents[3]
ONLY = "workflow"
# What Step Functions asks of the role that lets it log; none of them takes a resource.
LOG_DELIVERY = (
    "logs:CreateLogDelivery",
    "logs:GetLogDelivery",
    "logs:UpdateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:DescribeResourcePolicies",
    "logs:DescribeLogGroups",
)


@dataclass(frozen=True)
class Workflow:
    """What a starter needs to know. `name` is the first part of the names of its runs."""

    name: str
    arn: str
    # All its runs: a run's own name is known only once it exists.
    runs_arn: str
    # The variable that tells a function which workflow to start.
    variable: str
    steps: lambda_.Function


def workflow(scope: Construct, *, stage: Stage, capability: str, name: str, steps: lambda_.Function) -> Workflow:
    """The states of `<name>.asl.json` among the capability's files; each task is a call of `steps`."""
    construct_id = names.title(name)
    whole = machine_name(capability, name)
    log_group = logs.LogGroup(
        scope,
        f"{construct_id}Log",
        log_group_name=f"/{stage.named(capability, name)}",
        retention=stage.log_retention,
        removal_policy=stage.removal,
    )
    role = _role(scope, stage, construct_id, whole, steps)
    machine = sfn.CfnStateMachine(
        scope,
        construct_id,
        state_machine_name=stage.named(whole),
        state_machine_type="STANDARD",
        role_arn=role.role_arn,
        definition_string=_definition(capability, name),
        definition_substitutions={"StepsArn": steps.function_arn},
        logging_configuration=sfn.CfnStateMachine.LoggingConfigurationProperty(
            level="ERROR",
            include_execution_data=False,
            destinations=[
                sfn.CfnStateMachine.LogDestinationProperty(
                    cloud_watch_logs_log_group=sfn.CfnStateMachine.CloudWatchLogsLogGroupProperty(
                        log_group_arn=log_group.log_group_arn
                    )
                )
            ],
        ),
    )
    # Creating it fails while its role cannot yet set up the log.
    machine.node.add_dependency(role)
    accept(machine, "SF1", "Errors are logged; every step of every run would log which cases are traced, and when.")
    accept(machine, "SF2", "Its history names each state, attempt and time of a run; traces would add only their cost.")
    variable = "WORKFLOW_ARN" if name == ONLY else f"{name.upper().replace('-', '_')}_WORKFLOW_ARN"
    return Workflow(whole, machine.attr_arn, f"{_arn(stage, 'execution', whole)}:{whole}-*", variable, steps)


def machine_name(capability: str, name: str) -> str:
    """A capability's only workflow carries its name alone."""
    return capability if name == ONLY else f"{capability}-{name}"


def workflow_arn(stage: Stage, machine: str) -> str:
    """From names: an alarm or a role that held a reference would hold the workflow too."""
    return _arn(stage, "stateMachine", machine)


def states_of(capability: str, name: str) -> Path:
    """The file of its states, in whichever room of the capability it lies. Raises ValueError unless there is one."""
    folder = ROOT / "functions" / capability
    found = sorted(folder.rglob(f"{name}.asl.json"))
    if len(found) != 1:
        raise ValueError(f"{capability}: one {name}.asl.json is wanted below {folder}, found {len(found)}")
    return found[0]


def _arn(stage: Stage, kind: str, machine: str) -> str:
    return f"arn:aws:states:{stage.region}:{stage.account}:{kind}:{stage.named(machine)}"


def _definition(capability: str, name: str) -> str:
    states = json.loads(states_of(capability, name).read_text(encoding="utf-8"))
    return json.dumps(states, ensure_ascii=False, separators=(",", ":"))


def _role(scope: Construct, stage: Stage, construct_id: str, machine: str, steps: lambda_.Function) -> iam.Role:
    role = iam.Role(
        scope,
        f"{construct_id}Role",
        # Without the conditions another account's workflow could borrow this role.
        assumed_by=iam.ServicePrincipal(
            "states.amazonaws.com",
            conditions={
                "StringEquals": {"aws:SourceAccount": stage.account},
                "ArnEquals": {"aws:SourceArn": workflow_arn(stage, machine)},
            },
        ),
        description=f"{machine}: call its steps, and log",
    )
    role.add_to_policy(iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[steps.function_arn]))
    role.add_to_policy(iam.PolicyStatement(actions=list(LOG_DELIVERY), resources=["*"]))
    accept(role, "IAM5[Resource::*]", "Delivery of a workflow's log has no resource form in IAM.")
    return role
