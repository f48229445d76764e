"""A person's own record, its history, and its correction by an officer."""
