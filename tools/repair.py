"""Starts every `reconcile` function once: it makes what a new stage lacks and picks up what a stop interrupted."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient


def reconcile(functions: "LambdaClient", prefix: str) -> list[str]:
    """Invokes, and waits for, each function of the stage whose handler is a `reconcile`; returns their names."""
    started: list[str] = []
    for page in functions.get_paginator("list_functions").paginate():
        for function in page["Functions"]:
            name = function["FunctionName"]
            if name.startswith(prefix) and function.get("Handler", "").endswith(".reconcile.handler"):
                answer = functions.invoke(FunctionName=name, Payload=b"{}")
                if answer.get("FunctionError"):
                    raise RuntimeError(f"{name} failed: read its log")
                started.append(name)
    return started
