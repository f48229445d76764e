"""Citizens and their device tokens; the turn of the platform's keys."""

import aws_cdk as cdk
from aws_cdk import aws_events as events

from infra.parts.capability import Capability


class Identity(Capability):
    name = "identity"

    def build(self) -> None:
        api = self.door(staff=True)
        self.grants(api, "Person", "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "Query")
        self.grants(api, "Secret", "Query", "PutItem")
        self.grants(api, "Notice", "PutItem")
        self.grants(api, "Audit", "PutItem")

        reconcile = self.runs("reconcile", events.Schedule.rate(cdk.Duration.hours(1)))
        self.grants(reconcile, "Secret", "Query", "PutItem")
