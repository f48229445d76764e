"""Figures: folded from the streams of facts, read by staff and the public."""

import aws_cdk as cdk
from aws_cdk import aws_events as events

from infra.parts.capability import Capability
from infra.parts.python_function import Size


class Reports(Capability):
    name = "reports"

    def build(self) -> None:
        api = self.function("api")
        self.knows_staff(api)
        self.data.stat.allow(api, "Query")
        self.data.secret.allow(api, "Query")

        fold = self.function("stream", size=Size(timeout_s=60))
        self.data.stat.allow(fold, "PutItem", "Query", "UpdateItem", "DeleteItem")
        self.reads_stream("stream", self.data.visit, batch=self.stage.stream_batch, wait_s=self.stage.stream_window_s)
        self.reads_stream("stream", self.data.venue, batch=100, wait_s=min(5, self.stage.stream_window_s))

        reconcile = self.function("reconcile", size=Size(timeout_s=60))
        self.data.stat.allow(reconcile, "PutItem", "Query", "UpdateItem", "DeleteItem")
        for function in (fold, reconcile):
            function.add_environment("RECOUNT_WITH_BATCH", "yes" if self.stage.recount_with_batch else "no")
        self.runs("reconcile", events.Schedule.rate(cdk.Duration.minutes(self.stage.recount_every_min)))
