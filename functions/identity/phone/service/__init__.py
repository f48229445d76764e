"""Use cases of a phone: codes, the proof, coming back."""
