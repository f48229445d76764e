"""What the launcher tells the front door."""

import json
from pathlib import Path

# What the story of the demonstration noted, beside the settings (tools/demo_story).
STORY = "outbreak.json"


class Settings:
    """The file that the launcher writes, read again when a deployment changed it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_at = 0
        self._values: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        changed = self._path.stat().st_mtime_ns
        if changed != self._read_at:
            self._values = json.loads(self._path.read_text(encoding="utf-8"))
            self._read_at = changed
        return self._values[name]

    @property
    def reader(self) -> str:
        """Who was told something in the story that `make demo` tells: a device token; empty before that."""
        try:
            told: dict[str, str] = json.loads(self._path.with_name(STORY).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        return str(told.get("reader", ""))
