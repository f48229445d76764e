"""What a citizen may read of the audit trail, and the daily seal over it."""

from aws_cdk import aws_events as events

from infra.parts.capability import Capability
from infra.parts.python_function import Size


class Audit(Capability):
    name = "audit"

    def build(self) -> None:
        api = self.function("api")
        self.data.audit.allow(api, "Query")
        self.data.secret.allow(api, "Query")

        seal = self.function("seal", size=Size(timeout_s=300))
        self.data.audit.allow(seal, "Query", "BatchGetItem", "PutItem", index=("byDay",))
        self.data.secret.allow(seal, "Query")
        # 00:30 in Vietnam: the day that is sealed has ended, and late writers have had half an hour.
        self.runs("seal", events.Schedule.cron(hour="17", minute="30"))
