"""The table Notice: its keys, items and stores."""
