"""Venues as a table: what is read from a file, what is told of it, and what is given out."""
