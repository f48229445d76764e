"""Figures, folded from the streams of facts; and the public contract itself."""
