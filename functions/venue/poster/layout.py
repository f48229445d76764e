"""What stands where on a poster. Millimetres from the top left; designed for A4 and scaled to A5.

The QR measures 150 mm on A4, the least the Hà Nội guidance of September 2021 allows for a place.
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
_MARGIN_MM = 15.0
_SMALLEST_POINTS = 8
_MM_PER_POINT = 25.4 / 72

STEPS = (
    ("1. Mở máy ảnh điện thoại, đưa vào mã QR.", "Point your phone's camera at the code."),
    ("2. Bấm vào đường dẫn hiện ra – không cần cài ứng dụng.", "Tap the link. There is nothing to install."),
    ("3. Bấm “Check-in”. Không có mạng vẫn ghi được.", "Tap once to check in, even without network."),
)


@dataclass(frozen=True, slots=True)
class PosterFacts:
    """What is printed. `url_parts` are the QR's segments, `domain` lets people notice a code stuck over ours."""

    name: str
    address: str
    unit_name: str
    code: str
    domain: str
    issued: str
    url_parts: tuple[str, str, str]


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
        if (len(broken) <= lines and fits) or size <= _SMALLEST_POINTS:
            return broken[:lines], size
        size -= 1


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


def _qr_boxes(facts: PosterFacts, top: float) -> Iterator[Box]:
    rows = qr_modules(facts.url_parts)
    module = QR_MM / (len(rows) + 8)  # the quiet zone of four modules a side belongs to the 150 mm
    left = (A4_MM[0] - QR_MM) / 2 + 4 * module
    for r, row in enumerate(rows):
        start = None
        for c, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = c
            elif not dark and start is not None:
                width = (c - start) * module
                yield Box(left + start * module, top + (4 + r) * module, width, module, "#000000")
                start = None


def poster_layout(facts: PosterFacts, sheet: Sheet) -> Drawing:
    """Everything on the sheet."""
    middle = A4_MM[0] / 2
    words = [Words("VÙNG XANH · GHI NHẬN LƯỢT ĐẾN", middle, 14, 22, bold=True, fill=WHITE)]
    y = 30.0
    for text, size, bold, lines, fill in (
        (facts.name, 30.0, True, 2, INK),
        (f"{facts.address}, {facts.unit_name}", 15.0, False, 2, GREY),
    ):
        broken, fitted = _fitted(text, size, bold=bold, lines=lines)
        step = fitted * _MM_PER_POINT * 1.15
        for line in broken:
            words.append(Words(line, middle, y, fitted, bold=bold, fill=fill))
            y += step
    qr_top = 52.0
    words.append(Words(f"Mã địa điểm: {facts.code}", middle, qr_top + QR_MM + 8, 24, bold=True))
    y = qr_top + QR_MM + 19
    for vi, en in STEPS:
        words.append(Words(vi, middle, y, 17, bold=True))
        words.append(Words(en, middle, y + 5.5, 11, fill=GREY))
        y += 14.5
    words.append(Words(f"Đường dẫn thật luôn bắt đầu bằng {facts.domain}", middle, 268, 12))
    words.append(Words(f"Ngày phát hành {facts.issued}", middle, 275, 10, fill=GREY))
    boxes = [Box(0, 0, A4_MM[0], A4_MM[1], WHITE), Box(0, 0, A4_MM[0], 20, GREEN), *_qr_boxes(facts, qr_top)]
    boxes.append(Box(0, A4_MM[1] - 8, A4_MM[0], 8, GREEN))
    return _scaled(boxes, words, SCALE[sheet])


def _scaled(boxes: Sequence[Box], words: Sequence[Words], by: float) -> Drawing:
    return Drawing(
        A4_MM[0] * by,
        A4_MM[1] * by,
        [Box(b.x * by, b.y * by, b.width * by, b.height * by, b.fill) for b in boxes],
        [Words(w.text, w.x * by, w.y * by, w.size * by, w.bold, w.fill) for w in words],
    )
