"""Twins of the stores of the table Notice."""
