"""The seal over each day's record of access."""
