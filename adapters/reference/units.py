"""Administrative units from a file made by `tools/deploy/units.py`.

`{"VN-2025H2": {"provinces": {code: name}, "communes": {code: [name, province]}},
  "VN-2025H1": {"provinces": …, "districts": {code: [name, province]}, "communes": {code: [name, district]}}}`
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from json import loads
from pathlib import Path
from typing import Any

from domain.base.unit import Unit, UnitKey

_BESIDE = Path(__file__).with_name("units.json")
_LEVELS = ("communes", "districts", "provinces")  # lowest first; codes of the levels differ in length


class FileUnits:
    """UnitRegister over a JSON file, read when first asked."""

    def __init__(self, path: Path = _BESIDE) -> None:
        self._path = path

    def find(self, key: UnitKey) -> Unit | None:
        line = self._line(key)
        return Unit(key, line[0][1], tuple(code for code, _ in line)) if line else None

    def communes(self, key: UnitKey) -> Sequence[Unit]:
        codes = sorted(self._schemes.get(key.scheme, {}).get(_LEVELS[0], {}))
        found = (self.find(UnitKey(key.scheme, code)) for code in codes)
        return [unit for unit in found if unit and key.code in unit.lineage]

    @cached_property
    def _schemes(self) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
        found: Mapping[str, Mapping[str, Mapping[str, Any]]] = loads(self._path.read_text("utf-8"))
        return found

    def _line(self, key: UnitKey) -> list[tuple[str, str]]:
        """(code, name) of the unit and of each one above it."""
        levels = self._schemes.get(key.scheme, {})
        line: list[tuple[str, str]] = []
        code = key.code
        for level in _LEVELS:
            entry = levels.get(level, {}).get(code)
            if entry is None:
                continue
            name, parent = (entry, "") if isinstance(entry, str) else entry
            line.append((code, name))
            code = parent
        return line
