"""One of a list of words, and one of the administrative units."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self, TypeVar

from domain.base.text import identity
from domain.base.unit import Unit
from functions.kit.sheets.headings import plain
from functions.kit.sheets.kinds.digits import whole_digits
from functions.kit.sheets.kinds.text import words_of
from functions.kit.sheets.shape import BadCell, Cell, Read

T = TypeVar("T")

_COMMUNE_DIGITS = 5
_TYPES = ("xa", "phuong", "dac khu", "thi tran")


@dataclass(frozen=True)
class Word:
    """A code of a list, said by its code, by one of its two names, or by another word for it."""

    names: Mapping[str, tuple[str, str]]
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rule: str = "choice"

    def for_column(self, _cells: Sequence[Cell]) -> Self:
        return self

    def read(self, cell: Cell) -> Read:
        said = plain(words_of(cell))
        if named := self._named.get(said):
            return Read(named[0])
        codes = self._others.get(said, ())
        if len(codes) != 1:
            raise BadCell(self.rule)
        return Read(codes[0], "word")

    @cached_property
    def _named(self) -> Mapping[str, Sequence[str]]:
        """Made once for all rows of a file, as what stands below it."""
        return _by_text((plain(text), code) for code, names in self.names.items() for text in (code, *names))

    @cached_property
    def _others(self) -> Mapping[str, Sequence[str]]:
        """Besides its names, parts of them: `quán cà phê` of `Ăn uống, nhà hàng, quán cà phê`."""
        parts = {
            code: [part for name in names for part in name.replace(" or ", ",").split(",")]
            for code, names in self.names.items()
        }
        return _by_text((plain(text), code) for code in parts for text in (*parts[code], *self.also.get(code, ())))


@dataclass(frozen=True)
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
        found: Sequence[Unit] = ()
        for form, note, named in self._forms:
            found = named.get(form(said), ())
            if len(found) == 1:
                return Read(found[0], note)
        raise BadCell("unit-twice" if found else "unit-name")

    @cached_property
    def _forms(self) -> Sequence[tuple[Callable[[str], str], str, Mapping[str, Sequence[Unit]]]]:
        """The communes by each form of their names, made once for all rows of a file."""
        forms = ((identity, ""), (plain, "unit-by-name"), (_bare, "unit-by-name"))
        return [(form, note, _by_text((form(unit.name), unit) for unit in self.inside)) for form, note in forms]


def _by_text(said: Iterable[tuple[str, T]]) -> Mapping[str, Sequence[T]]:
    """What each text may mean, each once, in the order of the list."""
    found: dict[str, list[T]] = {}
    for text, meant in said:
        meanings = found.setdefault(text, [])
        if meant not in meanings:
            meanings.append(meant)
    return found


def _bare(name: str) -> str:
    text = plain(name)
    return next((text.removeprefix(f"{kind} ") for kind in _TYPES if text.startswith(f"{kind} ")), text)
