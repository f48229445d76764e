"""What a newcomer may ask for: several of everything in one capability, and more than any alarm or page holds."""

import json
import re

import pytest

from infra.stage import STAGES
from tests.infra.conftest import Built, build
from tests.infra.newcomers import MANY, REGISTER, Crowd, Ward, at_home
from tests.infra.test_operations import PLAYBOOKS, playbook_of, watched


@pytest.fixture(scope="module", params=STAGES)
def grown(request, tmp_path_factory) -> Built:
    with at_home(tmp_path_factory.mktemp("functions")):
        return build(request.param, tmp_path_factory.mktemp("grown"), tables=REGISTER, capabilities=[Ward, Crowd])


def physical(built: Built, kind: str, name: str, stack: str = "ward") -> set[str]:
    prefix = built.stage.named() + "-"
    return {r.properties[name].removeprefix(prefix) for r in built.resources(kind) if r.stack == stack}


def test_several_of_everything_have_names_of_their_own(grown):
    assert physical(grown, "AWS::Lambda::Function", "FunctionName") == {
        "ward-api",
        "ward-stay-api",
        "ward-bed-relay",
        "ward-stay-steps",
        "ward-inbox",
        "ward-transfer-steps",
        "ward-transfer-inbox",
        "ward-count-stream",
        "ward-reconcile",
    }
    assert physical(grown, "AWS::SQS::Queue", "QueueName") == {
        "ward-failures",
        "ward-inbox",
        "ward-inbox-parked",
        "transfer",
        "transfer-parked",
    }
    assert physical(grown, "AWS::StepFunctions::StateMachine", "StateMachineName") == {"ward-stay", "ward-bed-transfer"}


def test_a_trigger_in_a_deeper_room_is_called_there(grown):
    found = {f.properties["Handler"] for f in grown.resources("AWS::Lambda::Function") if f.stack == "ward"}
    assert {"functions.ward.stay.stay_steps.handler", "functions.ward.stay.inbox.handler"} <= found


def test_each_starter_knows_its_workflow(grown):
    told = {
        f.properties["FunctionName"].removeprefix(grown.stage.named("ward") + "-"): {
            variable: grown.names(value, f.stack)
            for variable, value in f.properties["Environment"]["Variables"].items()
            if variable.endswith("WORKFLOW_ARN")
        }
        for f in grown.resources("AWS::Lambda::Function")
        if f.stack == "ward"
    }
    stay, transfer = {"STAY_WORKFLOW_ARN": "Stay"}, {"BED_TRANSFER_WORKFLOW_ARN": "BedTransfer"}
    assert (told["inbox"], told["transfer-inbox"], told["reconcile"]) == (stay, transfer, {**stay, **transfer})


def test_no_finding_of_the_rule_pack_comes_with_them(grown):
    for plugin in grown.report["pluginReports"]:
        assert plugin["violations"] == [], json.dumps(plugin["violations"], indent=1)[:4000]


def test_everything_is_watched_however_much_it_is(grown):
    if not grown.stage.watched:
        assert "operations" not in grown.stacks
        return
    functions = {f.properties["FunctionName"] for f in grown.resources("AWS::Lambda::Function")}
    assert watched(grown, "FunctionName") == functions
    assert watched(grown, "QueueName") == {q.properties["QueueName"] for q in grown.resources("AWS::SQS::Queue")}
    assert len(watched(grown, "StateMachineArn")) == MANY + 2
    for alarm in grown.resources("AWS::CloudWatch::Alarm"):
        assert sum("MetricStat" in metric for metric in alarm.properties.get("Metrics", ())) <= 10, alarm.path
        assert (PLAYBOOKS / playbook_of(alarm)).exists(), alarm.path


def test_an_alarm_that_is_full_is_one_for_each_capability_and_numbered_where_that_is_full_too(grown):
    if grown.stage.watched:
        prefix = grown.stage.named() + "-"
        names = {a.properties["AlarmName"].removeprefix(prefix) for a in grown.resources("AWS::CloudWatch::Alarm")}
        of_errors = {name for name in names if name.startswith("background-errors")}
        assert {"background-errors-ward", "background-errors-crowd-1", "background-errors-crowd-5"} <= of_errors
        assert "background-errors" not in of_errors
        assert "unhandled-fault" in names, "two capabilities fit into one"


def test_a_page_of_operations_shows_every_alarm_and_no_widget_more_than_it_may(grown):
    if grown.stage.watched:
        (board,) = grown.resources("AWS::CloudWatch::Dashboard")
        body = json.loads(grown.names(board.properties["DashboardBody"], board.stack))
        lights = [widget["properties"]["alarms"] for widget in body["widgets"] if widget["type"] == "alarm"]
        assert all(len(some) <= 100 for some in lights)
        assert sum(map(len, lights)) == len(list(grown.resources("AWS::CloudWatch::Alarm")))
        assert all(len(widget["properties"].get("metrics", ())) <= 500 for widget in body["widgets"])


def test_a_function_that_the_register_does_not_name_writes_nothing(tmp_path):
    class Careless(Ward):
        def build(self) -> None:
            self.grants(self.door(), "Bed", "DeleteItem")

    with at_home(tmp_path), pytest.raises(ValueError, match="ward-api asks for DeleteItem on Bed"):
        build("local", tmp_path / "out", tables=REGISTER, capabilities=[Careless])


def test_two_functions_of_one_name_are_refused_with_a_way_out(tmp_path):
    class Doubled(Ward):
        def build(self) -> None:
            self.function("stay.steps")
            self.function("bed.steps")

    why = re.escape("two functions would be called steps; give bed.steps a name of its own")
    with pytest.raises(ValueError, match=why):
        build("local", tmp_path, tables=REGISTER, capabilities=[Doubled])
