"""One line per figure, beside its peer and its target; the same lines on a terminal and in docs/benchmarks.md."""

import os
import platform
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

QUIET_LOAD = 0.5
HEADINGS = ("What", "Measured", "Beside", "Ratio", "Target", "Met")


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. `met` is None for what is told for information."""

    what: str
    measured: str
    beside: str = ""
    ratio: str = ""
    target: str = ""
    met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        met = "" if self.met is None else "yes" if self.met else "**no**"
        return (self.what, self.measured, self.beside, self.ratio, self.target, met)


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of one benchmark and what a reader must know to believe them."""

    name: str
    title: str
    lines: Sequence[Line]
    notes: Sequence[str] = field(default=())

    @property
    def failed(self) -> list[str]:
        return [line.what for line in self.lines if line.met is False]

    def text(self) -> str:
        """For a terminal."""
        rows = [HEADINGS, *(line.cells for line in self.lines)]
        widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
        body = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
        return "\n".join([f"\n{self.title}", *(f"  {row}" for row in body), *(f"  · {note}" for note in self.notes)])

    def markdown(self, conditions: str) -> str:
        rows = [HEADINGS, ("---",) * len(HEADINGS), *(line.cells for line in self.lines)]
        body = ("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)
        notes = (f"- {note}" for note in self.notes)
        return "\n".join([f"## {self.title}", "", conditions, "", *body, "", *notes]).rstrip() + "\n"


@dataclass(frozen=True, slots=True)
class Spread:
    """Repeated measurements of one thing."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def shown(self, unit: str, *, scale: float = 1.0, digits: int = 0) -> str:
        low, middle, high = (f"{v * scale:,.{digits}f}" for v in (min(self.values), self.median, max(self.values)))
        return f"{middle} {unit} ({low}–{high})"


def conditions(command: str, started_load: float) -> str:
    """When, where, by which command; provisional when others were using the machine."""
    busy = started_load >= QUIET_LOAD
    state = f"load {started_load:.2f} at the start" + (": **provisional, the machine was busy**" if busy else "")
    machine = f"{os.cpu_count()} cores {platform.machine()}, Python {platform.python_version()}"
    return f"{time.strftime('%Y-%m-%d')}, `{command}`, {machine}, {state}. Medians with (lowest–highest)."


def write(page: Path, tables: Sequence[Table], told: str) -> None:
    """Puts each table between its marks on the page; the rest of the page is written by hand."""
    text = page.read_text(encoding="utf-8")
    for table in tables:
        begin, end = f"<!-- bench:{table.name} -->", f"<!-- /bench:{table.name} -->"
        block = f"{begin}\n{table.markdown(told)}{end}"
        if begin not in text:
            text = f"{text.rstrip()}\n\n{begin}\n{end}\n"
        before, _, rest = text.partition(begin)
        text = before + block + rest.partition(end)[2]
    page.write_text(text, encoding="utf-8")
