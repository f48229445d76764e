"""Cases and their contacts: a stored case is relayed, queued, and traced by a workflow; a reconciler repairs."""

import aws_cdk as cdk
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets

from infra.parts.access import allow
from infra.parts.capability import Capability
from infra.parts.findings import accept
from infra.parts.python_function import Size
from infra.parts.workflow import runs_arn, workflow

# Everything after which a case wants a run.
WANTS_A_RUN = ("CaseConfirmed", "CaseAmended", "CaseRetracted", "TraceReleased", "RetraceDue")
# The case itself. Edges are written by the thousand, and the relay has nothing to say about them.
OF_THE_CASE = {"dynamodb": {"Keys": {"sk": {"S": ["META"]}}}}


class Trace(Capability):
    name = "trace"

    def build(self) -> None:
        self._door()
        self._relay()
        # The starter and the reconciler know the workflow by name; it knows the steps.
        self.workflow = self._workflow()
        self._starter()
        self._reconciler()

    def _door(self) -> None:
        # A page of a trace holds up to 5,000 people.
        api = self.function("api", size=Size(memory_mb=1024, timeout_s=28))
        self.knows_staff(api)
        self.data.case.allow(
            api,
            *("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem"),
            index=("byUnit",),
        )
        self.data.person.allow(api, "GetItem", "BatchGetItem", "Query")
        self.data.venue.allow(api, "GetItem", "BatchGetItem")
        self.data.notice.allow(api, "BatchGetItem")
        self.data.secret.allow(api, "Query")
        self.data.audit.allow(api, "PutItem")

    def _relay(self) -> None:
        bus = self.foundation.bus
        relay = self.function("run.stream", name="relay", size=Size(timeout_s=30))
        self.reads_stream("run.stream", self.data.case, batch=100, wait_s=0, only=OF_THE_CASE)
        relay.add_environment("BUS_NAME", bus.event_bus_name)
        allow(relay, ["events:PutEvents"], bus.event_bus_arn)

    def _workflow(self) -> str:
        # A run reads some 15,000 visits for one case: one full processor, and room for its people.
        steps = self.function("run.steps", name="steps", size=Size(memory_mb=2048, timeout_s=300))
        self.data.case.allow(
            steps, "GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "BatchWriteItem", "DeleteItem"
        )
        self.data.visit.allow(steps, "Query", index=("byVenue",))
        self.data.person.allow(steps, "BatchGetItem")
        self.data.notice.allow(steps, "BatchGetItem", "PutItem", "UpdateItem")
        self.data.secret.allow(steps, "Query")
        self.workflows.append(self.name)
        return workflow(self, stage=self.stage, name=self.name, steps=steps).attr_arn

    def _starter(self) -> None:
        starter = self.function("run.inbox", name="inbox")
        starter.add_environment("WORKFLOW_ARN", self.workflow)
        allow(starter, ["states:StartExecution"], self.workflow)
        events.Rule(
            self,
            "CaseChanged",
            event_bus=self.foundation.bus,
            event_pattern=events.EventPattern(detail_type=list(WANTS_A_RUN)),
            targets=[targets.SqsQueue(self.reads_inbox("run.inbox", "case"), dead_letter_queue=self.failures)],
        )

    def _reconciler(self) -> None:
        reconcile = self.function("run.reconcile", name="reconcile", size=Size(timeout_s=60))
        reconcile.add_environment("WORKFLOW_ARN", self.workflow)
        self.data.case.allow(reconcile, "GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", index=("byDue",))
        self.data.secret.allow(reconcile, "Query")
        allow(reconcile, ["states:StartExecution"], self.workflow)
        runs = runs_arn(self.stage, self.name)
        allow(reconcile, ["states:DescribeExecution"], runs)
        why = "A run's name exists only once it was started; the workflow is named."
        accept(reconcile.role or reconcile, f"IAM5[Resource::{runs}]", why)
        self.runs("run.reconcile", events.Schedule.rate(cdk.Duration.minutes(2)))
