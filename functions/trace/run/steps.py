"""The tasks of the workflow, one short function each. What goes in and out is ids, counts and moments, never people."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.base.period import at_epoch, epoch
from domain.tracing.case import HeldGroup
from domain.tracing.codes import CaseCode
from domain.tracing.policy import pinned
from domain.tracing.review.decision import Group
from domain.tracing.run import Run
from functions.kit.observability import log
from functions.trace.run import wiring
from functions.trace.run.logs import StepDone
from functions.trace.run.service import run

_RESERVE_MS = 30_000  # enough for a slice of writes and the answer


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Does the step the workflow names. Raises on a technical fault, and the workflow tries again."""
    answer = _STEPS[event["step"]](event, context)
    counts = {name: value for name, value in answer.items() if isinstance(value, int)}
    log(StepDone(event["step"], event["case"], event["revision"], answer["outcome"], counts))
    return answer


def _establish_milestones(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    p = wiring.step_parts()
    now = p.clock()
    outcome, policy = run.establish_milestones(_run(event), ports=p.ports, now=now)
    return {"outcome": outcome.value, "now": epoch(now), "policy": policy.version if policy else ""}


def _find_contacts(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    p = wiring.step_parts()
    done = run.find_contacts(_run(event), _pinned(event), ports=p.ports, now=p.clock(), has_time=_has_time(context))
    return {
        "outcome": done.outcome.value,
        "written": done.written,
        "held": _rows(done.held),
        "held_people": done.held_people,
        "declined": _rows(done.declined),
    }


def _hand_over(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    p = wiring.step_parts()
    communes = run.hand_over(_run(event), _pinned(event), ports=p.ports, now=p.clock())
    return {"outcome": run.StepOutcome.DONE.value, "communes": communes}


def _queue_notices(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    p = wiring.step_parts()
    told = run.queue_notices(_run(event), _pinned(event), ports=p.ports, now=p.clock(), has_time=_has_time(context))
    return {
        "outcome": told.outcome.value,
        "made": told.made,
        "first_at": _second(told.first_at),
        "last_at": _second(told.last_at),
    }


def _record_outcome(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    p, found, told = wiring.step_parts(), event["found"], event["told"]
    held, declined = _groups(found["held"]), _groups(found.get("declined", ()))
    published = run.Published(run.StepOutcome(found["outcome"]), found["written"], held, found["held_people"], declined)
    queued = run.NoticesMade(
        run.StepOutcome(told["outcome"]), told["made"], _moment(told["first_at"]), _moment(told["last_at"])
    )
    outcome = run.record_outcome(_run(event), _pinned(event), published, queued, ports=p.ports, now=p.clock())
    return {"outcome": outcome.value}


_STEPS: Mapping[str, Callable[[Mapping[str, Any], Any], dict[str, Any]]] = {
    "EstablishMilestones": _establish_milestones,
    "FindContacts": _find_contacts,
    "HandOver": _hand_over,
    "QueueNotices": _queue_notices,
    "RecordOutcome": _record_outcome,
}


def _rows(groups: Sequence[HeldGroup]) -> list[list[Any]]:
    return [[*h.group, h.people, h.assumed, h.predating, h.released] for h in groups]


def _groups(rows: Sequence[Sequence[Any]]) -> tuple[HeldGroup, ...]:
    return tuple(HeldGroup(Group(venue, day), *sizes) for venue, day, *sizes in rows)


def _run(event: Mapping[str, Any]) -> Run:
    return Run(CaseCode(event["case"]), int(event["revision"]), event["holder"])


def _pinned(event: Mapping[str, Any]) -> run.Pinned:
    return run.Pinned(at_epoch(int(event["run"]["now"])), pinned(event["run"]["policy"]))


def _has_time(context: Any) -> Callable[[], bool]:
    return lambda: context.get_remaining_time_in_millis() > _RESERVE_MS


def _second(moment: datetime | None) -> int:
    return epoch(moment) if moment else 0


def _moment(second: int) -> datetime | None:
    return at_epoch(second) if second else None
