"""The staff desk."""

READS = {
    "desk-api": {
        "Venue": ("GetItem",),
        "Person": ("GetItem", "Query"),
        "Secret": ("Query",),
    },
}
