"""What a deployment says about itself, for tools that use its tables."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tools.local_cloud.cloud import LocalCloud
from tools.local_cloud.ports import Ports
from tools.machine.console import Failure

PRODUCT = "vung-xanh"
# Of the runtime and of the logs, not of the capability.
NOT_OURS = ("AWS_", "PYTHON", "POWERTOOLS_", "LOG_")


def local_cloud_in(folder: Path) -> LocalCloud:
    """The local cloud that keeps its files in this folder, with the ports it was started with."""
    try:
        door = json.loads((folder / "door.json").read_text(encoding="utf-8"))
        endpoints = json.loads((folder / "endpoints.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise Failure(f"there is no local cloud in {folder}: start it with make up") from problem
    ports = Ports(*(urlsplit(address).port or 0 for address in (door["engine"], endpoints["web"])))
    return LocalCloud(folder, ports)


def settings_of(functions: Any, stage: str, *names: str) -> dict[str, str]:
    """The settings that these functions of a stage were deployed with; `functions` is a Lambda client."""
    found: dict[str, str] = {}
    for name in names:
        deployed = functions.get_function_configuration(FunctionName=f"{PRODUCT}-{stage}-{name}")
        found |= deployed.get("Environment", {}).get("Variables", {})
    return {name: value for name, value in found.items() if not name.startswith(NOT_OURS)}


def use_settings_of(stage: str, folder: Path, *names: str) -> None:
    """This process speaks to the stage, with the settings of these functions: the local one keeps its files in `folder`."""
    if stage == "local":
        cloud = local_cloud_in(folder)
        os.environ.update(cloud.env)
        os.environ.update(settings_of(cloud.client("lambda"), stage, *names))
        return
    import boto3

    os.environ.update(settings_of(boto3.client("lambda"), stage, *names))
