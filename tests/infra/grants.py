"""What each function may do: what it reads stands here, what it changes in the register (infra/data.py).

A change of a grant is a change of one of the two pages, seen in review. Locally every caller is root, so these tables
and the test over them are what stands between a typo and a leak.
"""

from infra.data import TABLES
from infra.stage import Stage

STREAM = ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
# function -> resource -> what it reads of it, without the service's prefix.
READS: dict[str, dict[str, tuple[str, ...]]] = {
    "identity-api": {
        "Person": ("GetItem", "Query", "ConditionCheckItem"),
        "Secret": ("Query",),
    },
    "identity-reconcile": {"Secret": ("Query",)},
    "checkin-api": {
        "Visit": ("Query",),
        "Venue": ("GetItem", "BatchGetItem"),
        "Secret": ("Query",),
    },
    "venue-api": {
        "Venue": ("GetItem", "BatchGetItem", "Query"),
        "Venue/index/byUnit": ("Query",),
        "Venue/index/byOwner": ("Query",),
        "Secret": ("Query",),
    },
    "desk-api": {"Venue": ("GetItem",), "Person": ("GetItem", "Query"), "Secret": ("Query",)},
    "reports-api": {"Stat": ("Query",), "Secret": ("Query",)},
    "reports-stream": {
        "Stat": ("Query",),
        "Visit": STREAM,
        "Venue": STREAM,
    },
    "reports-reconcile": {"Stat": ("Query",)},
    "trace-api": {
        "Case": ("GetItem", "BatchGetItem", "Query", "ConditionCheckItem"),
        "Case/index/byUnit": ("Query",),
        "Person": ("GetItem", "BatchGetItem", "Query"),
        "Venue": ("GetItem", "BatchGetItem"),
        "Notice": ("BatchGetItem",),
        "Secret": ("Query",),
    },
    "trace-relay": {"Case": STREAM},
    "trace-inbox": {},
    "trace-steps": {
        "Case": ("GetItem", "BatchGetItem", "Query"),
        "Visit": ("Query",),
        "Visit/index/byVenue": ("Query",),
        "Person": ("BatchGetItem",),
        "Notice": ("BatchGetItem",),
        "Secret": ("Query",),
    },
    "trace-reconcile": {
        "Case": ("GetItem", "BatchGetItem", "Query"),
        "Case/index/byDue": ("Query",),
        "Secret": ("Query",),
    },
    "notify-api": {
        "Notice": ("Query",),
        "Person": ("Query",),
        "Secret": ("Query",),
    },
    "notify-relay": {"Notice": STREAM},
    "notify-inbox": {
        "Notice": ("GetItem",),
        "Person": ("GetItem", "Query"),
        "Secret": ("Query",),
    },
    "audit-api": {"Audit": ("Query",), "Secret": ("Query",)},
    "audit-seal": {
        "Audit": ("Query", "BatchGetItem"),
        "Audit/index/byDay": ("Query",),
        "Secret": ("Query",),
    },
}
# The runs of tracing: a run's name exists only once it was started.
RUNS = "arn:aws:states:{0.region}:{0.account}:execution:vung-xanh-{0.name}-trace:trace-*"
READS_INBOX = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
OTHERS: dict[str, set[tuple[str, str]]] = {
    "identity-reconcile": {("sqs:SendMessage", "Failures")},
    "reports-stream": {("sqs:SendMessage", "Failures")},
    "reports-reconcile": {("sqs:SendMessage", "Failures")},
    "trace-relay": {("sqs:SendMessage", "Failures"), ("events:PutEvents", "Bus")},
    "trace-inbox": {
        *((f"sqs:{action}", "Inbox") for action in READS_INBOX),
        ("states:StartExecution", "Workflow"),
    },
    "trace-reconcile": {
        ("sqs:SendMessage", "Failures"),
        ("states:StartExecution", "Workflow"),
        ("states:DescribeExecution", RUNS),
    },
    "notify-relay": {("sqs:SendMessage", "Failures"), ("events:PutEvents", "Bus")},
    "notify-inbox": {
        *((f"sqs:{action}", "Inbox") for action in READS_INBOX),
        # Phone numbers have no ARN: everything that is not a topic.
        ("sns:Publish", "not arn:aws:sns:*:*:*"),
    },
    "audit-seal": {("sqs:SendMessage", "Failures")},
}


# The only roles that name a resource by a pattern.
OPEN_ENDED = {
    ("TraceReconcileRole", RUNS),
    # Delivery of a workflow's log: IAM has no resource form for it.
    ("WorkflowRole", "*"),
}


def written(function: str) -> set[tuple[str, str]]:
    return {(act, table.name) for table in TABLES.values() for act in table.writers.get(function, ())}


def expected(function: str, stage: Stage) -> set[tuple[str, str]]:
    tables = {*((act, table) for table, acts in READS[function].items() for act in acts), *written(function)}
    log = "".join(part.title() for part in function.split("-")) + "Log"
    return {
        *((f"dynamodb:{act}", table) for act, table in tables),
        *(("kms:Decrypt", f"Key{TABLES[table.partition('/')[0]].key_group.title()}") for _, table in tables),
        *((action, resource.format(stage)) for action, resource in OTHERS.get(function, set())),
        ("logs:CreateLogStream", log),
        ("logs:PutLogEvents", log),
    }
