"""The access log, and the seal over each day."""

from tests.infra.rights import PARKS

READS = {
    "audit-api": {"Audit": ("Query",), "Secret": ("Query",)},
    "audit-seal": {
        "Audit": ("Query", "BatchGetItem"),
        "Audit/index/byDay": ("Query",),
        "Secret": ("Query",),
    },
}
OTHERS = {"audit-seal": PARKS}
