"""Reference data that is shipped with the code."""
