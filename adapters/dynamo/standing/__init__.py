"""The table Standing: its keys, items and stores."""
