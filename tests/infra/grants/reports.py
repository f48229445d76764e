"""Figures and the counters beneath them."""

from tests.infra.rights import PARKS, STREAM

READS = {
    "reports-api": {"Stat S#*": ("Query",)},
    "reports-stream": {
        "Stat L#* S#* D#recount": ("Query",),
        "Visit": STREAM,
        "Venue": STREAM,
    },
    "reports-reconcile": {"Stat L#* S#* D#recount": ("Query",)},
}
OTHERS = dict.fromkeys(("reports-stream", "reports-reconcile"), PARKS)
