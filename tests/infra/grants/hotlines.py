"""Whom to call."""

READS = {
    "hotlines-api": {"Hotline": ("BatchGetItem", "Query")},
}
