"""A flood of strangers: what it costs, what others notice of it, and what those who trace see."""
