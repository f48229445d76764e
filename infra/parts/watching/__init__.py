"""What is watched, and what wakes somebody up."""
