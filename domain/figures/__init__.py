"""Figures, counted from facts."""
