"""The poster as PNG at 200 dots an inch, for phones and chat groups."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from functions.venue.poster.layout import Drawing, font_file

_DOTS_PER_MM = 200 / 25.4
_DOTS_PER_POINT = 200 / 72


def draw_png(drawing: Drawing) -> bytes:
    """One bitmap of the sheet. The nearest palette and the smallest file would take four times the work."""
    size = (round(drawing.width * _DOTS_PER_MM), round(drawing.height * _DOTS_PER_MM))
    image = Image.new("RGB", size, "#ffffff")
    pen = ImageDraw.Draw(image)
    for box in drawing.boxes:
        left, top = round(box.x * _DOTS_PER_MM), round(box.y * _DOTS_PER_MM)
        right, bottom = round((box.x + box.width) * _DOTS_PER_MM), round((box.y + box.height) * _DOTS_PER_MM)
        pen.rectangle((left, top, right - 1, bottom - 1), fill=box.fill)
    for words in drawing.words:
        font = ImageFont.truetype(str(font_file(bold=words.bold)), words.size * _DOTS_PER_POINT)
        at = (words.x * _DOTS_PER_MM, words.y * _DOTS_PER_MM)
        pen.text(at, words.text, font=font, fill=words.fill, anchor="ms")
    out = BytesIO()
    image.quantize(32, method=Image.Quantize.FASTOCTREE).save(out, "PNG")
    return out.getvalue()
