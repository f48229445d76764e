"""The chain behind a stored fact: stream, bus, queue."""
