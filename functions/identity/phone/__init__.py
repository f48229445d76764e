"""The proof of a phone, and coming back by one."""
