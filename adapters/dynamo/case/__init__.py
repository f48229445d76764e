"""The table Case: its keys, items and stores."""
