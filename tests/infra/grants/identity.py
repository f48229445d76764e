"""Registration, and the turn of the keys."""

from tests.infra.rights import PARKS

READS = {
    "identity-api": {
        "Person": ("GetItem", "BatchGetItem", "Query"),
        "Secret": ("Query",),
    },
    "identity-reconcile": {"Secret": ("Query",)},
}
OTHERS = {"identity-reconcile": PARKS}
