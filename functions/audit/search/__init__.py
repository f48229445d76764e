"""Auditors search the record of access."""
