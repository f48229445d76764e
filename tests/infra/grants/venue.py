"""The register of venues."""

READS = {
    "venue-api": {
        "Venue": ("GetItem", "BatchGetItem", "Query"),
        "Hotline": ("BatchGetItem",),
        "Venue/index/byUnit": ("Query",),
        "Venue/index/byOwner": ("Query",),
    },
}
OPENS = {"venue-api": ("venue", "seal")}
