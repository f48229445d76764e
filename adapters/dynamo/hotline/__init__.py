"""The table Hotline: its keys, its items and its store."""
