"""The poster as SVG; text stays text, in the reader's own sans-serif font."""

from xml.sax.saxutils import escape

from functions.venue.poster.layout import Drawing

_MM_PER_POINT = 25.4 / 72


def draw_svg(drawing: Drawing) -> str:
    """One document in millimetres."""
    w, h = f"{drawing.width:.2f}", f"{drawing.height:.2f}"
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}mm" height="{h}mm" viewBox="0 0 {w} {h}">']
    parts += [
        f'<rect x="{b.x:.3f}" y="{b.y:.3f}" width="{b.width:.3f}" height="{b.height:.3f}" fill="{b.fill}" '
        'shape-rendering="crispEdges"/>'
        for b in drawing.boxes
    ]
    parts += [
        f'<text x="{t.x:.2f}" y="{t.y:.2f}" font-size="{t.size * _MM_PER_POINT:.2f}" text-anchor="middle" '
        f'font-family="Source Sans Pro, system-ui, sans-serif" font-weight="{700 if t.bold else 400}" '
        f'fill="{t.fill}">{escape(t.text)}</text>'
        for t in drawing.words
    ]
    return "".join([*parts, "</svg>"])
