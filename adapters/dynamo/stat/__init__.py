"""The table Stat: its keys, items and stores."""
