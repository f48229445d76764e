"""Notices to people: outbox, bus, queue, then push or text message; the only sender. A citizen's own notices."""
