"""Joining the records of one human, and taking it back."""
