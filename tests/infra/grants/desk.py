"""The staff desk."""

READS = {
    "desk-api": {
        "Venue": ("GetItem",),
        "Visit": ("Query",),
        "Person": ("GetItem", "BatchGetItem", "Query"),
        "Secret": ("Query",),
    },
}
