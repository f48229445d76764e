"""From the confirmation of a case to the last notice that is queued, through the product's own functions and adapters."""
