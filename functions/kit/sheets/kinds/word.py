"""One of a list of words, and one of the administrative units."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from domain.base.text import identity
from domain.base.unit import Unit
from functions.kit.sheets.headings import plain
from functions.kit.sheets.kinds.digits import whole_digits
from functions.kit.sheets.kinds.text import words_of
from functions.kit.sheets.shape import BadCell, Cell, Read

_COMMUNE_DIGITS = 5
_TYPES = ("xa", "phuong", "dac khu", "thi tran")


@dataclass(frozen=True, slots=True)
class Word:
    """A code of a list, said by its code, by one of its two names, or by another word for it."""

    names: Mapping[str, tuple[str, str]]
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rule: str = "choice"

    def for_column(self, _cells: Sequence[Cell]) -> Self:
        return self

    def read(self, cell: Cell) -> Read:
        said = plain(words_of(cell))
        for code, (vi, en) in self.names.items():
            if said in {plain(code), plain(vi), plain(en)}:
                return Read(code)
        codes = {code for code, texts in self._others().items() if said in texts}
        if len(codes) != 1:
            raise BadCell(self.rule)
        return Read(codes.pop(), "word")

    def _others(self) -> Mapping[str, set[str]]:
        """Besides its names, parts of them: `quán cà phê` of `Ăn uống, nhà hàng, quán cà phê`."""
        return {
            code: {plain(part) for name in names for part in name.replace(" or ", ",").split(",")}
            | {plain(text) for text in self.also.get(code, ())}
            for code, names in self.names.items()
        }


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of an area, by code or by name. `known`: the unit of any code; `inside`: the communes of the area."""

    inside: Sequence[Unit]
    known: Callable[[str], Unit | None]

    def for_column(self, _cells: Sequence[Cell]) -> Self:
        return self

    def read(self, cell: Cell) -> Read:
        said = words_of(cell)
        return self._by_code(cell) if said.lstrip("'")[:1].isdigit() else self._by_name(said)

    def _by_code(self, cell: Cell) -> Read:
        code, note = whole_digits(cell)
        padded = code.zfill(_COMMUNE_DIGITS)
        for candidate in (code, padded):
            unit = next((unit for unit in self.inside if unit.key.code == candidate), None)
            if unit:
                return Read(unit, note or ("zero-restored" if candidate != code else ""))
        elsewhere = self.known(code) or self.known(padded)
        if elsewhere is None:
            raise BadCell("unit")
        raise BadCell("unit-commune" if len(elsewhere.lineage) == 1 else "outside-jurisdiction")

    def _by_name(self, said: str) -> Read:
        """With its marks and its kind, else without marks, else without both: the first that fits one alone."""
        found: list[Unit] = []
        for form, note in ((identity, ""), (plain, "unit-by-name"), (_bare, "unit-by-name")):
            found = [unit for unit in self.inside if form(unit.name) == form(said)]
            if len(found) == 1:
                return Read(found[0], note)
        raise BadCell("unit-twice" if found else "unit-name")


def _bare(name: str) -> str:
    text = plain(name)
    return next((text.removeprefix(f"{kind} ") for kind in _TYPES if text.startswith(f"{kind} ")), text)
