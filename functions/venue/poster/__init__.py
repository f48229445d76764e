"""The printed poster of a venue: one layout in millimetres, three ways to draw it."""

from collections.abc import Sequence
from functools import lru_cache

from functions.venue.poster.layout import Format, PosterFacts, Sheet, poster_layout

CONTENT_TYPES: dict[Format, str] = {"pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png"}


_DRAWN = 64  # files of some 60 kB; whoever asks for the same sheet again and again has it drawn once


@lru_cache(maxsize=_DRAWN)
def poster(facts: PosterFacts, sheet: Sheet, form: Format) -> bytes | str:
    """The poster as a file: text for SVG, bytes for PDF and PNG."""
    drawing = poster_layout(facts, sheet)
    if form == "svg":
        from functions.venue.poster.svg import draw_svg

        return draw_svg(drawing)
    if form == "pdf":
        from functions.venue.poster.pdf import draw_pdf

        return draw_pdf([(facts.name, drawing)], f"{facts.name} – {facts.code}")
    from functions.venue.poster.png import draw_png

    return draw_png(drawing)


def posters(many: Sequence[PosterFacts], sheet: Sheet) -> bytes:
    """One PDF with a page for each."""
    from functions.venue.poster.pdf import draw_pdf

    title = f"{len(many)} áp phích – {many[0].unit_name}"
    return draw_pdf(((facts.name, poster_layout(facts, sheet)) for facts in many), title)


__all__ = ["CONTENT_TYPES", "PosterFacts", "poster", "posters"]
