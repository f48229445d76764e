"""The projector behind the streams of visits and venues. It raises on a technical fault, so the batch comes again."""

from typing import Any

from functions.kit.observability import log
from functions.reports import wiring
from functions.reports.logs import RecordsUnreadable
from functions.reports.service.projector import facts_of, project


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Folds one batch into the counters."""
    p = wiring.book_parts()
    facts, unreadable = facts_of(event["Records"], wiring.read_item)
    if unreadable:
        log(RecordsUnreadable(count=unreadable))
    return {"facts": len(facts), "days": project(facts, book=p.book, now=p.clock(), recount=p.recount_with_batch)}
