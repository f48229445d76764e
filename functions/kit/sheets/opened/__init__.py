"""From bytes to lines of cells: what kind of file it is, its letters, its separators, its sheets."""
