"""Cases, contacts and runs."""

from tests.infra.rights import PARKS, RELAYS, STREAM, reads_queue, runs_of, starts

READS = {
    "trace-api": {
        "Case C#* P#* E#*": ("GetItem", "BatchGetItem", "Query", "ConditionCheckItem"),
        "Case/index/byUnit": ("Query",),
        "Visit": ("Query",),
        "Visit/index/byVenue": ("Query",),
        "Person P#* H#* I#* C#*": ("GetItem", "BatchGetItem", "Query"),
        "Venue": ("GetItem", "BatchGetItem"),
        "Notice P#*": ("BatchGetItem",),
    },
    "trace-relay": {"Case": STREAM},
    "trace-inbox": {},
    "trace-joined-inbox": {
        "Case C#* P#*": ("GetItem", "BatchGetItem", "Query", "ConditionCheckItem"),
        "Notice P#*": ("Query",),
    },
    "trace-steps": {
        "Case C#* P#* E#* M#* W#*": ("GetItem", "BatchGetItem", "Query"),
        "Visit": ("Query",),
        "Visit/index/byVenue": ("Query",),
        "Person P#*": ("BatchGetItem",),
        "Notice P#*": ("BatchGetItem",),
        "Standing DAYS": ("Query",),
    },
    "trace-reconcile": {
        "Case C#* P#*": ("GetItem", "BatchGetItem", "Query"),
        "Case/index/byDue": ("Query",),
    },
}
OPENS = {
    "trace-api": ("seal", "lookup"),
    **dict.fromkeys(("trace-joined-inbox", "trace-steps", "trace-reconcile"), ("seal",)),
}
OTHERS = {
    "trace-relay": RELAYS,
    "trace-inbox": {*reads_queue(), *starts()},
    "trace-joined-inbox": reads_queue("JoinedInbox"),
    "trace-reconcile": {*PARKS, *starts(), ("states:DescribeExecution", runs_of("trace"))},
}
OPEN_ENDED = {
    ("TraceReconcileRole", runs_of("trace")),
    # Delivery of a workflow's log: IAM has no resource form for it.
    ("WorkflowRole", "*"),
}
