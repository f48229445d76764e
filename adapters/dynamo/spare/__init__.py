"""The table Spare: its keys, items and stores."""
