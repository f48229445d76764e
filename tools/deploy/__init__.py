"""What a deployment is made from, and what is done after it."""
