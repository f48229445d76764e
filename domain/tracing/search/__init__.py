"""The search: overlaps of stays, the circles around a case, and the gate."""
