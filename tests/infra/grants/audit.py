"""The access log, the seal over each day, and the watch over both."""

from tests.infra.rights import PARKS, STREAM

READS = {
    "audit-api": {"Audit A#*": ("Query",)},
    "audit-search-api": {
        "Audit A#*": ("Query", "BatchGetItem"),
        "Audit/index/byActor": ("Query",),
        "Audit/index/byUnit": ("Query",),
        "Person P#* H#* I#* C#*": ("GetItem", "BatchGetItem", "Query"),
    },
    "audit-checks-api": {
        "Audit A#* SEAL ALTERED CHECKED": ("Query", "BatchGetItem"),
        "Audit/index/byDay": ("Query",),
    },
    "audit-seal": {
        "Audit SEAL": ("Query",),
        "Audit A#*": ("BatchGetItem",),
        "Audit/index/byDay": ("Query",),
    },
    "audit-watch": {"Audit": STREAM},
}
OPENS = {"audit-seal": ("audit",), "audit-checks-api": ("audit",), "audit-search-api": ("seal", "lookup")}
OTHERS = dict.fromkeys(("audit-seal", "audit-watch"), PARKS)
