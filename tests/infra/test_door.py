"""The HTTP API: its routes are the code's routes, its log knows nobody."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from functions.kit.http import Operation
from infra.parts import limits
from infra.parts.routes import Route, refuse_collisions
from tests.infra.conftest import ROOT
from tools.contract.operations import doors

# One of each capability, and one of a room whose door is its own.
DOORS = doors()
FUNCTIONS = ROOT / "functions"
HTTP = sorted(
    ".".join(file.relative_to(ROOT).with_suffix("").parts)
    for file in (*FUNCTIONS.glob("*/api.py"), *FUNCTIONS.glob("*/*/api.py"))
    if not (file.parent.parent / "door.py").exists()
)
RESERVED = "ReservedConcurrentExecutions"
PERSONAL = ("ip", "user", "caller", "authorizer", "path", "query", "identity")


def operations() -> Iterator[Operation]:
    for door in DOORS:
        yield from door.operations.values()


def keys(operation: Operation) -> list[str]:
    """What may be read may be asked about."""
    methods = ("GET", "HEAD") if operation.method == "GET" else (operation.method,)
    return [f"{method} {operation.path}" for method in methods]


def test_the_api_has_exactly_the_routes_of_the_code(built):
    found = [route.properties["RouteKey"] for route in built.resources("AWS::ApiGatewayV2::Route")]
    assert sorted(found) == sorted([*(key for operation in operations() for key in keys(operation)), "$default"])


def test_there_is_one_permission_and_one_integration_for_each_function(built):
    permissions = [p for p in built.resources("AWS::Lambda::Permission") if p.stack == "gateway"]
    assert len(permissions) == len(DOORS)
    assert len(list(built.resources("AWS::ApiGatewayV2::Integration"))) == len(DOORS)


@pytest.mark.parametrize("module", HTTP)
def test_its_routes_can_be_read_with_an_empty_environment(module):
    code = f"import {module} as api; print(len(api.app.routes), callable(api.handler))"
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=bare, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[1] == "True"


def test_two_routes_may_not_answer_the_same_request():
    with pytest.raises(ValueError, match="same requests"):
        refuse_collisions([Route("/venues/{venue}", "GET"), Route("/venues/{venue_id}", "GET")])
    refuse_collisions([Route("/venues/{venue}", "GET"), Route("/venues/{venue}", "POST")])


def test_the_access_log_says_how_but_not_who(built):
    stage = built.one("AWS::ApiGatewayV2::Stage", "gateway/Door/").properties
    line = json.loads(stage["AccessLogSettings"]["Format"])
    assert {"request_id", "route", "status", "latency_ms"} <= set(line)
    for value in line.values():
        assert not any(word in value.lower().removeprefix("$context.") for word in PERSONAL), value


def test_requests_are_limited(built):
    of_each = built.one("AWS::ApiGatewayV2::Stage", "gateway/Door/").properties["DefaultRouteSettings"]
    assert of_each["ThrottlingRateLimit"] == built.stage.requests_per_second
    assert of_each["ThrottlingBurstLimit"] == built.stage.burst


def test_every_route_that_asks_for_no_sign_in_has_a_limit_of_its_own(built):
    door = built.one("AWS::ApiGatewayV2::Stage", "gateway/Door/")
    own = door.properties["RouteSettings"]
    open_keys = {key for operation in operations() if operation.callers.anyone for key in keys(operation)}
    assert set(own) == {*open_keys, "$default"}
    for key, limit in own.items():
        wanted = built.stage.open_writes if key.startswith("POST ") else built.stage.open_reads
        assert (limit["ThrottlingRateLimit"], limit["ThrottlingBurstLimit"]) == (wanted.per_second, wanted.at_once)
        assert limit["DetailedMetricsEnabled"], f"{key}: settings of its own replace the stage's"


def test_a_limit_is_set_when_its_route_is_there(built):
    door = built.one("AWS::ApiGatewayV2::Stage", "gateway/Door/")
    routes = {r.logical_id: r.properties["RouteKey"] for r in built.resources("AWS::ApiGatewayV2::Route")}
    first = {routes.get(logical_id) for logical_id in door.whole["DependsOn"]}
    assert set(door.properties["RouteSettings"]) <= first


def test_all_open_routes_together_leave_the_account_s_rate_to_the_others(built):
    """10,000 a second of one account and region; the limits of routes are each their own."""
    door = built.one("AWS::ApiGatewayV2::Stage", "gateway/Door/").properties
    taken = sum(limit["ThrottlingRateLimit"] for limit in door["RouteSettings"].values())
    assert taken + 2 * built.stage.requests_per_second <= 10_000


def test_check_in_and_tracing_keep_calls_that_no_flood_takes(built):
    kept = {
        function.properties["FunctionName"].removeprefix(built.stage.named() + "-"): function.properties[RESERVED]
        for function in built.resources("AWS::Lambda::Function")
        if RESERVED in function.properties
    }
    reserved = built.stage.reserved
    of_cases = dict.fromkeys(("trace-api", "trace-relay", "trace-inbox", "trace-steps"), reserved and reserved.tracing)
    wanted = {"checkin-api": reserved.check_in, **of_cases} if reserved else {}
    assert {name: calls for name, calls in kept.items() if name != "notify-inbox"} == wanted


def test_two_stages_have_room_in_one_account(all_built):
    functions = [f for built in all_built.values() for f in built.resources("AWS::Lambda::Function")]
    assert sum(f.properties.get(RESERVED, 0) for f in functions) <= limits.CONCURRENCY - limits.UNRESERVED


def test_tools_find_what_they_need_in_the_outputs(built):
    found = {name for stack in built.stacks.values() for name in stack.get("Outputs", {})}
    tables = {f"{name}Table" for name in ("Person", "Venue", "Visit", "Case", "Stat", "Notice", "Audit", "Secret")}
    assert {"HttpApiId", "ApiUrl", "UserPoolId", "StaffClientId", "SiteBucket", *tables} <= found
