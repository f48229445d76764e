"""Use cases of figures: fold facts, answer questions."""
