"""How many came to a venue: numbers, and nobody in them."""
