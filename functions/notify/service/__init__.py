"""Use cases of notices: send one, and what citizens ask."""
