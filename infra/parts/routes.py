"""Routes are declared once, in each capability's Chalice app; this mounts them on the shared HTTP API."""

import importlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aws_cdk import aws_apigatewayv2 as apigw
from aws_cdk import aws_apigatewayv2_integrations as integrations
from aws_cdk import aws_lambda as lambda_

PARAMETER = re.compile(r"\{[^}]+\}")
READS = ("GET", "HEAD")
THE_REST = "$default"


@dataclass(frozen=True, order=True)
class Route:
    path: str
    method: str
    # To everybody, signed in or not.
    is_open: bool = False
    operation: str = ""

    @property
    def key(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def reads(self) -> bool:
        return self.method in READS


def routes_of(module: str) -> tuple[Route, ...]:
    """Of the door `functions.<capability>.<trigger>`; what may be read may be asked about by HEAD."""
    operations: Mapping[str, Any] = importlib.import_module(module).door.operations
    return tuple(
        sorted(
            Route(operation.path, method, operation.callers.anyone, name)
            for name, operation in operations.items()
            for method in (READS if operation.method == "GET" else (operation.method,))
        )
    )


def refuse_collisions(routes: Iterable[Route]) -> None:
    seen: dict[tuple[str, str], Route] = {}
    for route in routes:
        shape = (route.method, PARAMETER.sub("{}", route.path))
        if shape in seen:
            raise ValueError(f"{route} and {seen[shape]} answer the same requests: API Gateway takes one of them")
        seen[shape] = route


def mount(
    api: apigw.HttpApi, routes: Iterable[Route], function: lambda_.Function, *, takes_the_rest: bool = False
) -> dict[str, apigw.HttpRoute]:
    """What was made, by route key."""
    # One permission per function, not one per route: fewer resources and a shorter function policy.
    integration = integrations.HttpLambdaIntegration(function.node.id, function, scope_permission_to_route=False)
    made: dict[str, apigw.HttpRoute] = {}
    for route in routes:
        methods = [apigw.HttpMethod[route.method]]
        (made[route.key],) = api.add_routes(path=route.path, methods=methods, integration=integration)
    if takes_the_rest:
        key = apigw.HttpRouteKey.DEFAULT
        made[THE_REST] = apigw.HttpRoute(api, "NoRoute", http_api=api, route_key=key, integration=integration)
    return made
