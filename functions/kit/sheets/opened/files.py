"""Which kind of file it is: by its first bytes, whatever its name and its type say."""

import re

from domain.base.errors import InvalidInput
from functions.kit.sheets.opened.text_files import Score, text_grid
from functions.kit.sheets.opened.workbooks import book_grid
from functions.kit.sheets.shape import Grid

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_OTHER = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"Rar!", b"7z\xbc\xaf")
_WEB = re.compile(rb"\s*<(?:!doctype html|html|table|meta|\?xml|head|style)", re.IGNORECASE)
_LOOKED_AT = 300


def grid_of(raw: bytes, score: Score) -> Grid:
    """The lines of a file. Raises InvalidInput naming a file that is none of ours, with how to save it."""
    if raw.startswith(_ZIP):
        return book_grid(raw, score)
    if raw.startswith(_OLE):
        raise InvalidInput.of("file", "file-protected" if _PROTECTED in raw else "file-xls")
    if raw.startswith(_OTHER):
        raise InvalidInput.of("file", "file-kind")
    if _WEB.match(raw[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")):
        raise InvalidInput.of("file", "file-html")
    return text_grid(raw, score)
