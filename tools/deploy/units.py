"""Makes `.build/units.json`, the administrative units in force, from the package vietnamadminunits (MIT).

Run at build time only: the tables stand in a private file of that package, so the row counts are checked.
"""

import json
import re
import sqlite3
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / ".build" / "units.json"
_KIND = re.compile(r"^(?:Thị Xã|Thị Trấn|Thành Phố)\b")
COMMUNES = {"VN-2025H1": 10_035, "VN-2025H2": 3_321}


def _database() -> Path:
    spec = find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("vietnamadminunits is not installed: run this with the development environment")
    return Path(spec.submodule_search_locations[0]) / "data" / "dataset.db"


def units() -> dict[str, Any]:
    """Both schemes: two levels since July 2025, three before."""
    with sqlite3.connect(f"file:{_database()}?mode=ro", uri=True) as db:
        new = db.execute("select provinceCode, province, wardCode, ward from admin_units").fetchall()
        old = db.execute(
            "select provinceCode, province, districtCode, district, wardCode, ward from admin_units_legacy"
        ).fetchall()
    found: dict[str, Any] = {
        "VN-2025H1": {
            "provinces": {row[0]: row[1] for row in old},
            "districts": {row[2]: [row[3], row[0]] for row in old if row[2]},
            "communes": {row[4]: [row[5], row[2]] for row in old if row[4]},
        },
        "VN-2025H2": {
            "provinces": {row[0]: row[1] for row in new},
            "communes": {row[2]: [row[3], row[0]] for row in new},
        },
    }
    for scheme, expected in COMMUNES.items():
        if len(found[scheme]["communes"]) != expected:
            raise SystemExit(f"{scheme}: {len(found[scheme]['communes'])} communes, expected {expected}")
    return {scheme: {level: _named(rows) for level, rows in levels.items()} for scheme, levels in found.items()}


def _named(rows: dict[str, Any]) -> dict[str, Any]:
    return {code: _level(row) if isinstance(row, str) else [_level(row[0]), row[1]] for code, row in rows.items()}


def _level(name: str) -> str:
    """The kind of unit begins large and goes on small: ten rows of the package write `Thị Xã`, all others `Thị xã`."""
    return _KIND.sub(lambda found: found[0].capitalize(), name)


def main() -> None:
    """Writes the file, sorted, so that two builds are equal."""
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(units(), ensure_ascii=False, sort_keys=True, separators=(",", ":")), "utf-8")


if __name__ == "__main__":
    main()
