"""Files as Vietnamese offices make them."""

import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from domain.base.period import LOCAL

# A mark of tone is a letter of its own in Windows-1258; hats and horns belong to their vowel.
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_windows_1258(text: str) -> bytes:
    """As an ANSI file of a Vietnamese Windows holds it."""
    out = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
            out += (bare + "".join(part for part in parts if part in _TONES)).encode("cp1258")
    return out


def a_book(
    *rows: Sequence[Any], name: str = "Sheet1", more: Iterable[tuple[str, Sequence[Sequence[Any]]]] = ()
) -> bytes:
    """A workbook of these rows; `more`: further sheets, by name."""
    book = Workbook()
    sheet = first_sheet(book)
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for title, lines in more:
        other = book.create_sheet(title)
        for line in lines:
            other.append(list(line))
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def first_sheet(book: Workbook) -> Any:
    """The one a new workbook has, or the one that opens."""
    return book.active


def in_a_cell(*parts: int) -> datetime:
    """A moment as a sheet holds it: of the local clock, which it does not name."""
    return datetime(*parts, tzinfo=LOCAL).replace(tzinfo=None)  # type: ignore[arg-type,misc]


KINDS = (
    "Tạp hóa", "Quán ăn", "Cà phê", "Chợ", "Cắt tóc", "Nhà thuốc", "Trường mầm non", "Nhà nghỉ", "Cửa hàng", "Karaoke",
    "Trụ sở UBND", "Nhà văn hóa",
)  # fmt: skip


def a_communes_list(count: int = 60) -> bytes:
    """What a commune keeps: a title over merged cells, the date, STT, numbered columns, phones that lost their zero, a
    blank row, a total, who signs; a second sheet of notes."""
    book = Workbook()
    sheet = first_sheet(book)
    sheet.title = "DS cơ sở"
    sheet.append(["ỦY BAN NHÂN DÂN PHƯỜNG VỸ DẠ"])
    sheet.append(["DANH SÁCH CƠ SỞ KINH DOANH, DỊCH VỤ TRÊN ĐỊA BÀN"])
    sheet.merge_cells("A2:H2")
    sheet["A2"].font = Font(bold=True, size=14)
    sheet.append(["(Lập ngày 01/10/2021)"])
    sheet.append([])
    sheet.append(
        [
            "STT",
            "Tên cơ sở",
            "Loại hình",
            "Địa chỉ",
            "Số điện thoại (chủ cơ sở)",
            "Sức chứa (người)",
            "Ngày kiểm tra",
            "Ghi chú",
        ]
    )
    sheet.append([f"({number})" for number in range(1, 9)])
    for number in range(1, count + 1):
        kind = KINDS[number % len(KINDS)]
        phone: object = 905_120_000 + number if number % 3 else f"0905 12{number:04d}"
        checked = in_a_cell(2021, 9, 1 + number % 28)
        sheet.append(
            [number, f"{kind} số {number}", kind, f"{number} Nguyễn Sinh Cung", phone, 20 + number, checked, None]
        )
        if number == count // 2:
            sheet.append([])
    sheet.append([None, "Tổng cộng", None, None, None, f"=SUM(F7:F{count + 7})"])
    sheet.append([])
    sheet.append([None, "NGƯỜI LẬP BIỂU", None, None, "CHỦ TỊCH"])
    book.create_sheet("Ghi chú").append(["Số liệu do tổ dân phố cung cấp"])
    return saved(book)
