"""The outbox, its sender, and a citizen's own notices."""

from tests.infra.rights import RELAYS, STREAM, reads_queue

READS = {
    "notify-api": {
        "Notice": ("Query",),
        "Person": ("GetItem", "BatchGetItem", "Query"),
        "Secret": ("Query",),
    },
    "notify-relay": {"Notice": STREAM},
    "notify-inbox": {
        "Notice": ("GetItem",),
        "Person": ("GetItem", "BatchGetItem", "Query"),
        "Secret": ("Query",),
    },
}
OTHERS = {
    "notify-relay": RELAYS,
    # Phone numbers have no ARN: everything that is not a topic.
    "notify-inbox": {*reads_queue(), ("sns:Publish", "not arn:aws:sns:*:*:*")},
}
