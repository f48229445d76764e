"""The platform's mark as bitmaps, for home screens that take no SVG; drawn from `static/icon.svg`, so that there is one mark."""

import re
from pathlib import Path

from PIL import Image, ImageDraw

from web.builder.pages import WEB

SOURCE = WEB / "static" / "icon.svg"
SIDE = 32  # of the SVG's own square
_FINER = 4  # drawn larger, then made smaller: soft edges
_PATH = re.compile(
    r'd="m([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)(-[\d.]+)" fill="none" stroke="(#\w+)" stroke-width="([\d.]+)"'
)
# name: (pixels, corners as a share of the side). A launcher cuts the maskable one itself; iPhones round theirs.
ICONS = {
    "icon-192.png": (192, 0.25),
    "icon-512.png": (512, 0.25),
    "icon-maskable.png": (512, 0.0),
    "icon-180.png": (180, 0.0),
}


def write(folder: Path) -> None:
    """Puts every icon into the folder. ValueError when the SVG is no square with one tick upon it."""
    svg = SOURCE.read_text(encoding="utf-8")
    ground, tick = re.search(r'<rect [^>]*fill="(#\w+)"', svg), _PATH.search(svg)
    if not ground or not tick:
        raise ValueError(f"{SOURCE.name} is drawn otherwise than as a square and a tick of three points")
    x, y, *steps, width = (float(part) for part in (*tick.groups()[:6], tick[8]))
    points = [(x, y), (x + steps[0], y + steps[1]), (x + steps[0] + steps[2], y + steps[1] + steps[3])]
    for name, (side, corner) in ICONS.items():
        _drawn(side, corner, ground[1], tick[7], points, width).save(folder / name, "PNG", optimize=True)


def _drawn(
    side: int, corner: float, ground: str, ink: str, points: list[tuple[float, float]], width: float
) -> Image.Image:
    fine = side * _FINER
    scale = fine / SIDE
    image = Image.new("RGBA", (fine, fine), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, fine - 1, fine - 1), round(corner * fine), fill=ground)
    pen.line([(x * scale, y * scale) for x, y in points], fill=ink, width=round(width * scale), joint="curve")
    return image.resize((side, side), Image.Resampling.LANCZOS)
