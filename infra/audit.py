"""What a citizen may read of the audit trail, and the daily seal over it."""

from aws_cdk import aws_events as events

from infra.parts.capability import Capability
from infra.parts.python_function import Size


class Audit(Capability):
    name = "audit"

    def build(self) -> None:
        api = self.door()
        self.grants(api, "Audit", "Query")
        self.grants(api, "Secret", "Query")

        # 00:30 in Vietnam: the day that is sealed has ended, and late writers have had half an hour.
        seal = self.runs("seal", events.Schedule.cron(hour="17", minute="30"), size=Size(timeout_s=300))
        self.grants(seal, "Audit", "Query", "BatchGetItem", "PutItem", index=("byDay",))
        self.grants(seal, "Secret", "Query")
