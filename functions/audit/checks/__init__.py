"""Auditors read the closed books of days, and check them."""
