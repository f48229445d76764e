"""The one door: an HTTP API whose routes come from the code behind it. Made after the capabilities it mounts."""

import json
from collections.abc import Sequence
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_apigatewayv2 as apigw
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.parts.capability import Capability
from infra.parts.findings import accept
from infra.parts.outputs import publish
from infra.parts.routes import mount, refuse_collisions, routes_of
from infra.stage import Stage

# The stage's name is the path under which CloudFront and the local front door forward.
STAGE_PATH = "api"
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
        self._open_stage()
        self.routes = {c.name: routes_of(c.name) for c in capabilities}
        refuse_collisions(route for routes in self.routes.values() for route in routes)
        for capability in capabilities:
            # What no route takes is answered in the same words and shape as every other refusal.
            rest = capability.name == "reports"
            mount(self.api, self.routes[capability.name], capability.functions["api"], takes_the_rest=rest)
        accept(
            self.api,
            "APIG4",
            "The functions verify device and staff tokens themselves, so that every refusal is one problem document; "
            "a guard test walks every route and every kind of caller.",
        )
        host = f"{self.api.api_id}.execute-api.{stage.region}.amazonaws.com"
        self.host = host
        publish(self, HttpApiId=self.api.api_id, ApiUrl=f"https://{host}/{STAGE_PATH}")

    def _open_stage(self) -> None:
        log = logs.LogGroup(
            self,
            "AccessLog",
            log_group_name=f"/{self.stage.named('access')}",
            retention=self.stage.log_retention,
            removal_policy=self.stage.removal,
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
