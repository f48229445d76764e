"""Use cases of tracing runs."""
