"""Cases of a unit: listed, counted with what is left to do, ordered, and found."""
