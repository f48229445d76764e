"""What a deployment made, found by type."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tools.machine.console import Failure


@dataclass(frozen=True, slots=True)
class Resources:
    """Names that CloudFormation chose."""

    api_id: str
    user_pool_id: str
    client_id: str
    site_bucket: str | None
    # The secret whose value the front door shows at the API's entrance.
    entrance: str


def found_resources(formation: Any) -> Resources:
    """What was deployed, by a CloudFormation client, so that no tool depends on the name of an output."""
    found: dict[str, list[tuple[str, str]]] = {}
    for page in formation.get_paginator("list_stacks").paginate():
        for stack in page["StackSummaries"]:
            if stack["StackName"] == "CDKToolkit" or stack["StackStatus"].startswith("DELETE"):
                continue
            for part in formation.list_stack_resources(StackName=stack["StackName"])["StackResourceSummaries"]:
                names = (part["LogicalResourceId"], part.get("PhysicalResourceId", ""))
                found.setdefault(part["ResourceType"], []).append(names)
    buckets = [name for logical, name in found.get("AWS::S3::Bucket", []) if "site" in logical.lower()]
    return Resources(
        api_id=_only(found, "AWS::ApiGatewayV2::Api"),
        user_pool_id=_only(found, "AWS::Cognito::UserPool"),
        client_id=_only(found, "AWS::Cognito::UserPoolClient"),
        site_bucket=buckets[0] if buckets else None,
        entrance=_newest([name for _, name in found.get("AWS::SecretsManager::Secret", [])]),
    )


def _newest(numbered: list[str]) -> str:
    """The last of `entrance-1`, `entrance-2`, …: that is the one to show."""
    if not numbered:
        raise Failure("the deployment made no key for the front door: run make reset")
    return max(numbered, key=lambda name: int(name.rpartition("-")[2]))


def _only(found: Mapping[str, list[tuple[str, str]]], kind: str) -> str:
    names = found.get(kind, [])
    if len(names) != 1:
        raise Failure(f"expected one {kind} in the deployment, found {len(names)}: run make reset")
    return names[0][1]
