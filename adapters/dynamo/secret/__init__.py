"""The table Secret: its keys, items and stores."""
