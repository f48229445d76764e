"""Citizens and their device tokens; the turn of the platform's keys."""

import aws_cdk as cdk
from aws_cdk import aws_events as events

from domain.base.secret import Purpose
from infra.data import OF_KEYS, OF_PEOPLE, OF_STRANGERS
from infra.parts.capability import Capability
from infra.parts.permissions import allow

# Marks of devices are of no interest to anybody but the doors.
OF_MERGES = {"dynamodb": {"Keys": {"sk": {"S": ["MERGE"]}}}}


class Identity(Capability):
    name = "identity"

    def build(self) -> None:
        api = self.door(staff=True)
        self.grants(api, "Person", "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "Query", keys=OF_PEOPLE)
        self.opens(api, Purpose.SEAL, Purpose.LOOKUP)
        self.grants(api, "Notice", "PutItem", keys=("P#*", "A#*"))
        self.grants(api, "Audit", "PutItem", keys=("A#*",))

        # Strangers are counted: by number, by address.
        self.grants(api, "Tally", "GetItem", "UpdateItem", keys=OF_STRANGERS)
        self.grants(
            api,
            "Standing",
            *("Query", "GetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"),
            keys=("DAYS", "P#*", "W#*"),
        )
        self.relays("Standing", only=OF_MERGES)

        reconcile = self.runs("reconcile", events.Schedule.rate(cdk.Duration.hours(1)))
        self.grants(reconcile, "Secret", "Query", "PutItem", keys=tuple(OF_KEYS))
        self.grants(reconcile, "Spare", "Query", "PutItem", keys=tuple(OF_KEYS))
        # It wraps what it puts by; unwrapping is not for functions.
        allow(reconcile, ["kms:Encrypt"], self.foundation.spare_key.key_arn)
        reconcile.add_environment("SPARE_KEY", self.foundation.spare_key.key_arn)
