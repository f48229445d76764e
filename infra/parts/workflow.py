"""A Standard workflow whose states are a file beside its steps, and whose role may call those steps only."""

import json
from pathlib import Path

from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.parts.findings import accept
from infra.stage import Stage

ROOT = Path(__file__).resolve().parents[2]
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


def workflow(scope: Construct, *, stage: Stage, name: str, steps: lambda_.Function) -> sfn.CfnStateMachine:
    """The states of `functions/<name>/**/workflow.asl.json`; each task is a call of `steps`."""
    log_group = logs.LogGroup(
        scope,
        "WorkflowLog",
        log_group_name=f"/{stage.named(name, 'workflow')}",
        retention=stage.log_retention,
        removal_policy=stage.removal,
    )
    role = _role(scope, stage, name, steps)
    machine = sfn.CfnStateMachine(
        scope,
        "Workflow",
        state_machine_name=stage.named(name),
        state_machine_type="STANDARD",
        role_arn=role.role_arn,
        definition_string=_definition(name),
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
    return machine


def workflow_arn(stage: Stage, name: str) -> str:
    """From names: an alarm or a role that held a reference would hold the workflow too."""
    return f"arn:aws:states:{stage.region}:{stage.account}:stateMachine:{stage.named(name)}"


def runs_arn(stage: Stage, name: str) -> str:
    """All runs of one workflow: a run's own name is known only once it exists."""
    return f"arn:aws:states:{stage.region}:{stage.account}:execution:{stage.named(name)}:{name}-*"


def _definition(name: str) -> str:
    states = json.loads(next((ROOT / "functions" / name).rglob("workflow.asl.json")).read_text(encoding="utf-8"))
    return json.dumps(states, ensure_ascii=False, separators=(",", ":"))


def _role(scope: Construct, stage: Stage, name: str, steps: lambda_.Function) -> iam.Role:
    role = iam.Role(
        scope,
        "WorkflowRole",
        # Without the conditions another account's workflow could borrow this role.
        assumed_by=iam.ServicePrincipal(
            "states.amazonaws.com",
            conditions={
                "StringEquals": {"aws:SourceAccount": stage.account},
                "ArnEquals": {"aws:SourceArn": workflow_arn(stage, name)},
            },
        ),
        description=f"{name}: call its steps, and log",
    )
    role.add_to_policy(iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[steps.function_arn]))
    role.add_to_policy(iam.PolicyStatement(actions=list(LOG_DELIVERY), resources=["*"]))
    accept(role, "IAM5[Resource::*]", "Delivery of a workflow's log has no resource form in IAM.")
    return role
