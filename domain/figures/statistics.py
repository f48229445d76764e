"""Daily counters (điểm QR, lượt quét) that no repetition can inflate.

A batch of stream records becomes content-addressed log entries per (metric, unit, local hour): sets of fact hashes.
Counting is the size of their union, so a batch replayed whole, in part, re-cut or out of order counts the same.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.base.period import LOCAL

HASH_BYTES = 6  # a bucket of n facts undercounts by one with probability about n²/2⁴⁹


class Metric(StrEnum):
    """What is counted."""

    CHECK_IN = "check-in"
    VENUE = "venue"


class Cell(NamedTuple):
    """One log: a metric in a commune in a local hour (`yyyymmddhh`)."""

    metric: Metric
    unit_path: str
    hour: str

    @property
    def day(self) -> str:
        """`yyyymmdd`."""
        return self.hour[:8]


class Fact(NamedTuple):
    """One countable thing: its natural key, kind of venue, and whether it takes an earlier one back."""

    cell: Cell
    key: str
    category: str
    void: bool = False


def hour_of(instant: datetime) -> str:
    """Local hour as `yyyymmddhh`."""
    return instant.astimezone(LOCAL).strftime("%Y%m%d%H")


def fact_hash(key: str) -> bytes:
    """Short hash of a natural key."""
    return hashlib.sha256(key.encode()).digest()[:HASH_BYTES]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What one batch said of one cell: category → concatenated hashes; voided facts stand under `~category`."""

    hashes: Mapping[str, bytes]

    @property
    def address(self) -> str:
        """Content address: the same entry again overwrites itself."""
        body = b"".join(c.encode() + b"\0" + self.hashes[c] for c in sorted(self.hashes))
        return hashlib.sha256(body).hexdigest()[:24]


def log_entries(facts: Iterable[Fact]) -> dict[Cell, LogEntry]:
    """Folds facts into one entry per cell."""
    found: dict[Cell, dict[str, set[bytes]]] = {}
    for fact in facts:
        group = f"~{fact.category}" if fact.void else fact.category
        found.setdefault(fact.cell, {}).setdefault(group, set()).add(fact_hash(fact.key))
    return {
        cell: LogEntry({group: b"".join(sorted(hashes)) for group, hashes in groups.items()})
        for cell, groups in found.items()
    }


def counted(entries: Iterable[LogEntry]) -> dict[str, int]:
    """Category → number of distinct facts, without those taken back."""
    sets: dict[str, set[bytes]] = {}
    for entry in entries:
        for group, joined in entry.hashes.items():
            cut = range(0, len(joined), HASH_BYTES)
            sets.setdefault(group, set()).update(joined[i : i + HASH_BYTES] for i in cut)
    counts = {c: len(s - sets.get(f"~{c}", set())) for c, s in sets.items() if not c.startswith("~")}
    return {category: n for category, n in sorted(counts.items()) if n}


class DayCount(NamedTuple):
    """One commune's day: category → count."""

    unit_path: str
    day: date
    counts: Mapping[str, int]


class StatisticsBook(Protocol):
    """Log, hourly cells, daily cells and the marks of what is to be recounted."""

    def note(self, cell: Cell, entry: LogEntry, *, now: datetime) -> None:
        """Stores the entry under its address, then marks the cell's day to be recounted. Idempotent."""
        ...

    def recount(self, metric: Metric, unit_path: str, day: str, *, now: datetime) -> Mapping[str, int]:
        """Counts a day anew from its log, SETs the daily cells of the commune and its parents; returns the counts."""
        ...

    def marked(self) -> Sequence[tuple[Metric, str, str]]:
        """(metric, unit_path, day) still to be recounted."""
        ...

    def days(self, metric: Metric, unit: str, *, start: date, end: date) -> Sequence[DayCount]:
        """Daily cells, both days included, of a unit (`scheme/code`) or of every commune in it."""
        ...
