"""The staff desk."""

READS = {
    "desk-api": {
        "Venue": ("GetItem",),
        "Person P#* H#* I#* C#*": ("GetItem", "BatchGetItem", "Query"),
        "Visit": ("GetItem", "Query"),
    },
}
OPENS = {"desk-api": ("seal", "lookup")}
