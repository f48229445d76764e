"""Posters as PDF: fonts embedded, titled, tagged for readers that speak."""

from collections.abc import Iterable
from typing import Any

from fpdf import FPDF, ViewerPreferences

from functions.venue.poster.layout import Drawing, Words, font_file, width_mm

_FAMILY = "poster"
_HEADING_POINTS = 20
_QR_SPOKEN = "Mã QR: {name} / QR code"


def draw_pdf(sheets: Iterable[tuple[str, Drawing]], title: str) -> bytes:
    """One page for each named sheet, in its own size."""
    pdf = FPDF(unit="mm")
    pdf.set_auto_page_break(False)
    pdf.set_title(title)
    pdf.set_lang("vi")
    pdf.set_creator("Vùng Xanh")
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    pdf.add_font(_FAMILY, "", font_file(bold=False))
    pdf.add_font(_FAMILY, "B", font_file(bold=True))
    for name, drawing in sheets:
        _page(pdf, name, drawing)
    return bytes(pdf.output())


def _page(pdf: FPDF, name: str, drawing: Drawing) -> None:
    pdf.add_page(format=(drawing.width, drawing.height))
    with _tagged(pdf, "/Figure", alt_text=_QR_SPOKEN.format(name=name)):
        for box in drawing.boxes:
            pdf.set_fill_color(*_rgb(box.fill))
            pdf.rect(box.x, box.y, box.width, box.height, style="F")
    for words in drawing.words:
        with _tagged(pdf, "/H1" if words.size >= _HEADING_POINTS else "/P"):
            _line(pdf, words)


def _line(pdf: FPDF, words: Words) -> None:
    pdf.set_font(_FAMILY, "B" if words.bold else "", words.size)
    pdf.set_text_color(*_rgb(words.fill))
    pdf.text(words.x - width_mm(words.text, words.size, bold=words.bold) / 2, words.y, words.text)


class _tagged:  # noqa: N801  reads as the statement it opens
    """What is drawn inside is one element of the document's structure.

    fpdf2 tags figures only (`image(alt_text=…)`) and offers no public way for lines; its structure tree takes any type.
    """

    def __init__(self, pdf: FPDF, kind: str, **said: Any) -> None:
        self.pdf, self.kind, self.said = pdf, kind, said

    def __enter__(self) -> None:
        mcid = self.pdf.struct_builder.next_mcid_for_page(self.pdf.page)
        self.pdf._add_marked_content(struct_type=self.kind, mcid=mcid, **self.said)  # noqa: SLF001
        self.pdf._out(f"{self.kind} <</MCID {mcid}>> BDC")  # noqa: SLF001

    def __exit__(self, *_: object) -> None:
        self.pdf._out("EMC")  # noqa: SLF001


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
