"""The one door: an HTTP API whose routes come from the code behind it. Made after the capabilities it mounts."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_apigatewayv2 as apigw
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.parts.capability import Capability
from infra.parts.findings import accept
from infra.parts.outputs import publish
from infra.parts.routes import THE_REST, Route, mount, refuse_collisions, routes_of
from infra.stage import Limit, Stage

# The stage's name is the path under which CloudFront and the local front door forward.
STAGE_PATH = "api"
TOO_MANY = "TooMany"
# What is needed to answer "was it slow, did it fail, which call": never who asked or from where. Every byte of it is
# paid for with each request; the moment is the log event's own.
ACCESS_LOG = {
    "request_id": "$context.requestId",
    "route": "$context.routeKey",
    "status": "$context.status",
    "latency_ms": "$context.responseLatency",
}


class Gateway(cdk.Stack):
    def __init__(self, scope: Construct, stage: Stage, capabilities: Sequence[Capability], **kwargs: Any) -> None:
        super().__init__(scope, "gateway", **kwargs)
        self.stage = stage
        self.api = apigw.HttpApi(self, "Api", api_name=stage.named("api"), create_default_stage=False)
        routes = {module: routes_of(module) for c in capabilities for module in c.doors}
        refuse_collisions(route for found in routes.values() for route in found)
        # HEAD of what is read has no call of its own.
        self.routes = {r.operation: r for found in routes.values() for r in found if r.method != "HEAD"}
        made = self._mount(capabilities, routes)
        limits = {THE_REST: stage.open_reads}
        for route in (route for found in routes.values() for route in found if route.is_open):
            limits[route.key] = stage.open_reads if route.reads else stage.open_writes
        # A setting for a route that is not yet there is refused.
        self._open_stage(limits).node.add_dependency(*(made[key] for key in limits))
        accept(
            self.api,
            "APIG4",
            "The functions verify device and staff tokens themselves, so that every refusal is one problem document; "
            "a guard test walks every route and every kind of caller.",
        )
        host = f"{self.api.api_id}.execute-api.{stage.region}.amazonaws.com"
        self.host = host
        publish(self, HttpApiId=self.api.api_id, ApiUrl=f"https://{host}/{STAGE_PATH}")

    def _mount(
        self, capabilities: Sequence[Capability], routes: Mapping[str, Sequence[Route]]
    ) -> dict[str, apigw.HttpRoute]:
        rest = [c.takes_the_rest for c in capabilities if c.takes_the_rest]
        if len(rest) != 1:
            raise ValueError(f"one door answers what no route takes, not {len(rest)}: {', '.join(rest)}")
        made: dict[str, apigw.HttpRoute] = {}
        for capability in capabilities:
            for module, function in capability.doors.items():
                made |= mount(self.api, routes[module], function, takes_the_rest=module in rest)
        return made

    def _open_stage(self, limits: Mapping[str, Limit]) -> apigw.HttpStage:
        log = logs.LogGroup(
            self,
            "AccessLog",
            log_group_name=f"/{self.stage.named('access')}",
            retention=self.stage.log_retention,
            removal_policy=self.stage.removal,
        )
        # The gateway counts all 4xx as one: what was too many, here or in a function, stands in this log alone.
        logs.MetricFilter(
            self,
            "TooMany",
            log_group=log,
            filter_pattern=logs.FilterPattern.string_value("$.status", "=", "429"),
            metric_namespace=self.stage.named(),
            metric_name=TOO_MANY,
        )
        stage = apigw.HttpStage(
            self,
            "Door",
            http_api=self.api,
            stage_name=STAGE_PATH,
            auto_deploy=True,
            detailed_metrics_enabled=True,
            throttle=apigw.ThrottleSettings(rate_limit=self.stage.requests_per_second, burst_limit=self.stage.burst),
        )
        door = stage.node.default_child
        if not isinstance(door, apigw.CfnStage):
            raise TypeError(door)
        door.access_log_settings = apigw.CfnStage.AccessLogSettingsProperty(
            destination_arn=log.log_group_arn, format=json.dumps(ACCESS_LOG)
        )
        door.route_settings = {route: _limited(limit) for route, limit in limits.items()}
        return stage


def _limited(limit: Limit) -> dict[str, Any]:
    """As CloudFormation writes it; a route with settings of its own has none of the stage's."""
    return {
        "DetailedMetricsEnabled": True,
        "ThrottlingRateLimit": limit.per_second,
        "ThrottlingBurstLimit": limit.at_once,
    }
