"""Citizens and their device tokens; the turn of the platform's keys."""

import aws_cdk as cdk
from aws_cdk import aws_events as events

from infra.parts.capability import Capability


class Identity(Capability):
    name = "identity"

    def build(self) -> None:
        api = self.function("api")
        self.knows_staff(api)
        self.data.person.allow(api, "GetItem", "PutItem", "UpdateItem", "Query", "ConditionCheckItem")
        self.data.secret.allow(api, "Query", "PutItem")
        self.data.notice.allow(api, "PutItem")
        self.data.audit.allow(api, "PutItem")

        reconcile = self.function("reconcile")
        self.data.secret.allow(reconcile, "Query", "PutItem")
        self.runs("reconcile", events.Schedule.rate(cdk.Duration.hours(1)))
