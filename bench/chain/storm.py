"""The same story while everything fails: attempts refused, lost and cut off, processes killed, deliveries repeated.

Faults lie in wait attempt by attempt below the SDK's own retries (tests/faults.py), for both of the product's clients.
What dies is begun again as the cloud begins it: the state by the workflow, the batch by stream and queue, the run by
the scheduled repair.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any, cast

from bench.chain.house import House, messages
from bench.chain.story import SECOND_PERSON
from bench.chain.town import Town
from domain.base.errors import Busy
from domain.base.period import local_day
from domain.tracing.case import Case, TraceStatus, released, retracted
from domain.tracing.codes import CaseCode
from domain.tracing.policy import trace_policy
from functions.trace.run import inbox, reconcile, stream
from tests import faults as door
from tests.runs import Play

# What may happen to one attempt, and how often in a hundred faults; and to how many attempts in a hundred.
WRITES = {
    "throttled": 25,
    "unavailable": 15,
    "conflict": 12,
    "silence": 18,
    "lost_answer": 28,
    "crash": 1,
    "crash_after": 1,
}
BATCHES = {
    "throttled": 20,
    "unavailable": 10,
    "silence": 17,
    "lost_answer": 25,
    "some": 26,
    "crash": 1,
    "crash_after": 1,
}
READS = {"throttled": 40, "unavailable": 29, "silence": 30, "crash": 1}
KINDS = {
    "PutItem": WRITES,
    "UpdateItem": WRITES,
    "TransactWriteItems": WRITES,
    "BatchWriteItem": BATCHES,
    "BatchGetItem": {**READS, "some": 20},
    "Query": READS,
}
LAST_SHARE = 0.1  # of those that hit the last of the attempts: each ends a step
AHEAD = 20_000
TRIES = 6  # of a state, as the workflow has it
KILLED = 0.03  # of all tries of a state: the whole execution is lost before it
MOST_REPAIRS = 60  # of one revision


def some(attempt: door.Attempt) -> Any:
    """A batch is served in part."""
    return door.partial_batch(7)(attempt)


class Weather:
    """Faults ahead for every attempt; `committed` are those that happened."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self.committed: Counter[str] = Counter()

    @contextmanager
    def over(self, share: float, *clients: Any) -> Iterator[None]:
        """So large a share of all attempts of these clients is a fault; no pauses."""
        with ExitStack() as stack:
            stack.enter_context(door.without_pauses())
            for client in clients:
                faults = stack.enter_context(door.Faults(client))
                for operation, kinds in KINDS.items():
                    faults.plan(operation, *self._ahead(kinds, share))
                stack.callback(faults.forget)
            yield

    def _ahead(self, kinds: dict[str, int], share: float) -> list[door.Fault]:
        named = {kind: self._counted(kind) for kind in kinds}
        chosen = self._rng.choices(list(kinds), weights=list(kinds.values()), k=AHEAD)
        return [named[kind] if self._rng.random() < share else door.served for kind in chosen]

    def _counted(self, kind: str) -> door.Fault:
        fault: door.Fault = some if kind == "some" else getattr(door, kind)

        def commit(attempt: door.Attempt) -> Any:
            if _is_last(attempt) and self._rng.random() >= LAST_SHARE:
                return None
            self.committed[kind] += 1
            return fault(attempt)

        return commit


def _is_last(attempt: door.Attempt) -> bool:
    """The SDK says in a header which of how many attempts this is."""
    said = attempt.request.headers.get("amz-sdk-request", b"")
    told = dict(part.split("=") for part in (said.decode() if isinstance(said, bytes) else said).split("; ") if part)
    return told.get("attempt", "1") == told.get("max", "3")


class Stormy:
    """One case through the storm. `restarts` counts runs that were begun again under another name."""

    def __init__(self, house: House, town: Town, code: CaseCode, rng: random.Random) -> None:
        self._house, self._town, self._code, self._rng = house, town, code, rng
        self.restarts = 0
        self.repeats = 0

    def tell(self) -> None:
        """Until the case's people are told; a run that is held is released by a second person."""
        self._until_done(lambda: self._house.confirm(self._town, self._code))
        if self._traced().status is TraceStatus.HELD:
            self._change(
                lambda case: released(case, _policy(case), by=SECOND_PERSON, reason="", now=self._house.clock())
            )
            self._traced()

    def take_back(self) -> None:
        """The case is retracted."""
        self._house.clock.passes(timedelta(minutes=1))
        self._change(lambda case: retracted(case, by="S#tracer", reason="wrong sample", now=self._house.clock()))
        self._traced()

    def _change(self, change: Callable[[Case], Case]) -> None:
        """As a person does: the same again until it is accepted."""

        def try_once() -> None:
            case = self._house.stored(self._code)
            wanted = change(case)
            if wanted is not case:
                self._house.cases.replace(wanted)

        before = self._until_done(lambda: self._house.stored(self._code)).revision
        self._until_done(lambda: try_once() if self._house.stored(self._code).revision == before else None)

    def _traced(self) -> Case:
        """Stream, bus and queue deliver late, twice and mixed; then runs, until one has come to its end."""
        house = self._house
        seen = len(house.bus.events)
        records = [house.record(self._code)] * self._rng.randint(1, 3)
        for batch in door.delivered(records, self._rng, key=lambda record: record["key"]):
            self._until_done(lambda batch=batch: stream.handler({"Records": batch}, None))  # type: ignore[misc]
        for events in door.delivered(house.bus.events[seen:], self._rng, key=lambda event: event.name):
            self.repeats += len(events)
            self._until_done(lambda events=events: inbox.handler(messages(events), None))  # type: ignore[misc]
        for _ in range(MOST_REPAIRS):
            for execution in [e for e in house.workflows.executions.values() if e.is_running]:
                self._play(Play.started(cast("Any", house), execution))
                house.workflows.end(execution.name)
            case: Case = self._until_done(lambda: house.stored(self._code))
            if case.status is not TraceStatus.RUNNING:
                return case
            self.restarts += 1
            house.clock.passes(timedelta(minutes=10))
            self._until_done(lambda: reconcile.handler({}, None))
        raise AssertionError("never traced")

    def _play(self, play: Play) -> None:
        """Each state so often as the workflow tries it; after that the execution has failed, and lies where it lies."""
        tries = 0
        while not play.is_over and tries < TRIES:
            if self._rng.random() < KILLED:
                return
            at = len(play.data), play.at
            try:
                play.step()
            except (Busy, door.Crash):
                tries += 1
            else:
                tries = 0 if (len(play.data), play.at) != at else tries

    def _until_done(self, work: Callable[[], Any]) -> Any:
        for _ in range(60):
            try:
                return work()
            except (Busy, door.Crash):
                continue
        raise AssertionError("never done")


def _policy(case: Case) -> Any:
    return trace_policy(local_day(case.dates.confirmed_at))
