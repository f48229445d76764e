"""What stands where on a poster. Millimetres from the top left; designed for A4 and scaled to A5.

The QR's modules span 150 mm on A4, the least the Hà Nội guidance of September 2021 allows for a place; its quiet zone of
four modules a side comes on top of that, and nothing is printed in it. Words are never smaller than 8 points on A5.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

Format = Literal["pdf", "svg", "png"]
Sheet = Literal["A4", "A5"]
A4_MM = (210.0, 297.0)
SCALE: dict[Sheet, float] = {"A4": 1.0, "A5": 148 / 210}
INK, GREEN, GREY, WHITE = "#17212b", "#0b5a3c", "#5b6770", "#ffffff"
QR_MM = 150.0
_MARGIN_MM = 12.0
_SMALLEST_POINTS = 11.4  # of A4: 8 points on A5
_MM_PER_POINT = 25.4 / 72
_QUIET_MODULES = 4
_QR_TOP_MM = 70.0
_NAME_IN_ONE_LINE = 20.0  # points; a longer name takes two lines

TITLE = ("QUÉT MÃ KHI ĐẾN · VÙNG XANH", "Check in here – scan this code when you arrive")
STEPS = (
    ("1. Mở máy ảnh,", "đưa vào mã QR", "Point your camera"),
    ("2. Bấm đường dẫn,", "không phải cài gì", "Tap the link, no app"),
    ("3. Bấm “Check-in”,", "mất mạng vẫn ghi được", "Check in, even offline"),
)


@dataclass(frozen=True, slots=True)
class PosterFacts:
    """What is printed. `url_parts` are the QR's segments, `domain` lets people notice a code stuck over ours; `issuer` is the
    body that people may call at `hotline`, where the unit has named one."""

    name: str
    address: str
    unit_name: str
    code: str
    domain: str
    issued: str
    url_parts: tuple[str, str, str]
    issuer: str = ""
    hotline: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text centred on `x` with its baseline at `y`; size in points."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    fill: str = INK


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sheet of `width` by `height` millimetres."""

    width: float
    height: float
    boxes: Sequence[Box] = field(default_factory=tuple)
    words: Sequence[Words] = field(default_factory=tuple)


def font_file(*, bold: bool) -> Path:
    """Source Sans Pro, which has every Vietnamese letter; from its package, found without importing it."""
    spec = find_spec("font_source_sans_pro")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the poster font is missing from this build")
    face = "Bold" if bold else "Regular"
    return Path(spec.submodule_search_locations[0]) / "files" / f"SourceSansPro-{face}.ttf"


@cache
def _ruler(*, bold: bool) -> "FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(str(font_file(bold=bold)), 100)


def width_mm(text: str, size: float, *, bold: bool) -> float:
    """How wide a line is at this size in points."""
    return float(_ruler(bold=bold).getlength(text)) / 100 * size * _MM_PER_POINT


def _fitted(text: str, size: float, *, bold: bool, lines: int) -> tuple[list[str], float]:
    """The text in at most `lines` lines inside the margins, set smaller where it must be."""
    room = A4_MM[0] - 2 * _MARGIN_MM
    while True:
        broken = _broken(text, size, bold=bold, room=room)
        fits = all(width_mm(line, size, bold=bold) <= room for line in broken)
        if len(broken) <= lines and fits:
            return broken, size
        if size <= _SMALLEST_POINTS:
            return _cut(broken, lines), size
        size = max(size - 1, _SMALLEST_POINTS)


def _cut(broken: list[str], lines: int) -> list[str]:
    """The lines there is room for; the last says that it went on."""
    return broken if len(broken) <= lines else [*broken[: lines - 1], f"{broken[lines - 1][:-2].rstrip()} …"]


def _broken(text: str, size: float, *, bold: bool, room: float) -> list[str]:
    lines = [""]
    for word in _pieces(text, size, bold=bold, room=room):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_mm(longer, size, bold=bold) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _pieces(text: str, size: float, *, bold: bool, room: float) -> Iterator[str]:
    """Words; one that is wider than the sheet is cut."""
    for word in text.split():
        longest = max(1, int(len(word) * room / max(room, width_mm(word, size, bold=bold))))
        yield from (word[start : start + longest] for start in range(0, len(word), longest))


def qr_modules(url_parts: tuple[str, str, str]) -> Sequence[Sequence[int]]:
    """The QR as rows of 0 and 1 without quiet zone.

    segno chooses a mode per segment: address and token, upper case, take the dense alphanumeric one.
    """
    import segno

    segments: Any = list(url_parts)  # its annotation names single values only, its documentation allows a list
    code = segno.make(segments, error="q", micro=False, boost_error=False)
    return [list(row) for row in code.matrix]


def _qr_boxes(facts: PosterFacts) -> Iterator[Box]:
    rows = qr_modules(facts.url_parts)
    module = QR_MM / len(rows)
    left = (A4_MM[0] - QR_MM) / 2
    for r, row in enumerate(rows):
        start = None
        for c, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = c
            elif not dark and start is not None:
                width = (c - start) * module
                yield Box(left + start * module, _QR_TOP_MM + r * module, width, module, "#000000")
                start = None


def quiet_mm(facts: PosterFacts) -> float:
    """How wide the white border of the QR must be."""
    return _QUIET_MODULES * QR_MM / len(qr_modules(facts.url_parts))


def poster_layout(facts: PosterFacts, sheet: Sheet) -> Drawing:
    """Everything on the sheet, in the order it is read."""
    words = [*_head(facts), *_foot(facts)]
    boxes = [
        Box(0, 0, A4_MM[0], A4_MM[1], WHITE),
        Box(0, 0, A4_MM[0], 24, GREEN),
        *_qr_boxes(facts),
        Box(0, A4_MM[1] - 15, A4_MM[0], 15, GREEN),
    ]
    return _scaled(boxes, words, SCALE[sheet])


def _head(facts: PosterFacts) -> Iterator[Words]:
    """What is this, and which place."""
    middle = A4_MM[0] / 2
    yield Words(TITLE[0], middle, 12, 24, bold=True, fill=WHITE)
    yield Words(TITLE[1], middle, 19.5, 14, fill=WHITE)
    name, size = _fitted(facts.name, 30.0, bold=True, lines=1)
    if size < _NAME_IN_ONE_LINE:
        name, size = _fitted(facts.name, 20.0, bold=True, lines=2)
    y = 37.0 if len(name) == 1 else 33.0
    for line in name:
        yield Words(line, middle, y, size, bold=True)
        y += size * _MM_PER_POINT * 1.1
    where, size = _fitted(f"{facts.address}, {facts.unit_name}", 15.0, bold=False, lines=1)
    yield Words(where[0], middle, 49, size, fill=GREY)


def _foot(facts: PosterFacts) -> Iterator[Words]:
    """The code for hands, what to do, and who stands behind it."""
    middle = A4_MM[0] / 2
    yield Words(f"Mã địa điểm: {facts.code}", middle, 247, 24, bold=True)
    column = A4_MM[0] / len(STEPS)
    for i, (first, second, english) in enumerate(STEPS):
        x = (i + 0.5) * column
        yield Words(first, x, 256, 13, bold=True)
        yield Words(second, x, 261.3, 13, bold=True)
        yield Words(english, x, 266.4, 11.4, fill=GREY)
    yield Words(f"Không quét được? Mở {facts.domain}/scan và nhập mã địa điểm.", middle, 273.5, 12)
    yield Words(f"Đường dẫn thật luôn bắt đầu bằng {facts.domain}", middle, 279, 12, bold=True)
    behind = " · ".join(filter(None, (facts.issuer or facts.unit_name, facts.hotline and f"gọi {facts.hotline}")))
    lines, size = _fitted(behind, 15, bold=True, lines=1)
    yield Words(lines[0], middle, 288.5, size, bold=True, fill=WHITE)
    yield Words(f"Ngày phát hành {facts.issued}", middle, 294.3, 11.4, fill=WHITE)


def _scaled(boxes: Sequence[Box], words: Sequence[Words], by: float) -> Drawing:
    return Drawing(
        A4_MM[0] * by,
        A4_MM[1] * by,
        [Box(b.x * by, b.y * by, b.width * by, b.height * by, b.fill) for b in boxes],
        [Words(w.text, w.x * by, w.y * by, w.size * by, w.bold, w.fill) for w in words],
    )
