"""The only sender: stored notices are relayed to the bus, queued, and sent; citizens read their own."""

from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_

from infra.parts.access import allow
from infra.parts.capability import Capability
from infra.parts.python_function import Size


class Notify(Capability):
    name = "notify"

    def build(self) -> None:
        api = self.function("api")
        self.data.notice.allow(api, "Query")
        # A citizen's own push subscriptions.
        self.data.person.allow(api, "Query", "PutItem", "DeleteItem")
        # The first push key is made by the first page that asks for it.
        self.data.secret.allow(api, "Query", "PutItem")
        api.add_environment("PUSH_TO_LOOPBACK", "yes" if self.stage.push_to_loopback else "no")

        bus = self.foundation.bus
        relay = self.function("stream", name="relay", size=Size(timeout_s=30))
        self.reads_stream("stream", self.data.notice, batch=100, wait_s=0)
        relay.add_environment("BUS_NAME", bus.event_bus_name)
        allow(relay, ["events:PutEvents"], bus.event_bus_arn)

        # Bounded: the SMS gateway's rate is the limit, and a queue waits better than a refused call.
        # Time for a push to each of a person's browsers; the queue hides a message for longer than a claim lasts.
        sender = self.function("inbox", size=Size(timeout_s=30, reserved=5))
        self.data.notice.allow(sender, "GetItem", "UpdateItem")
        # Where to send; a push address that its service says is gone is removed.
        self.data.person.allow(sender, "GetItem", "Query", "DeleteItem")
        self.data.secret.allow(sender, "Query")
        self._allow_sms(sender)
        queue = self.reads_inbox("inbox", "notice")
        events.Rule(
            self,
            "NoticeQueued",
            event_bus=bus,
            event_pattern=events.EventPattern(detail_type=["NoticeQueued"]),
            targets=[targets.SqsQueue(queue, dead_letter_queue=self.failures)],
        )

    def _allow_sms(self, sender: lambda_.Function) -> None:
        # A phone number has no ARN: "everything that is not a topic" is the narrowest form there is.
        sender.add_to_role_policy(iam.PolicyStatement(actions=["sns:Publish"], not_resources=["arn:aws:sns:*:*:*"]))
