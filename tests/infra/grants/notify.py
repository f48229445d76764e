"""The outbox, its sender, and a citizen's own notices."""

from tests.infra.rights import RELAYS, STREAM, reads_queue

READS = {
    "notify-api": {
        "Notice P#*": ("Query",),
        "Person P#* H#* B#*": ("GetItem", "BatchGetItem", "Query"),
    },
    "notify-relay": {"Notice": STREAM},
    "notify-inbox": {
        "Notice P#* A#* T#*": ("GetItem",),
        "Person P#* H#* B#*": ("GetItem", "BatchGetItem", "Query"),
        "Standing DAYS": ("Query",),
    },
}
OPENS = dict.fromkeys(("notify-api", "notify-inbox"), ("seal", "lookup", "push"))
OTHERS = {
    "notify-relay": RELAYS,
    # Phone numbers have no ARN: everything that is not a topic.
    "notify-inbox": {*reads_queue(), ("sns:Publish", "not arn:aws:sns:*:*:*")},
}
