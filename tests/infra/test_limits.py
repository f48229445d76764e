"""What AWS would refuse at deployment is refused when templates are made."""

from typing import Any

import pytest

from infra.parts import limits

ROLE = {"Ref": "SenderRole"}


def stack(*resources: dict[str, Any], outputs: int = 0) -> dict[str, Any]:
    return {
        "Resources": {f"R{number}": resource for number, resource in enumerate(resources)},
        "Outputs": {f"O{number}": {"Value": "v"} for number in range(outputs)},
    }


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    return {"Type": kind, "Properties": properties}


def policy(statements: int) -> dict[str, Any]:
    statement = {"Action": "sqs:SendMessage", "Effect": "Allow", "Resource": {"Fn::GetAtt": ["Queue", "Arn"]}}
    document = {"Statement": [statement] * statements, "Version": "2012-10-17"}
    return resource("AWS::IAM::Policy", Roles=[ROLE], PolicyDocument=document)


def reader(stream: str) -> dict[str, Any]:
    return resource("AWS::Lambda::EventSourceMapping", EventSourceArn=stream, StartingPosition="TRIM_HORIZON")


def metrics(count: int) -> dict[str, Any]:
    return resource("AWS::CloudWatch::Alarm", Metrics=[{"Expression": "SUM"}, *[{"MetricStat": {}}] * count])


def function(characters: int) -> dict[str, Any]:
    return resource("AWS::Lambda::Function", Environment={"Variables": {"LONG": "x" * characters}})


def reserving(calls: int) -> dict[str, Any]:
    return resource("AWS::Lambda::Function", ReservedConcurrentExecutions=calls)


PERMISSION = resource("AWS::Lambda::Permission", FunctionName="vung-xanh-local-venue-api")
ROUTE = resource("AWS::ApiGatewayV2::Route")
RULE = resource("AWS::Events::Rule")
TABLE = resource("AWS::DynamoDB::Table", GlobalSecondaryIndexes=[{}] * 21)
STATES = resource("AWS::StepFunctions::StateMachine", DefinitionString="x" * 1_000_001)


@pytest.mark.parametrize(
    ("templates", "told"),
    [
        ([stack(outputs=201)], "outputs of s0: 201, at most 200"),
        ([stack(*[ROUTE] * 301)], "AWS::ApiGatewayV2::Route in s0: 301, at most 300"),
        ([stack(*[RULE] * 150), stack(*[RULE] * 151)], "rules of a bus: 301, at most 300"),
        ([stack(policy(40), policy(40))], "policies of .*SenderRole.* at most 10240"),
        ([stack(*[PERMISSION] * 35)], "policy of .*venue-api.* at most 20480"),
        ([stack(reader("visits")), stack(reader("visits"), reader("visits"))], "readers of .*visits.*: 3, at most 2"),
        ([stack(metrics(11))], "metrics of s0/R0: 11, at most 10"),
        ([stack(function(5_000))], "environment of s0/R0"),
        ([stack(reserving(500)), stack(reserving(401))], "calls at once that are reserved: 901, at most 900"),
        ([stack(TABLE)], "indexes of s0/R0: 21, at most 20"),
        ([stack(STATES)], "states of s0/R0.*\n.*|bytes of s0"),
    ],
)
def test_more_than_aws_takes_is_told_with_its_place(templates, told):
    with pytest.raises(ValueError, match=told):
        limits.refuse({f"s{number}": template for number, template in enumerate(templates)})


def test_as_much_as_aws_takes_is_taken():
    two = [reader("visits"), reader("visits"), reader("cases")]
    routes = [*[ROUTE] * 300, *[RULE] * 300]
    many = [*two, *routes, reserving(900)]
    limits.refuse({"s": stack(policy(30), metrics(10), PERMISSION, function(900), *many, outputs=200)})
