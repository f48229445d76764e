"""The only sender: stored notices are relayed to the bus, queued, and sent; citizens read their own."""

from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_

from domain.telling.events import NoticeQueued
from infra.parts.capability import Capability
from infra.parts.python_function import Size
from infra.parts.watching.watched import Backlog


class Notify(Capability):
    name = "notify"

    def build(self) -> None:
        api = self.door()
        self.grants(api, "Notice", "Query")
        # A citizen's own push subscriptions; others of a number that the citizen proved, for whom something waits.
        self.grants(api, "Person", "GetItem", "BatchGetItem", "Query", "PutItem", "DeleteItem")
        # The first push key is made by the first page that asks for it.
        self.grants(api, "Secret", "Query", "PutItem")
        api.add_environment("PUSH_TO_LOOPBACK", "yes" if self.stage.push_to_loopback else "no")

        self.relays("Notice")
        sender = self.hears(
            NoticeQueued,
            queue="notice",
            # Bounded: the SMS gateway's rate is the limit, and a queue waits better than a refused call.
            # Time for a push to each of a person's browsers; the queue hides a message for longer than a claim lasts.
            size=Size(timeout_s=30, reserved=5),
            backlog=Backlog(900, "Notices wait longer than a quarter of an hour."),
        )
        # The outbox, and the last text message to each number.
        self.grants(sender, "Notice", "GetItem", "UpdateItem")
        # Where to send, whose a number is, and whom a code to come back is meant for; a push address that its service says
        # is gone is removed.
        self.grants(sender, "Person", "GetItem", "BatchGetItem", "Query", "DeleteItem")
        # Codes to come back count where they go out.
        self.grants(sender, "Tally", "UpdateItem")
        self.grants(sender, "Secret", "Query")
        # Every browser of a person with several records is told.
        self.grants(sender, "Standing", "Query")
        self._allow_sms(sender)

    def _allow_sms(self, sender: lambda_.Function) -> None:
        # A phone number has no ARN: "everything that is not a topic" is the narrowest form there is.
        sender.add_to_role_policy(iam.PolicyStatement(actions=["sns:Publish"], not_resources=["arn:aws:sns:*:*:*"]))
