"""Alarms: each kind is described in a playbook of the same name, and each alarm watches what exists."""

import json
import re

from tests.doors.calls import OPERATIONS
from tests.infra.conftest import ROOT, Built, Resource

PLAYBOOKS = ROOT / "docs/playbooks"
PARTS = ("Meaning", "Who is affected", "First three checks", "Remedy", "How to know it worked")


def name_of(built: Built, alarm: Resource) -> str:
    return str(alarm.properties["AlarmName"]).removeprefix(built.stage.named() + "-")


def playbook_of(alarm: Resource) -> str:
    return str(alarm.properties["AlarmDescription"]).partition(" Playbook: docs/playbooks/")[2]


def test_each_kind_of_alarm_has_a_playbook_and_each_playbook_an_alarm(production):
    written = {file.name for file in PLAYBOOKS.glob("*.md")} - {"README.md"}
    told = {playbook_of(alarm) for alarm in production.resources("AWS::CloudWatch::Alarm")}
    assert told == written, "docs/playbooks: one file for each kind of alarm"


def test_each_queue_and_each_workflow_is_told_of_in_the_playbook_of_its_kind(production):
    for alarm in production.resources("AWS::CloudWatch::Alarm"):
        if (kind := playbook_of(alarm)) in ("backlog.md", "run-failed.md"):
            name = name_of(production, alarm)
            assert f"### {name}\n" in (PLAYBOOKS / kind).read_text(), f"docs/playbooks/{kind}: who waits at {name}?"


def test_each_playbook_says_what_to_do():
    for file in PLAYBOOKS.glob("*.md"):
        if file.stem != "README":
            headings = re.findall(r"^## (.+)$", file.read_text(), re.MULTILINE)
            assert tuple(headings) == PARTS, f"{file.name}: a person at night looks for these headings"


def test_each_alarm_calls_somebody_and_links_its_playbook(production):
    for alarm in production.resources("AWS::CloudWatch::Alarm"):
        p = alarm.properties
        assert p["AlarmActions"]
        assert p["OKActions"]
        assert playbook_of(alarm)
        # Silence is health here: no requests at night, no faults at all.
        assert p["TreatMissingData"] == "notBreaching"


def watched(built: Built, dimension: str) -> set[str]:
    text = json.dumps([a.properties for a in built.resources("AWS::CloudWatch::Alarm")])
    return set(re.findall(rf'\{{"Name": "{dimension}", "Value": "([^"]+)"\}}', text))


def test_every_function_and_every_parking_place_is_watched(production):
    functions = {f.properties["FunctionName"] for f in production.resources("AWS::Lambda::Function")}
    assert watched(production, "FunctionName") == functions
    queues = {q.properties["QueueName"] for q in production.resources("AWS::SQS::Queue")}
    assert watched(production, "QueueName") == queues, "queues watched are not the queues declared"


def test_every_workflow_is_watched(production):
    names = {m.properties["StateMachineName"] for m in production.resources("AWS::StepFunctions::StateMachine")}
    assert {arn.rpartition(":")[2] for arn in watched(production, "StateMachineArn")} == names


def test_every_queue_that_is_read_has_an_alarm_over_its_age(production):
    metrics = [m for a in production.resources("AWS::CloudWatch::Alarm") for m in a.properties["Metrics"]]
    told = [m["MetricStat"]["Metric"] for m in metrics if "MetricStat" in m]
    ages = {m["Dimensions"][0]["Value"] for m in told if m["MetricName"] == "ApproximateAgeOfOldestMessage"}
    assert ages == {
        q.properties["QueueName"] for q in production.resources("AWS::SQS::Queue") if "RedrivePolicy" in q.properties
    }


def test_every_capability_that_can_fault_is_watched(production):
    services = {
        f.properties["Environment"]["Variables"]["POWERTOOLS_SERVICE_NAME"]
        for f in production.resources("AWS::Lambda::Function")
    }
    assert watched(production, "service") == services


def dimensions(built: Built, metric: str) -> list[dict[str, str]]:
    metrics = [m for a in built.resources("AWS::CloudWatch::Alarm") for m in a.properties["Metrics"]]
    told = [m["MetricStat"]["Metric"] for m in metrics if "MetricStat" in m]
    return [{d["Name"]: d["Value"] for d in m.get("Dimensions", [])} for m in told if m["MetricName"] == metric]


def test_what_strangers_may_ask_for_without_end_is_watched(production):
    counted = {(d["Method"], d["Resource"]) for d in dimensions(production, "Count")}
    asked = [OPERATIONS[name][1] for name in ("registerPerson", "requestPhoneOtp", "recoverPerson")]
    assert counted == {(operation.method, operation.path) for operation in asked}
    assert len(dimensions(production, "SMSMonthToDateSpentUSD")) == 1
    assert dimensions(production, "NumberOfNotificationsDelivered") == [{"PhoneNumber": "PhoneNumberDirect"}]


def test_a_flood_of_registrations_rings_before_the_throttle_hides_it(production):
    (alarm,) = [a for a in production.resources("AWS::CloudWatch::Alarm") if name_of(production, a) == "registrations"]
    a_second = alarm.properties["Threshold"] / 300
    assert 20 < a_second < production.stage.open_writes.per_second, "above a busy morning, below what is let through"


def test_every_door_that_refuses_who_goes_around_the_network_is_watched(production):
    doors = {c.name for c in production.house.capabilities.values() if c.doors}
    assert {d["service"] for d in dimensions(production, "WrongDoor")} == doors


def test_each_429_is_counted_whoever_says_it(production):
    (found,) = production.resources("AWS::Logs::MetricFilter")
    assert found.properties["FilterPattern"] == '{ $.status = "429" }'
    assert json.loads(
        production.one("AWS::ApiGatewayV2::Stage", "gateway/Door/").properties["AccessLogSettings"]["Format"]
    )["status"]
    (made,) = found.properties["MetricTransformations"]
    assert (made["MetricNamespace"], made["MetricName"]) == (production.stage.named(), "TooMany")
    assert dimensions(production, "TooMany") == [{}]


def test_there_is_one_dashboard(production):
    (board,) = production.resources("AWS::CloudWatch::Dashboard")
    assert board.properties["DashboardName"] == production.stage.named("operations")
