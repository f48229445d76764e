"""Notices to people; the only sender."""
