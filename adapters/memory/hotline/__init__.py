"""Twins of the table Hotline."""
