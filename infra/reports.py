"""Figures: folded from the streams of facts, read by staff and the public."""

import aws_cdk as cdk
from aws_cdk import aws_events as events

from infra.data import OF_FIGURES
from infra.parts.capability import Capability
from infra.parts.python_function import Size

COUNTS = ("PutItem", "Query", "UpdateItem", "DeleteItem")


class Reports(Capability):
    name = "reports"

    def build(self) -> None:
        api = self.door(staff=True, takes_the_rest=True)
        self.grants(api, "Stat", "Query", keys=("S#*",))

        fold = self.function("stream", size=Size(timeout_s=60))
        self.grants(fold, "Stat", *COUNTS, keys=OF_FIGURES)
        self.reads_stream(fold, "Visit", batch=self.stage.stream_batch, wait_s=self.stage.stream_window_s)
        self.reads_stream(fold, "Venue", batch=100, wait_s=min(5, self.stage.stream_window_s))

        often = events.Schedule.rate(cdk.Duration.minutes(self.stage.recount_every_min))
        reconcile = self.runs("reconcile", often, size=Size(timeout_s=60))
        self.grants(reconcile, "Stat", *COUNTS, keys=OF_FIGURES)
        for function in (fold, reconcile):
            function.add_environment("RECOUNT_WITH_BATCH", "yes" if self.stage.recount_with_batch else "no")
