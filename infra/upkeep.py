"""How the stage fares, for its operators: lists and counts of what is watched, no content and no setting of anything."""

from aws_cdk import aws_lambda as lambda_

from infra.parts.capability import Capability
from infra.parts.findings import accept
from infra.parts.permissions import allow
from infra.parts.python_function import Size


class Upkeep(Capability):
    name = "upkeep"

    def build(self) -> None:
        api = self.door(staff=True, size=Size(timeout_s=20))
        ours = self.stage.named("")
        api.add_environment("WATCHED", ours)
        # Names alone can be listed only for the whole account; what they hold is asked of the stage's own.
        self._looks(api, "cloudwatch:DescribeAlarms", f"arn:aws:cloudwatch:{self._here}:alarm:*")
        self._looks(api, "cloudwatch:GetMetricData", "*")
        self._looks(api, "cloudformation:ListStacks", "*")
        self._looks(api, "events:ListRules", f"arn:aws:events:{self._here}:rule/*")
        self._looks(api, "states:ListStateMachines", "*")
        self._looks(api, "states:ListExecutions", f"arn:aws:states:{self._here}:stateMachine:{ours}*")
        self._looks(api, "sqs:ListQueues", f"arn:aws:sqs:{self._here}:*")
        self._looks(api, "sqs:GetQueueAttributes", f"arn:aws:sqs:{self._here}:{ours}*")

    @property
    def _here(self) -> str:
        return f"{self.stage.region}:{self.stage.account}"

    def _looks(self, function: lambda_.Function, action: str, resource: str) -> None:
        allow(function, [action], resource)
        accept(function.role or function, f"IAM5[Resource::{resource}]", "It lists and counts; it reads no content.")
