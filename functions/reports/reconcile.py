"""Every few minutes: recounts the days that the projector, or a crash of it, left marked (decision 0010)."""

from typing import Any

from functions.kit.observability import log
from functions.reports import wiring
from functions.reports.logs import DaysRecounted
from functions.reports.service.projector import recount_marked


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Running it twice changes nothing."""
    p = wiring.book_parts()
    days = recount_marked(book=p.book, now=p.clock())
    if days:
        log(DaysRecounted(count=days))
    return {"days": days}
