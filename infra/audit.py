"""What a citizen may read of the audit trail, and the daily seal over it."""

from aws_cdk import aws_events as events

from domain.base.secret import Purpose
from infra.data import OF_WHO_IT_IS
from infra.parts.capability import Capability
from infra.parts.python_function import Size

# A record is written once; that it was written wakes nobody.
ALTERATIONS = {"eventName": ["MODIFY", "REMOVE"]}


class Audit(Capability):
    name = "audit"

    def build(self) -> None:
        api = self.door()
        self.grants(api, "Audit", "Query", keys=("A#*",))

        # Auditors: what they look for is itself on record, like every other reading.
        search = self.door("search.api", name="search-api", staff=True)
        self.grants(search, "Audit", "Query", "BatchGetItem", "PutItem", index=("byActor", "byUnit"), keys=("A#*",))
        self.grants(search, "Person", "GetItem", "BatchGetItem", "Query", keys=OF_WHO_IT_IS)
        self.opens(search, Purpose.SEAL, Purpose.LOOKUP)
        # Whoever holds the key of the seals writes no record of access: a door of its own.
        checks = self.door("checks.api", name="checks-api", staff=True, size=Size(memory_mb=1024, timeout_s=28))
        self.grants(
            checks, "Audit", "Query", "BatchGetItem", index=("byDay",), keys=("A#*", "SEAL", "ALTERED", "CHECKED")
        )
        self.grants(checks, "Audit", "PutItem", keys=("CHECKED",))
        self.opens(checks, Purpose.AUDIT)

        # 00:30 in Vietnam: the day that is sealed has ended, and late writers have had half an hour.
        seal = self.runs("seal", events.Schedule.cron(hour="17", minute="30"), size=Size(timeout_s=300))
        self.grants(seal, "Audit", "BatchGetItem", index=("byDay",), keys=("A#*",))
        self.grants(seal, "Audit", "Query", "PutItem", keys=("SEAL",))
        self.opens(seal, Purpose.AUDIT)

        watch = self.function("watch")
        self.reads_stream(watch, "Audit", batch=100, wait_s=0, only=ALTERATIONS)
        self.grants(watch, "Audit", "PutItem", keys=("ALTERED",))
