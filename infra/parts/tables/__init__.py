"""Tables as plain rows, and as resources."""
