"""Citizens' registration and device tokens, the proof of a phone, and the platform's own keys."""
