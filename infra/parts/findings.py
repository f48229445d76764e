"""Findings of the rule packs that are accepted, each with its reason, on the narrowest construct."""

import aws_cdk as cdk
from constructs import IConstruct


def accept(scope: IConstruct, rule: str, reason: str) -> None:
    cdk.Validations.of(scope).acknowledge(cdk.Acknowledgment(id=f"AwsSolutions::AwsSolutions-{rule}", reason=reason))
