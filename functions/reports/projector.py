"""From stream records to countable facts. A record that cannot be read is left out; it never blocks its neighbours."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from domain.period import at_epoch
from domain.statistics import Cell, Fact, Metric, StatisticsBook, hour_of, log_entries

Image = Mapping[str, Mapping[str, Any]]
_VOID = "void"


def fact_of(image: Image) -> Fact | None:
    """The fact a new item states: a visit or a venue; None for anything else."""
    key, sort = _text(image, "pk"), _text(image, "sk")
    if key.startswith("P#") and sort.startswith("V#"):
        cell = Cell(Metric.CHECK_IN, _text(image, "u"), hour_of(at_epoch(int(image["i"]["N"]))))
        void = _VOID in image.get("f", {}).get("SS", [])
        return Fact(cell, f"{key}|{sort}", _text(image, "c"), void)
    if key.startswith("v#") and sort == "META":
        return Fact(Cell(Metric.VENUE, _text(image, "u"), hour_of(at_epoch(int(image["t"]["N"])))), key, _text(image, "c"))
    return None


def _text(image: Image, name: str) -> str:
    return str(image.get(name, {}).get("S", ""))


def facts_of(records: Iterable[Mapping[str, Any]]) -> tuple[list[Fact], int]:
    """The facts of a batch, and how many records could not be read. Removals by TTL state no fact."""
    facts: list[Fact] = []
    unreadable = 0
    for record in records:
        if record.get("eventName") == "REMOVE":
            continue
        try:
            fact = fact_of(record["dynamodb"]["NewImage"])
        except (KeyError, ValueError, TypeError, AttributeError):
            unreadable += 1
            continue
        if fact is not None:
            facts.append(fact)
    return facts, unreadable


def project(facts: Iterable[Fact], *, book: StatisticsBook, now: datetime) -> int:
    """Notes the facts, then recounts the days they fall on; returns how many days. Any repetition is harmless."""
    entries = log_entries(facts)
    for cell, entry in entries.items():
        book.note(cell, entry, now=now)
    days = {(cell.metric, cell.unit_path, cell.day) for cell in entries}
    for metric, unit_path, day in sorted(days):
        book.recount(metric, unit_path, day, now=now)
    return len(days)
