"""Registration of people."""
