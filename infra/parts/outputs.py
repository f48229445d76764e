"""Outputs that tools read after a deployment, under the exact names given."""

import aws_cdk as cdk


def publish(stack: cdk.Stack, **values: str) -> None:
    for name, value in values.items():
        cdk.CfnOutput(stack, name, value=value)
