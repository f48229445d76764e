"""Visits by the citizen's own device, the hot path: check in, leave, take back, list. It sees no case and no person."""
