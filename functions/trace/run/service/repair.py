"""Starting runs: by an event, and by the clock where one should be running or late facts may have come."""

from datetime import datetime, timedelta
from typing import NamedTuple

from domain.base.workflows import Workflows
from domain.tracing.case import is_stale, retraced
from domain.tracing.codes import CaseCode
from domain.tracing.events import CaseEvent
from domain.tracing.registers.cases import CaseRegister
from domain.tracing.run import run_input, run_name

PATIENCE = timedelta(seconds=60)  # stream, bus and queue need a second or two
CLOCK = "S#clock"


def start(event: CaseEvent, *, workflows: Workflows) -> bool:
    """The first run of a revision; False when the same event started it before."""
    code = CaseCode(event.case)
    return workflows.start(run_name(code, event.revision), run_input(code, event.revision))


class Repaired(NamedTuple):
    """Runs started again, and cases put to a new revision."""

    restarted: int
    retraced: int


def repair(*, cases: CaseRegister, workflows: Workflows, now: datetime, patience: timedelta = PATIENCE) -> Repaired:
    """Safe to run at any time and twice at once: names of executions and revisions are each taken once."""
    restarted = sum(
        _restart(case.code, case.revision, case.attempt, cases, workflows)
        for case in cases.pending()
        if is_stale(case, now=now, patience=patience)
    )
    due = cases.due(now=now)
    for case in due:
        cases.replace(retraced(case, by=CLOCK, now=now))
    return Repaired(restarted, len(due))


def _restart(code: CaseCode, revision: int, attempt: int, cases: CaseRegister, workflows: Workflows) -> bool:
    """A run that was never started, or ended before its work was done, is started under the next name."""
    if workflows.is_running(run_name(code, revision, attempt)):
        return False
    following = cases.count_attempt(code, revision)
    return workflows.start(run_name(code, revision, following), run_input(code, revision, following))
