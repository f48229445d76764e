"""The register of desks, and the staff desk."""

READS = {
    "desk-api": {
        "Venue": ("GetItem",),
        "Person": ("GetItem", "Query"),
        "Secret": ("Query",),
    },
}
