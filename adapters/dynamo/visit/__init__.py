"""The table Visit: its keys, items and stores."""
