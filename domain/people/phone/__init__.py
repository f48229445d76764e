"""A person and a phone number: its proof, whose it is from when to when, and the way back by it."""
