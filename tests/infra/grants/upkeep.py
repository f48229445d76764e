"""How the stage fares: names and counts, and no table."""

from tests.infra.rights import Right

READS: dict[str, dict[str, tuple[str, ...]]] = {"upkeep-api": {}}
_HERE = "{0.region}:{0.account}"
_OURS = "vung-xanh-{0.name}-*"
LOOKS: set[Right] = {
    ("cloudwatch:DescribeAlarms", f"arn:aws:cloudwatch:{_HERE}:alarm:*"),
    ("cloudwatch:GetMetricData", "*"),
    ("cloudformation:ListStacks", "*"),
    ("events:ListRules", f"arn:aws:events:{_HERE}:rule/*"),
    ("states:ListStateMachines", "*"),
    ("states:ListExecutions", f"arn:aws:states:{_HERE}:stateMachine:{_OURS}"),
    ("sqs:ListQueues", f"arn:aws:sqs:{_HERE}:*"),
    ("sqs:GetQueueAttributes", f"arn:aws:sqs:{_HERE}:{_OURS}"),
}
OTHERS = {"upkeep-api": LOOKS}
# Listing cannot be narrowed to names that begin alike (decision 0065).
OPEN_ENDED: set[Right] = {("UpkeepApiRole", where) for _, where in LOOKS}
