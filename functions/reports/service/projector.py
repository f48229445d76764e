"""From stream records to countable facts. A record that cannot be read is left out; it never blocks its neighbours."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from domain.figures.statistics import Cell, Fact, Metric, StatisticsBook, hour_of, log_entries
from domain.presence.venue import Venue
from domain.presence.visit import Flag, Visit

Reader = Callable[[Mapping[str, Any]], Visit | Venue | None]


def fact_of(thing: Visit | Venue) -> Fact:
    """A visit counts in the hour it began, a venue in the hour it was registered; a void visit takes itself back."""
    if isinstance(thing, Visit):
        cell = Cell(Metric.CHECK_IN, thing.unit_path, hour_of(thing.start))
        return Fact(cell, f"{thing.key.person}|{thing.visit_id}", thing.category, Flag.VOID in thing.flags)
    return Fact(Cell(Metric.VENUE, thing.unit_path, hour_of(thing.registered_at)), str(thing.venue_id), thing.category)


def facts_of(records: Iterable[Mapping[str, Any]], read: Reader) -> tuple[list[Fact], int]:
    """The facts of a batch, and how many records could not be read. Removals by TTL state no fact."""
    facts: list[Fact] = []
    unreadable = 0
    for record in records:
        if record.get("eventName") == "REMOVE":
            continue
        try:
            thing = read(record["dynamodb"]["NewImage"])
        except (KeyError, ValueError, TypeError, AttributeError, OverflowError, OSError):
            unreadable += 1
            continue
        if thing is not None and (record.get("eventName") != "MODIFY" or _is_taken_back(thing)):
            facts.append(fact_of(thing))
    return facts, unreadable


def _is_taken_back(thing: Visit | Venue) -> bool:
    """The only change of a stored item that changes a count; check-outs and new codes restate a known fact."""
    return isinstance(thing, Visit) and Flag.VOID in thing.flags


def project(facts: Iterable[Fact], *, book: StatisticsBook, now: datetime, recount: bool = True) -> int:
    """Notes the facts and, where asked, recounts the days they fall on; returns how many days.

    A day that is not recounted stays marked for the scheduled recount. Any repetition is harmless.
    """
    entries = log_entries(facts)
    for cell, entry in entries.items():
        book.note(cell, entry, now=now)
    days = {(cell.metric, cell.unit_path, cell.day) for cell in entries}
    for metric, unit_path, day in sorted(days) if recount else ():
        book.recount(metric, unit_path, day, now=now)
    return len(days)
