"""Citizens and their device tokens; the daily turn of signing keys."""

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

        rotate = self.function("rotate")
        self.data.secret.allow(rotate, "Query", "PutItem")
        # 01:00 in Vietnam, the quietest hour.
        self.runs("rotate", events.Schedule.cron(hour="18", minute="0"))
