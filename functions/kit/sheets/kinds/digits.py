"""Numbers that name something, such as a telephone: a spreadsheet counts with them, and their zeros go."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from functions.kit.sheets.kinds.text import words_of
from functions.kit.sheets.shape import BadCell, Cell, Read

_SCIENTIFIC = re.compile(r"(?P<first>[0-9])(?:[.,](?P<more>[0-9]*))?E\+?(?P<power>[0-9]{1,2})", re.IGNORECASE)
_TRAILING = re.compile(r"([0-9]{6,})[.,]0+")
_SEVERAL = re.compile(r"[/,;|]| - | hoac ")
_SERVICE = re.compile(r"1[89]00")


def whole_digits(cell: Cell) -> Read:
    """The digits as they were typed, where `9.12345678E+08` still holds them all. Raises BadCell where it does not."""
    said = words_of(cell).lstrip("'").strip()
    if trailing := _TRAILING.fullmatch(said):
        return Read(trailing[1], "digits-restored")
    short = _SCIENTIFIC.fullmatch(said.replace(" ", ""))
    if short is None:
        return Read(said)
    digits, power = short["first"] + (short["more"] or ""), int(short["power"])
    if len(digits) != power + 1:
        raise BadCell("digits-lost")
    return Read(digits, "digits-restored")


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number. `parse` gives the form that is stored or raises ValueError, which is refused by `rule`."""

    parse: Callable[[str], str]
    rule: str = "phone"

    def for_column(self, _cells: Sequence[Cell]) -> Self:
        return self

    def read(self, cell: Cell) -> Read:
        digits, note = whole_digits(cell)
        try:
            number = self.parse(digits)
        except ValueError:
            raise BadCell(self._why(digits)) from None
        return Read(number, note or ("zero-restored" if _lacks_zero(digits) else ""))

    def _why(self, digits: str) -> str:
        several = [part for part in _SEVERAL.split(digits) if self._is_number(part)]
        return "phone-several" if len(several) > 1 else self.rule

    def _is_number(self, text: str) -> bool:
        try:
            return bool(self.parse(text.strip()))
        except ValueError:
            return False


def _lacks_zero(digits: str) -> bool:
    plain = re.sub(r"[\s.\-()]", "", digits)
    return not plain.startswith(("0", "+", "84")) and not _SERVICE.match(plain)
