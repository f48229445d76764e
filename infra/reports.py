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
        # Large batches: one log item per batch and bucket is what makes a counted visit cheap.
        self.reads_stream("stream", self.data.visit, batch=1000, wait_s=30)
        self.reads_stream("stream", self.data.venue, batch=100, wait_s=5)

        reconcile = self.function("reconcile", size=Size(timeout_s=60))
        self.data.stat.allow(reconcile, "PutItem", "Query", "UpdateItem", "DeleteItem")
        self.runs("reconcile", events.Schedule.rate(cdk.Duration.minutes(5)))
