"""What a second person looks at and decides about a group that is held."""
