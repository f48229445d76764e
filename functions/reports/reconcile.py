"""Every few minutes: recounts the days that the projector, or a crash of it, left marked (decision 0010)."""

from typing import Any

from functions.kit.observability import log
from functions.reports import wiring
from functions.reports.logs import DaysRecounted


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Running it twice changes nothing."""
    p = wiring.book_parts()
    marked = p.book.marked()
    for metric, unit_path, day in marked:
        p.book.recount(metric, unit_path, day, now=p.clock())
    if marked:
        log(DaysRecounted(count=len(marked)))
    return {"days": len(marked)}
