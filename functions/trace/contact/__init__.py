"""Contacts: routes, use cases and words."""
