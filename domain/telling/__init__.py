"""Telling: notices, what they say of an exposure, and push."""
