"""Citizens and their device tokens; the turn of the platform's keys."""

import aws_cdk as cdk
from aws_cdk import aws_events as events

from infra.parts.capability import Capability

# Marks of devices are of no interest to anybody but the doors.
OF_MERGES = {"dynamodb": {"Keys": {"sk": {"S": ["MERGE"]}}}}


class Identity(Capability):
    name = "identity"

    def build(self) -> None:
        api = self.door(staff=True)
        self.grants(api, "Person", "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "Query")
        self.grants(api, "Secret", "Query", "PutItem")
        self.grants(api, "Notice", "PutItem")
        self.grants(api, "Audit", "PutItem")

        self.grants(api, "Standing", "Query", "GetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem")
        # Strangers are counted: by number, by address.
        self.grants(api, "Tally", "GetItem", "UpdateItem")
        self.relays("Standing", only=OF_MERGES)

        reconcile = self.runs("reconcile", events.Schedule.rate(cdk.Duration.hours(1)))
        self.grants(reconcile, "Secret", "Query", "PutItem")
