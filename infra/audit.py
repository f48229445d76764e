"""What a citizen may read of the audit trail, and the daily seal over it."""

from aws_cdk import aws_events as events

from domain.base.secret import Purpose
from infra.parts.capability import Capability
from infra.parts.python_function import Size

# A record is written once; that it was written wakes nobody.
ALTERATIONS = {"eventName": ["MODIFY", "REMOVE"]}


class Audit(Capability):
    name = "audit"

    def build(self) -> None:
        api = self.door()
        self.grants(api, "Audit", "Query", keys=("A#*",))

        # 00:30 in Vietnam: the day that is sealed has ended, and late writers have had half an hour.
        seal = self.runs("seal", events.Schedule.cron(hour="17", minute="30"), size=Size(timeout_s=300))
        self.grants(seal, "Audit", "BatchGetItem", index=("byDay",), keys=("A#*",))
        self.grants(seal, "Audit", "Query", "PutItem", keys=("SEAL",))
        self.opens(seal, Purpose.AUDIT)

        watch = self.function("watch")
        self.reads_stream(watch, "Audit", batch=100, wait_s=0, only=ALTERATIONS)
        self.grants(watch, "Audit", "PutItem", keys=("ALTERED",))
