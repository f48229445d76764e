"""One statement of one function's role: exact actions on one exact resource."""

from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_


def allow(
    function: lambda_.Function,
    actions: Sequence[str],
    resource: str,
    conditions: Mapping[str, Any] | None = None,
) -> None:
    if any("*" in action for action in actions):
        raise ValueError(f"{function.node.id}: name the actions, {actions} has a wildcard")
    function.add_to_role_policy(iam.PolicyStatement(actions=list(actions), resources=[resource], conditions=conditions))
