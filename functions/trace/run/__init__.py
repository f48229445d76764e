"""Tracing runs: relay, queue, workflow and repair."""
