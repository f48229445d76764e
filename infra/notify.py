"""The only sender: stored notices are relayed to the bus, queued, and sent; citizens read their own."""

from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_

from domain.base.secret import Purpose
from domain.telling.events import NoticeQueued
from infra.parts.capability import Capability
from infra.parts.python_function import Size
from infra.parts.watching.watched import Backlog

# By the number and by the browser.
REACHED_BY = ("P#*", "H#*", "B#*")


class Notify(Capability):
    name = "notify"

    def build(self) -> None:
        api = self.door()
        # The first reading of each is noted.
        self.grants(api, "Notice", "Query", "UpdateItem", keys=("P#*",))
        # Others of a number that the citizen proved, for whom something waits.
        self.grants(api, "Person", "GetItem", "BatchGetItem", "Query", keys=REACHED_BY)
        # A citizen's own browsers.
        self.grants(api, "Person", "PutItem", "DeleteItem", keys=("B#*",))
        self.opens(api, Purpose.SEAL, Purpose.LOOKUP, Purpose.PUSH)
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
        self.grants(sender, "Notice", "GetItem", "UpdateItem", keys=("P#*", "A#*", "T#*"))
        # Where to send, whose a number is, and whom a code to come back is meant for; a push address that its service says
        # is gone is removed.
        # Codes to come back count where they go out.
        self.grants(sender, "Tally", "UpdateItem", keys=("T#*",))
        self.grants(sender, "Person", "GetItem", "BatchGetItem", "Query", keys=REACHED_BY)
        self.grants(sender, "Person", "PutItem", "DeleteItem", keys=("B#*",))
        self.opens(sender, Purpose.SEAL, Purpose.LOOKUP, Purpose.PUSH)
        # Every browser of a person with several records is told.
        self.grants(sender, "Standing", "Query", keys=("DAYS",))
        self._allow_sms(sender)

    def _allow_sms(self, sender: lambda_.Function) -> None:
        # A phone number has no ARN: "everything that is not a topic" is the narrowest form there is.
        sender.add_to_role_policy(iam.PolicyStatement(actions=["sns:Publish"], not_resources=["arn:aws:sns:*:*:*"]))
