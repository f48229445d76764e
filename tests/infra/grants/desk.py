"""The staff desk."""

READS = {
    "desk-api": {
        "Venue": ("GetItem",),
        "Visit": ("GetItem", "Query"),
        "Person": ("GetItem", "Query"),
        "Secret": ("Query",),
    },
}
