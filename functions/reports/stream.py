"""The projector behind the streams of visits and venues. It raises on a technical fault, so the batch comes again."""

from typing import Any

from domain.presence.venue import Venue
from domain.presence.visit import Visit
from functions.kit.chain.records import Read, RecordsUnreadable, read_each
from functions.kit.observability import log_alarming
from functions.reports import wiring
from functions.reports.service.projector import facts_of, project


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Folds one batch into the counters."""
    p = wiring.book_parts()
    found: Read[Visit | Venue] = read_each(event["Records"], wiring.read_item)
    if found.unreadable:
        log_alarming(RecordsUnreadable(len(found.unreadable), found.unreadable))
    facts = facts_of(found.written)
    return {"facts": len(facts), "days": project(facts, book=p.book, now=p.clock(), recount=p.recount_with_batch)}
