"""`python -m tools.new_capability NAME` writes the skeleton of a capability in the style of the house."""
