"""Cases: routes, use cases and words."""
