"""What each function may do: the whole list. A change of a grant is a change of this page, seen in review.

Locally every caller is root, so this table and the test over it are what stands between a typo and a leak.
"""

from infra.stage import Stage

STREAM = ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
# function -> resource -> actions on it, without the service's prefix.
TABLES: dict[str, dict[str, tuple[str, ...]]] = {
    "identity-api": {
        "Person": ("GetItem", "PutItem", "UpdateItem", "Query", "ConditionCheckItem"),
        "Secret": ("Query", "PutItem"),
        "Notice": ("PutItem",),
        "Audit": ("PutItem",),
    },
    "identity-reconcile": {"Secret": ("Query", "PutItem")},
    "checkin-api": {
        "Visit": ("PutItem", "UpdateItem", "Query"),
        "Venue": ("GetItem", "BatchGetItem"),
        "Secret": ("Query",),
    },
    "venue-api": {
        "Venue": ("GetItem", "BatchGetItem", "PutItem", "UpdateItem", "Query"),
        "Venue/index/byUnit": ("Query",),
        "Venue/index/byOwner": ("Query",),
        "Secret": ("Query",),
    },
    "desk-api": {
        "Venue": ("GetItem",),
        "Visit": ("PutItem",),
        "Person": ("GetItem", "Query"),
        "Secret": ("Query",),
        "Audit": ("PutItem",),
    },
    "reports-api": {"Stat": ("Query",), "Secret": ("Query",)},
    "reports-stream": {
        "Stat": ("PutItem", "Query", "UpdateItem", "DeleteItem"),
        "Visit": STREAM,
        "Venue": STREAM,
    },
    "reports-reconcile": {"Stat": ("PutItem", "Query", "UpdateItem", "DeleteItem")},
    "trace-api": {
        "Case": ("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem"),
        "Case/index/byUnit": ("Query",),
        "Person": ("GetItem", "BatchGetItem", "Query"),
        "Venue": ("GetItem", "BatchGetItem"),
        "Notice": ("BatchGetItem",),
        "Secret": ("Query",),
        "Audit": ("PutItem",),
    },
    "trace-relay": {"Case": STREAM},
    "trace-inbox": {},
    "trace-steps": {
        "Case": ("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "BatchWriteItem", "DeleteItem"),
        "Visit": ("Query",),
        "Visit/index/byVenue": ("Query",),
        "Person": ("BatchGetItem",),
        "Notice": ("BatchGetItem", "PutItem", "UpdateItem"),
        "Secret": ("Query",),
    },
    "trace-reconcile": {
        "Case": ("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"),
        "Case/index/byDue": ("Query",),
        "Secret": ("Query",),
    },
    "notify-api": {
        "Notice": ("Query",),
        "Person": ("Query", "PutItem", "DeleteItem"),
        "Secret": ("Query", "PutItem"),
    },
    "notify-relay": {"Notice": STREAM},
    "notify-inbox": {
        "Notice": ("GetItem", "UpdateItem"),
        "Person": ("GetItem", "Query", "DeleteItem"),
        "Secret": ("Query",),
    },
    "audit-api": {"Audit": ("Query",), "Secret": ("Query",)},
    "audit-seal": {
        "Audit": ("Query", "BatchGetItem", "PutItem"),
        "Audit/index/byDay": ("Query",),
        "Secret": ("Query",),
    },
}
KEY_OF = {
    "Person": "KeyPerson",
    "Notice": "KeyPerson",
    "Visit": "KeyTrace",
    "Case": "KeyTrace",
    "Secret": "KeySecret",
    "Venue": "KeyOps",
    "Stat": "KeyOps",
    "Audit": "KeyOps",
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


def expected(function: str, stage: Stage) -> set[tuple[str, str]]:
    tables = TABLES[function]
    log = "".join(part.title() for part in function.split("-")) + "Log"
    return {
        *((f"dynamodb:{action}", table) for table, actions in tables.items() for action in actions),
        *(("kms:Decrypt", KEY_OF[table.partition("/")[0]]) for table in tables),
        *((action, resource.format(stage)) for action, resource in OTHERS.get(function, set())),
        ("logs:CreateLogStream", log),
        ("logs:PutLogEvents", log),
    }
