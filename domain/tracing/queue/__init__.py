"""A queue that several people work."""
