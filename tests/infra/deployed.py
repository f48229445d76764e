"""What of a stage holds a province's data, its messages, its addresses: by logical id, with what may never change.

`python -m tests.infra.deployed` writes the list of production anew, after a release that added to it.
"""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

LIST = Path(__file__).with_name("deployed.json")
# Type -> properties whose change makes CloudFormation put a new, empty one in its place, or that the data rests on.
STATEFUL: dict[str, tuple[str, ...]] = {
    "AWS::ApiGatewayV2::Api": ("ProtocolType",),
    "AWS::CertificateManager::Certificate": ("DomainName",),
    "AWS::CloudFront::Distribution": (),
    "AWS::Cognito::UserPool": ("UserPoolName", "UsernameAttributes", "UsernameConfiguration", "Schema"),
    "AWS::Cognito::UserPoolClient": ("ClientName", "GenerateSecret"),
    "AWS::Cognito::UserPoolGroup": ("GroupName",),
    "AWS::DynamoDB::Table": ("TableName", "KeySchema", "GlobalSecondaryIndexes", "StreamSpecification"),
    "AWS::Events::EventBus": ("Name",),
    "AWS::KMS::Alias": ("AliasName",),
    "AWS::KMS::Key": (),
    "AWS::Lambda::Function": ("FunctionName",),
    # Its place in the stream is its own: a new one reads a day again.
    "AWS::Lambda::EventSourceMapping": ("EventSourceArn", "StartingPosition"),
    "AWS::Logs::LogGroup": ("LogGroupName",),
    "AWS::S3::Bucket": ("BucketName",),
    "AWS::SNS::Topic": ("TopicName",),
    "AWS::SQS::Queue": ("QueueName",),
    "AWS::StepFunctions::StateMachine": ("StateMachineName", "StateMachineType"),
    "AWS::WAFv2::WebACL": ("Name", "Scope"),
}

Templates = Mapping[str, Mapping[str, Any]]


def stateful(templates: Templates) -> dict[str, dict[str, Any]]:
    """Stack/logical id -> its type and its fixed properties."""
    return {
        f"{stack}/{logical_id}": {"type": resource["Type"], **_fixed(resource)}
        for stack, template in sorted(templates.items())
        for logical_id, resource in sorted(template["Resources"].items())
        if resource["Type"] in STATEFUL
    }


def exports(templates: Templates) -> list[str]:
    """What other stacks read: one that is gone while a deployed stack still reads it stops the deployment."""
    outputs = [output for template in templates.values() for output in template.get("Outputs", {}).values()]
    return sorted(output["Export"]["Name"] for output in outputs if "Export" in output)


def recorded() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(LIST.read_text(encoding="utf-8"))
    return found


def _fixed(resource: Mapping[str, Any]) -> dict[str, Any]:
    properties = resource.get("Properties", {})
    return {name: properties[name] for name in STATEFUL[resource["Type"]] if name in properties}


def _line(name: str, value: Any) -> str:
    return f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"


def written(templates: Templates) -> str:
    """One line for each, so that a difference reads well."""
    lines = [_line(name, value) for name, value in stateful(templates).items()]
    names = [f"  {json.dumps(name)}" for name in exports(templates)]
    return '{\n "stateful": {\n' + ",\n".join(lines) + '\n },\n "exports": [\n' + ",\n".join(names) + "\n ]\n}\n"


def _main() -> None:
    from tests.infra.conftest import build

    with tempfile.TemporaryDirectory() as folder:
        LIST.write_text(written(build("production", Path(folder)).stacks), encoding="utf-8")


if __name__ == "__main__":
    _main()
