"""One function with its own role, its own log group and nothing it did not ask for."""

from dataclasses import dataclass

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.parts import names
from infra.parts.findings import accept
from infra.stage import Stage


@dataclass(frozen=True)
class Size:
    memory_mb: int = 512
    timeout_s: int = 10
    # Floor and ceiling: where a burst would hurt somebody else's limit, or somebody else's burst this function. It takes
    # room from all others (infra/parts/limits.py).
    reserved: int | None = None


ORDINARY = Size()


def python_function(
    scope: Construct, *, stage: Stage, name: str, handler: str, code: lambda_.Code, size: Size, service: str
) -> lambda_.Function:
    construct_id = names.title(name)
    log_group = logs.LogGroup(
        scope,
        f"{construct_id}Log",
        log_group_name=f"/{stage.named(name)}",
        retention=stage.log_retention,
        removal_policy=stage.removal,
    )
    role = iam.Role(
        scope,
        f"{construct_id}Role",
        assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
        description=f"{name}: only what infra/{service}.py grants",
    )
    log_group.grant_write(role)
    function = lambda_.Function(
        scope,
        construct_id,
        function_name=stage.named(name),
        handler=handler,
        code=code,
        role=role,
        log_group=log_group,
        # Start, end and report lines of each call cost more than the call's own log; metrics tell the same.
        logging_format=lambda_.LoggingFormat.JSON,
        system_log_level_v2=lambda_.SystemLogLevel.WARN,
        runtime=lambda_.Runtime.PYTHON_3_13,
        architecture=lambda_.Architecture.ARM_64,
        memory_size=size.memory_mb,
        timeout=cdk.Duration.seconds(size.timeout_s),
        reserved_concurrent_executions=size.reserved,
        environment={
            "STAGE": stage.name,
            "SITE_URL": stage.site_url,
            "LOG_LEVEL": stage.log_level,
            "POWERTOOLS_SERVICE_NAME": service,
            "POWERTOOLS_METRICS_NAMESPACE": "VungXanh",
        },
    )
    accept(function, "L1", "Python 3.13 is pinned: bytecode is compiled for it. Review 3.14 by 2026-10-01.")
    return function
