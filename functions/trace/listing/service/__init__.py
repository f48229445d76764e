"""Use cases of lists of cases."""
