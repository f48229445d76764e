"""Administrative units as small files, one a province, from the reference data of the build."""

import json
from itertools import groupby
from pathlib import Path
from typing import Any

from web.builder.pages import MAKING, WEB

SOURCE = WEB.parent / ".build" / "units.json"


def write(source: Path = SOURCE) -> list[Path]:
    """Writes `units/<scheme>/index.json` and a file a province; returns them."""
    schemes: dict[str, dict[str, Any]] = json.loads(source.read_text(encoding="utf-8"))
    return [file for scheme, data in schemes.items() for file in _scheme(MAKING / "units" / scheme, data)]


def _scheme(folder: Path, data: dict[str, Any]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    province = _provinces_of(data)
    provinces = sorted(data["provinces"].items(), key=lambda pair: _vietnamese(pair[1]))
    index = _put(folder / "index.json", {"provinces": provinces, "runs": _runs(province)})
    return [index, *(_put(folder / f"{code}.json", _province(code, data, province)) for code, _ in provinces)]


def _provinces_of(data: dict[str, Any]) -> dict[str, str]:
    """Code of a commune or district to the code of its province."""
    districts = {code: parent for code, (_, parent) in data.get("districts", {}).items()}
    communes = {code: districts.get(parent, parent) for code, (_, parent) in data["communes"].items()}
    return districts | communes


def _runs(province: dict[str, str]) -> list[tuple[str, str]]:
    """The first code of each block of codes that lie in one province; lengths are kept apart."""
    ordered = sorted(province.items(), key=lambda pair: (len(pair[0]), pair[0]))
    blocks = groupby(ordered, key=lambda pair: (len(pair[0]), pair[1]))
    return [(next(block)[0], code) for (_, code), block in blocks]


def _province(code: str, data: dict[str, Any], province: dict[str, str]) -> dict[str, Any]:
    districts = data.get("districts", {})
    rows = [
        [unit, name, *([districts[parent][0]] if parent in districts else [])]
        for unit, (name, parent) in data["communes"].items()
        if province[unit] == code
    ]
    levels = [[unit, name] for unit, (name, parent) in districts.items() if parent == code]
    return {"communes": sorted(rows, key=lambda row: _vietnamese(row[1])), **({"districts": levels} if levels else {})}


_ORDER = {
    letter: place
    for place, letter in enumerate(
        " 0123456789aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
    )
}


def _vietnamese(name: str) -> list[int]:
    return [_ORDER.get(letter, ord(letter)) for letter in name.lower()]


def _put(file: Path, value: object) -> Path:
    file.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return file
