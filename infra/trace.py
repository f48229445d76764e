"""Cases and their contacts: a stored case is relayed, queued, and traced by a workflow; a reconciler repairs."""

from dataclasses import replace

import aws_cdk as cdk
from aws_cdk import aws_events as events
from aws_cdk import aws_lambda as lambda_

from domain.base.secret import Purpose
from domain.people.events import RecordsChanged
from domain.tracing.events import CaseAmended, CaseConfirmed, CaseRetracted, RetraceDue, TraceReleased
from infra.data import OF_CASES, OF_WHO_IT_IS
from infra.parts.capability import RELAY, Capability
from infra.parts.python_function import ORDINARY, Size
from infra.parts.watching.watched import Backlog

# Everything after which a case wants a run.
WANTS_A_RUN = (CaseConfirmed, CaseAmended, CaseRetracted, TraceReleased, RetraceDue)
# The case itself. Edges are written by the thousand, and the relay has nothing to say about them.
OF_THE_CASE = {"dynamodb": {"Keys": {"sk": {"S": ["META"]}}}}
# A page of a trace holds up to 5,000 people.
LONG_PAGES = Size(memory_mb=1024, timeout_s=28)
# A run reads some 15,000 visits for one case: one full processor, and room for its people.
WHOLE_RUNS = Size(memory_mb=2048, timeout_s=300)
LATE = Backlog(300, "Cases wait longer than five minutes for a run.", alarm="tracing")


class Trace(Capability):
    name = "trace"

    def build(self) -> None:
        self._answers()
        self.relays("Case", trigger="run.stream", only=OF_THE_CASE, size=self._own(RELAY))
        run = self.workflow(steps=self._steps(), failure="A tracing run ended without an outcome.", alarm="tracing")
        size = self._own(ORDINARY)
        starter = self.hears(*WANTS_A_RUN, inbox="run.inbox", queue="case", backlog=LATE, rule="CaseChanged", size=size)
        self.starts(starter, run)

        self._hears_of_records()

        reconcile = self.runs("run.reconcile", events.Schedule.rate(cdk.Duration.minutes(2)), size=Size(timeout_s=60))
        self.grants(
            reconcile,
            "Case",
            *("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"),
            index=("byDue",),
            keys=("C#*", "P#*"),
        )
        self.opens(reconcile, Purpose.SEAL)
        self.starts(reconcile, run)
        self.follows(reconcile, run)

    def _own(self, size: Size) -> Size:
        """With calls at once that nobody else can take."""
        return replace(size, reserved=self.stage.reserved.tracing if self.stage.reserved else None)

    def _hears_of_records(self) -> None:
        again = self.hears(
            RecordsChanged,
            inbox="joined.inbox",
            name="joined-inbox",
            queue="records",
            backlog=Backlog(900, "Joined records wait longer than a quarter of an hour for the cases that know them."),
        )
        self.grants(
            again,
            "Case",
            *("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem"),
            keys=("C#*", "P#*"),
        )
        self.grants(again, "Notice", "Query", keys=("P#*",))
        self.opens(again, Purpose.SEAL)

    def _answers(self) -> None:
        api = self.door(size=self._own(LONG_PAGES), staff=True)
        self.grants(
            api,
            "Case",
            *("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem"),
            index=("byUnit",),
            keys=OF_CASES,
        )
        # Others who were at a venue: to foresee what a confirmation finds, and to see what a held crowd looks like.
        self.grants(api, "Visit", "Query", index=("byVenue",))
        self.grants(api, "Person", "GetItem", "BatchGetItem", "Query", keys=OF_WHO_IT_IS)
        self.grants(api, "Venue", "GetItem", "BatchGetItem")
        self.grants(api, "Notice", "BatchGetItem", keys=("P#*",))
        self.opens(api, Purpose.SEAL, Purpose.LOOKUP)
        self.grants(api, "Audit", "PutItem", keys=("A#*",))

    def _steps(self) -> lambda_.Function:
        steps = self.function("run.steps", size=self._own(WHOLE_RUNS))
        self.grants(
            steps,
            "Case",
            *("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "BatchWriteItem", "DeleteItem"),
            keys=(*OF_CASES, "M#*", "W#*"),
        )
        self.grants(steps, "Visit", "Query", index=("byVenue",))
        self.grants(steps, "Person", "BatchGetItem", keys=("P#*",))
        self.grants(steps, "Notice", "BatchGetItem", "PutItem", "UpdateItem", keys=("P#*",))
        self.opens(steps, Purpose.SEAL)
        # Which records are one human.
        self.grants(steps, "Standing", "Query", keys=("DAYS",))
        return steps
