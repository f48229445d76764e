"""The staff desk."""

READS = {
    "desk-api": {
        "Venue": ("GetItem",),
        "Person": ("GetItem", "BatchGetItem", "Query"),
        "Visit": ("GetItem", "Query"),
        "Secret": ("Query",),
    },
}
