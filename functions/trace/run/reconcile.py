"""Every two minutes, after each deployment and at each local start: restarts and retraces what the table says is due."""

from typing import Any

from functions.kit.observability import log
from functions.trace.run import wiring
from functions.trace.run.logs import RunsRepaired
from functions.trace.run.service import repair


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Running it twice changes nothing."""
    p = wiring.repair_parts()
    done = repair.repair(cases=p.cases, workflows=p.workflows, now=p.clock())
    if any(done):
        log(RunsRepaired(done.restarted, done.retraced))
    return done._asdict()
