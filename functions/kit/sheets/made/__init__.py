"""Tables on their way out: CSV and .xlsx of the same values."""
