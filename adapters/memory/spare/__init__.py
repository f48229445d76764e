"""Twins of the stores of the table Spare."""
