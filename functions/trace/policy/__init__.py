"""The rules by which cases are traced, for everybody."""
