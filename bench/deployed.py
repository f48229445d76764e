"""What the stacks of the production stage say about things that cost money; nothing is synthesised or bundled."""

import json
from dataclasses import dataclass
from functools import cache

from bench import ROOT


@dataclass(frozen=True, slots=True)
class Deployed:
    memory_mb: int
    stream_batch: int
    stream_window_s: int
    recount_every_s: int
    recount_with_batch: bool
    access_line: str


# One request as the access log would tell it.
EXAMPLE = {
    "$context.requestId": "GkL2ziKwyQ0EMOg=",
    "$context.requestTime": "02/Oct/2021:08:15:12 +0000",
    "$context.routeKey": "POST /visits",
    "$context.status": "201",
    "$context.responseLatency": "12",
    "$context.integrationLatency": "11",
    "$context.integrationErrorMessage": "-",
    "$context.responseLength": "312",
}


@cache
def deployed() -> Deployed:
    import aws_cdk as cdk
    from aws_cdk import aws_apigatewayv2 as apigw
    from aws_cdk import aws_lambda as lambda_

    from infra.house import House
    from infra.stage import make_stage

    flags = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8")).get("context", {})
    house = House(cdk.App(context={**flags, "aws:cdk:bundling-stacks": []}), make_stage("production"))
    api = house.capabilities["checkin"].functions["api"].node.default_child
    assert isinstance(api, lambda_.CfnFunction)
    mapping = next(
        found
        for found in house.capabilities["reports"].node.find_all()
        if isinstance(found, lambda_.CfnEventSourceMapping) and found.node.id.endswith("ReadsVisit")
    )
    stage = next(found for found in house.gateway.node.find_all() if isinstance(found, apigw.CfnStage))
    settings = stage.access_log_settings
    assert isinstance(settings, apigw.CfnStage.AccessLogSettingsProperty)
    assert settings.format is not None
    line = {name: EXAMPLE.get(value, "-" * 16) for name, value in json.loads(settings.format).items()}
    return Deployed(
        memory_mb=int(api.memory_size or 128),
        stream_batch=int(mapping.batch_size or 100),
        stream_window_s=int(mapping.maximum_batching_window_in_seconds or 0),
        recount_every_s=house.stage.recount_every_min * 60,
        recount_with_batch=house.stage.recount_with_batch,
        access_line=json.dumps(line),
    )
