"""Registration, device tokens, the proof of a phone, and the turn of the platform's own keys."""
