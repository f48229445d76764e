"""The queue of case events; each starts the run named by its case and revision, once."""

from typing import Any

from domain.tracing.events import CASE_EVENTS, CaseEvent
from functions.kit.chain.inbox import taken
from functions.trace.run import wiring
from functions.trace.run.service.repair import start


def take(event: CaseEvent) -> bool:
    """Starts a run; False when the same event started it before."""
    return start(event, workflows=wiring.workflows())


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answers with the messages that failed."""
    return taken(event, context, hears=CASE_EVENTS, take=take)
