"""The access log, the seal over each day, and the watch over both."""

from tests.infra.rights import PARKS, STREAM

READS = {
    "audit-api": {"Audit A#*": ("Query",)},
    "audit-seal": {
        "Audit SEAL": ("Query",),
        "Audit A#*": ("BatchGetItem",),
        "Audit/index/byDay": ("Query",),
    },
    "audit-watch": {"Audit": STREAM},
}
OPENS = {"audit-seal": ("audit",)}
OTHERS = dict.fromkeys(("audit-seal", "audit-watch"), PARKS)
