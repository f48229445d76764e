"""From what was stored to countable facts, and from those to counters."""

from collections.abc import Iterable
from datetime import datetime

from domain.figures.statistics import Cell, Fact, Metric, StatisticsBook, hour_of, log_entries
from domain.presence.venue import Venue
from domain.presence.visit import Flag, Visit
from functions.kit.chain.records import Written


def fact_of(thing: Visit | Venue) -> Fact:
    """A visit counts in the hour it began, a venue in the hour it was registered; a void visit takes itself back."""
    if isinstance(thing, Visit):
        cell = Cell(Metric.CHECK_IN, thing.unit_path, hour_of(thing.start))
        return Fact(cell, f"{thing.key.person}|{thing.visit_id}", thing.category, Flag.VOID in thing.flags)
    return Fact(Cell(Metric.VENUE, thing.unit_path, hour_of(thing.registered_at)), str(thing.venue_id), thing.category)


def facts_of(written: Iterable[Written[Visit | Venue]]) -> list[Fact]:
    """The facts that a batch states."""
    return [fact_of(thing) for thing, is_first in written if is_first or _is_taken_back(thing)]


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


def recount_marked(*, book: StatisticsBook, now: datetime) -> int:
    """Counts anew what a batch, or the crash of one, left marked; returns how many days. Repeating it changes nothing."""
    marked = book.marked()
    for metric, unit_path, day in marked:
        book.recount(metric, unit_path, day, now=now)
    return len(marked)
