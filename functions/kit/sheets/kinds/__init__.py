"""What a column may hold, and how a cell of it is understood."""
