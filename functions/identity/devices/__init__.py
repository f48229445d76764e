"""The devices of a citizen, and signing them out."""
