"""The register of venues."""

READS = {
    "venue-api": {
        "Venue": ("GetItem", "BatchGetItem", "Query"),
        "Hotline": ("BatchGetItem",),
        "Venue/index/byUnit": ("Query",),
        "Venue/index/byOwner": ("Query",),
        "Venue/index/byAge": ("Query",),
        # How many came to a venue: numbers, and no visit.
        "Visit/index/byVenue COUNT": ("Query",),
    },
}
OPENS = {"venue-api": ("venue", "seal")}
