"""What each function may do: the whole list. A change of a grant is a change of this page, seen in review.

Locally every caller is root, so this table and the test over it are what stands between a typo and a leak.
"""

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
    "notify-relay": {"Notice": STREAM},
    "notify-inbox": {"Notice": ("GetItem", "UpdateItem"), "Secret": ("Query",)},
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
    "Secret": "KeySecret",
    "Venue": "KeyOps",
    "Stat": "KeyOps",
    "Audit": "KeyOps",
}
READS_INBOX = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
OTHERS: dict[str, set[tuple[str, str]]] = {
    "identity-reconcile": {("sqs:SendMessage", "Failures")},
    "reports-stream": {("sqs:SendMessage", "Failures")},
    "reports-reconcile": {("sqs:SendMessage", "Failures")},
    "notify-relay": {("sqs:SendMessage", "Failures"), ("events:PutEvents", "Bus")},
    "notify-inbox": {
        *((f"sqs:{action}", "Inbox") for action in READS_INBOX),
        # Phone numbers have no ARN: everything that is not a topic.
        ("sns:Publish", "not arn:aws:sns:*:*:*"),
    },
    "audit-seal": {("sqs:SendMessage", "Failures")},
}


def expected(function: str) -> set[tuple[str, str]]:
    tables = TABLES[function]
    log = "".join(part.title() for part in function.split("-")) + "Log"
    return {
        *((f"dynamodb:{action}", table) for table, actions in tables.items() for action in actions),
        *(("kms:Decrypt", KEY_OF[table.partition("/")[0]]) for table in tables),
        *OTHERS.get(function, set()),
        ("logs:CreateLogStream", log),
        ("logs:PutLogEvents", log),
    }
