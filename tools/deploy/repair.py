"""Run every capability's `reconcile` once: missing keys are made, and work that a stop left behind is taken up.

The same functions run on a schedule; a new deployment must not wait for it.
"""

from typing import Any

from tools.machine.console import Failure

HANDLER = ".reconcile.handler"


def run(functions: Any, prefix: str = "") -> list[str]:
    """Names of the functions that ran, all to their end."""
    names = sorted(
        function["FunctionName"]
        for page in functions.get_paginator("list_functions").paginate()
        for function in page["Functions"]
        if function.get("Handler", "").endswith(HANDLER) and function["FunctionName"].startswith(prefix)
    )
    for name in names:
        answer = functions.invoke(FunctionName=name, Payload=b"{}")
        if "FunctionError" in answer:
            told = answer["Payload"].read()[:300].decode(errors="replace")
            raise Failure(f"the function {name} failed after the deployment: {told}")
    return names
