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


@dataclass(frozen=True, order=True)
class Route:
    path: str
    method: str


def routes_of(module: str) -> tuple[Route, ...]:
    """Of the door `functions.<capability>.<trigger>`."""
    app = importlib.import_module(module).app
    table: Mapping[str, Mapping[str, Any]] = app.routes
    return tuple(sorted(Route(path, method) for path, methods in table.items() for method in methods))


def refuse_collisions(routes: Iterable[Route]) -> None:
    seen: dict[tuple[str, str], Route] = {}
    for route in routes:
        shape = (route.method, PARAMETER.sub("{}", route.path))
        if shape in seen:
            raise ValueError(f"{route} and {seen[shape]} answer the same requests: API Gateway takes one of them")
        seen[shape] = route


def mount(
    api: apigw.HttpApi, routes: Iterable[Route], function: lambda_.Function, *, takes_the_rest: bool = False
) -> None:
    # One permission per function, not one per route: fewer resources and a shorter function policy.
    integration = integrations.HttpLambdaIntegration(function.node.id, function, scope_permission_to_route=False)
    for route in routes:
        api.add_routes(path=route.path, methods=[apigw.HttpMethod[route.method]], integration=integration)
    if takes_the_rest:
        key = apigw.HttpRouteKey.DEFAULT
        apigw.HttpRoute(api, "NoRoute", http_api=api, route_key=key, integration=integration)
