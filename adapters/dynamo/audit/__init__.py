"""The table Audit: its keys, items and stores."""
