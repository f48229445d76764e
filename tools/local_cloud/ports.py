"""Which ports a local cloud listens on: as it was asked for, or as it was last started."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from tools.machine.console import Failure

PORTS_FILE = "ports.json"
USER_PORTS = range(1024, 65536)


@dataclass(frozen=True, slots=True)
class Ports:
    cloud: int = 4566
    web: int = 8080


def ports_of(folder: Path) -> Ports | None:
    """The ports that the cloud in this folder was last started on."""
    try:
        return Ports(**json.loads((folder / PORTS_FILE).read_text(encoding="ascii")))
    except (OSError, ValueError, TypeError):
        return None


def settings_ports() -> Ports:
    return Ports(_port("VX_CLOUD_PORT", Ports().cloud), _port("VX_WEB_PORT", Ports().web))


def _port(variable: str, usual: int) -> int:
    text = os.environ.get(variable) or str(usual)
    if not text.isdecimal() or int(text) not in USER_PORTS:
        raise Failure(f"{variable}={text} is not a port: choose a number from 1024 to 65535")
    return int(text)
