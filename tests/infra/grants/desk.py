"""The staff desk."""

READS = {
    "desk-api": {
        "Venue": ("GetItem",),
        "Person": ("GetItem", "BatchGetItem", "Query"),
        "Secret": ("Query",),
    },
}
