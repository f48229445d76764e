"""The table Venue: its keys, items and stores."""
