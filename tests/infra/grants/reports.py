"""Figures and the counters beneath them."""

from tests.infra.rights import PARKS, STREAM

READS = {
    "reports-api": {"Stat": ("Query",), "Secret": ("Query",)},
    "reports-stream": {
        "Stat": ("Query",),
        "Visit": STREAM,
        "Venue": STREAM,
    },
    "reports-reconcile": {"Stat": ("Query",)},
}
OTHERS = dict.fromkeys(("reports-stream", "reports-reconcile"), PARKS)
