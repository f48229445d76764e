"""Registration, and the turn of the keys."""

from tests.infra.rights import PARKS, RELAYS, STREAM

READS = {
    "identity-api": {
        "Person": ("GetItem", "BatchGetItem", "Query"),
        "Secret": ("Query",),
        "Standing": ("Query", "GetItem", "ConditionCheckItem"),
        "Tally": ("GetItem",),
    },
    "identity-relay": {"Standing": STREAM},
    "identity-reconcile": {"Secret": ("Query",)},
}
OTHERS = {"identity-relay": RELAYS, "identity-reconcile": PARKS}
