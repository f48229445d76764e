"""Seals each day's record of access and verifies it; shows citizens who looked, and auditors who did what."""
