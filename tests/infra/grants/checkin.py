"""A citizen's own visits."""

READS = {
    "checkin-api": {
        "Visit": ("Query",),
        "Venue": ("GetItem", "BatchGetItem"),
    },
}
OPENS = {"checkin-api": ("venue",)}
