"""Cases, contacts and runs."""

from tests.infra.rights import PARKS, RELAYS, STREAM, reads_queue, runs_of, starts

READS = {
    "trace-api": {
        "Case": ("GetItem", "BatchGetItem", "Query", "ConditionCheckItem"),
        "Case/index/byUnit": ("Query",),
        "Visit": ("Query",),
        "Person": ("GetItem", "BatchGetItem", "Query"),
        "Venue": ("GetItem", "BatchGetItem"),
        "Notice": ("BatchGetItem",),
        "Secret": ("Query",),
    },
    "trace-relay": {"Case": STREAM},
    "trace-inbox": {},
    "trace-records-inbox": {
        "Case": ("GetItem", "Query", "ConditionCheckItem"),
        "Notice": ("Query",),
        "Secret": ("Query",),
    },
    "trace-steps": {
        "Case": ("GetItem", "BatchGetItem", "Query"),
        "Visit": ("Query",),
        "Visit/index/byVenue": ("Query",),
        "Person": ("BatchGetItem",),
        "Notice": ("BatchGetItem",),
        "Secret": ("Query",),
        "Standing": ("Query",),
    },
    "trace-reconcile": {
        "Case": ("GetItem", "BatchGetItem", "Query"),
        "Case/index/byDue": ("Query",),
        "Secret": ("Query",),
    },
}
OTHERS = {
    "trace-relay": RELAYS,
    "trace-inbox": {*reads_queue(), *starts()},
    "trace-records-inbox": reads_queue("RecordsInbox"),
    "trace-reconcile": {*PARKS, *starts(), ("states:DescribeExecution", runs_of("trace"))},
}
OPEN_ENDED = {
    ("TraceReconcileRole", runs_of("trace")),
    # Delivery of a workflow's log: IAM has no resource form for it.
    ("WorkflowRole", "*"),
}
