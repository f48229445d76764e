"""Tracing: cases, their contacts and the evidence, the gate, and the runs."""
