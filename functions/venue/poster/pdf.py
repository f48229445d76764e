"""The poster as PDF with its font embedded."""

from fpdf import FPDF

from functions.venue.poster.layout import Drawing, font_file, width_mm

_FAMILY = "poster"


def draw_pdf(drawing: Drawing) -> bytes:
    """One page of the sheet's own size."""
    pdf = FPDF(unit="mm", format=(drawing.width, drawing.height))
    pdf.set_auto_page_break(False)
    pdf.add_font(_FAMILY, "", font_file(bold=False))
    pdf.add_font(_FAMILY, "B", font_file(bold=True))
    pdf.add_page()
    for box in drawing.boxes:
        pdf.set_fill_color(*_rgb(box.fill))
        pdf.rect(box.x, box.y, box.width, box.height, style="F")
    for words in drawing.words:
        pdf.set_font(_FAMILY, "B" if words.bold else "", words.size)
        pdf.set_text_color(*_rgb(words.fill))
        pdf.text(words.x - width_mm(words.text, words.size, bold=words.bold) / 2, words.y, words.text)
    return bytes(pdf.output())


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
