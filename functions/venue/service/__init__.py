"""Use cases of the venue register."""
