"""The HTTP API: its routes are the code's routes, its log knows nobody."""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from infra.parts.routes import Route, refuse_collisions
from tests.infra.conftest import ROOT

HTTP = ("identity", "checkin", "desk", "venue", "reports", "trace", "notify", "audit")
PERSONAL = ("ip", "user", "caller", "authorizer", "path", "query", "identity")


def declared() -> Iterator[str]:
    for capability in HTTP:
        for path, methods in importlib.import_module(f"functions.{capability}.api").app.routes.items():
            yield from (f"{method} {path}" for method in methods)


def test_the_api_has_exactly_the_routes_of_the_code(built):
    found = [route.properties["RouteKey"] for route in built.resources("AWS::ApiGatewayV2::Route")]
    assert sorted(found) == sorted([*declared(), "$default"])


def test_there_is_one_permission_and_one_integration_for_each_function(built):
    permissions = [p for p in built.resources("AWS::Lambda::Permission") if p.stack == "gateway"]
    assert len(permissions) == len(HTTP)
    assert len(list(built.resources("AWS::ApiGatewayV2::Integration"))) == len(HTTP)


@pytest.mark.parametrize("capability", HTTP)
def test_its_routes_can_be_read_with_an_empty_environment(capability):
    code = f"import functions.{capability}.api as api; print(len(api.app.routes), callable(api.handler))"
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
    limits = built.one("AWS::ApiGatewayV2::Stage", "gateway/Door/").properties["DefaultRouteSettings"]
    assert limits["ThrottlingRateLimit"] == built.stage.requests_per_second
    assert limits["ThrottlingBurstLimit"] == built.stage.burst


def test_tools_find_what_they_need_in_the_outputs(built):
    found = {name for stack in built.stacks.values() for name in stack.get("Outputs", {})}
    tables = {f"{name}Table" for name in ("Person", "Venue", "Visit", "Case", "Stat", "Notice", "Audit", "Secret")}
    assert {"HttpApiId", "ApiUrl", "UserPoolId", "StaffClientId", "SiteBucket", *tables} <= found
