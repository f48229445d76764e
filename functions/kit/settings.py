"""Settings from the environment, read on first use; a missing one fails by name."""

import os
from dataclasses import fields
from typing import Any, TypeVar, cast

Settings = TypeVar("Settings")


class MissingSetting(RuntimeError):
    """An operator's mistake: the function was deployed without one of its settings."""


def from_environment(cls: type[Settings]) -> Settings:
    """Fills a dataclass of strings from the variables named like its fields, in upper case."""
    names = [field.name for field in fields(cast("Any", cls))]
    missing = [name.upper() for name in names if name.upper() not in os.environ]
    if missing:
        raise MissingSetting(", ".join(missing))
    return cls(**{name: os.environ[name.upper()] for name in names})
