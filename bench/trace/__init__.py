"""Who met an F0, found by the product's own code and by other engines over the same visits."""
