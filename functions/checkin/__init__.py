"""Presence facts by the citizen's own device: check in, leave, take back, list. It sees no case and no person."""
