"""Use cases of the desk."""
