"""The table Person: its keys, items and stores."""
