"""What AWS refuses only when a stage is deployed, told when its templates are made: in every stage, for any of them.

Limits that a person may ask to raise are taken at their default, so that asking comes before needing.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

Template = Mapping[str, Any]

# CDK itself counts a stack's resources.
SECTIONS = {"Outputs": 200, "Parameters": 200}
TEMPLATE_BYTES = 1_000_000
# Of one HTTP API.
API = {"AWS::ApiGatewayV2::Route": 300, "AWS::ApiGatewayV2::Integration": 300}
ROLE_POLICY_CHARACTERS = 10_240
FUNCTION_POLICY_CHARACTERS = 20_480
# A statement that CloudFormation makes of a permission, with its names and conditions.
PERMISSION_CHARACTERS = 600
ENVIRONMENT_BYTES = 4_096
# A third reader of a shard is throttled.
STREAM_READERS = 2
ALARM_METRICS = 10
RULES = 300
# Of one account and region; what is not reserved is for everybody else, and AWS keeps a hundred for them.
CONCURRENCY, UNRESERVED = 1_000, 100
INDEXES = 20
STATES_CHARACTERS = 1_000_000
# What stands in a template for an address that is known only later.
ADDRESS = "arn:aws:dynamodb:ap-southeast-1:111111111111:table/vung-xanh-production-data-Person1234ABCD-1234567890ABC"


def refuse(templates: Mapping[str, Template]) -> None:
    """Raises ValueError with a line for each limit that a stage would meet."""
    if found := [*_of_templates(templates), *_of_resources(templates), *_of_readers(templates)]:
        raise ValueError("AWS would refuse this stage:\n" + "\n".join(found))


def _of_templates(templates: Mapping[str, Template]) -> Iterator[str]:
    rules = reserved = 0
    for stack, template in templates.items():
        for section, most in SECTIONS.items():
            yield from _over(f"{section.lower()} of {stack}", len(template.get(section, {})), most)
        yield from _over(f"bytes of {stack}", len(json.dumps(template, separators=(",", ":")).encode()), TEMPLATE_BYTES)
        kinds = Counter(resource["Type"] for resource in template.get("Resources", {}).values())
        for kind, most in API.items():
            yield from _over(f"{kind} in {stack}", kinds[kind], most)
        rules += kinds["AWS::Events::Rule"]
        reserved += _reserved(template)
    yield from _over("rules of a bus", rules, RULES)
    yield from _over("calls at once that are reserved", reserved, CONCURRENCY - UNRESERVED)


def _reserved(template: Template) -> int:
    resources = template.get("Resources", {}).values()
    return sum(resource.get("Properties", {}).get("ReservedConcurrentExecutions", 0) for resource in resources)


def _of_resources(templates: Mapping[str, Template]) -> Iterator[str]:
    for stack, template in templates.items():
        policies: Counter[str] = Counter()
        permissions: Counter[str] = Counter()
        for logical_id, resource in template.get("Resources", {}).items():
            properties = resource.get("Properties", {})
            match resource["Type"]:
                case "AWS::IAM::Policy":
                    for role in properties["Roles"]:
                        policies[json.dumps(role)] += len(_written(properties["PolicyDocument"]))
                case "AWS::Lambda::Permission":
                    permissions[json.dumps(properties["FunctionName"])] += PERMISSION_CHARACTERS
                case kind:
                    yield from _of_one(f"{stack}/{logical_id}", kind, properties)
        for role, size in policies.items():
            yield from _over(f"characters of the policies of {role} in {stack}", size, ROLE_POLICY_CHARACTERS)
        for function, size in permissions.items():
            yield from _over(f"characters of the policy of {function} in {stack}", size, FUNCTION_POLICY_CHARACTERS)


def _of_one(name: str, kind: str, properties: Mapping[str, Any]) -> Iterator[str]:
    match kind:
        case "AWS::Lambda::Function":
            variables = properties.get("Environment", {}).get("Variables", {})
            yield from _over(f"bytes of the environment of {name}", len(_written(variables)), ENVIRONMENT_BYTES)
        case "AWS::CloudWatch::Alarm":
            metrics = [metric for metric in properties.get("Metrics", ()) if "MetricStat" in metric]
            yield from _over(f"metrics of {name}", len(metrics), ALARM_METRICS)
        case "AWS::DynamoDB::Table":
            yield from _over(f"indexes of {name}", len(properties.get("GlobalSecondaryIndexes", ())), INDEXES)
        case "AWS::StepFunctions::StateMachine":
            yield from _over(
                f"characters of the states of {name}", len(_written(properties["DefinitionString"])), STATES_CHARACTERS
            )


def _of_readers(templates: Mapping[str, Template]) -> Iterator[str]:
    readers = Counter(
        json.dumps(resource["Properties"]["EventSourceArn"])
        for template in templates.values()
        for resource in template.get("Resources", {}).values()
        if resource["Type"] == "AWS::Lambda::EventSourceMapping" and "StartingPosition" in resource["Properties"]
    )
    for stream, count in readers.items():
        yield from _over(f"readers of {stream}", count, STREAM_READERS)


def _over(what: str, count: int, most: int) -> Iterator[str]:
    if count > most:
        yield f"{what}: {count}, at most {most}"


def _written(value: Any) -> str:
    """As long as what CloudFormation makes of it."""
    return json.dumps(_resolved(value), separators=(",", ":"))


def _resolved(value: Any) -> Any:
    match value:
        case {"Fn::Join": [str(glue), list(parts)]}:
            return glue.join(str(_resolved(part)) for part in parts)
        case {"Ref": str(name)}:
            return name if name.startswith("AWS::") else ADDRESS
        case dict() if len(value) == 1 and next(iter(value)).startswith("Fn::"):
            return ADDRESS
        case dict():
            return {key: _resolved(part) for key, part in value.items()}
        case list():
            return [_resolved(part) for part in value]
    return value
