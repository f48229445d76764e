"""The table Tally: its keys and its store."""
