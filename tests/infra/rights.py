"""Words for the rows of tests/infra/grants: (action, resource) pairs that come with a kind of work."""

Right = tuple[str, str]

# What a reader of a table's stream does with it, without the service's prefix.
STREAM = ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
# Whoever reads a stream, or is started by the clock, parks what failed.
PARKS: set[Right] = {("sqs:SendMessage", "Failures")}
RELAYS: set[Right] = {*PARKS, ("events:PutEvents", "Bus")}


def reads_queue(inbox: str = "Inbox") -> set[Right]:
    return {(f"sqs:{action}", inbox) for action in ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")}


def starts(workflow: str = "Workflow") -> set[Right]:
    return {("states:StartExecution", workflow)}


def runs_of(machine: str) -> str:
    """All runs of a workflow: a run's name exists only once it was started. For `str.format` with the stage."""
    return f"arn:aws:states:{{0.region}}:{{0.account}}:execution:vung-xanh-{{0.name}}-{machine}:{machine}-*"
