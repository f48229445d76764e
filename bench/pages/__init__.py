"""The pages anybody may open, as Lighthouse sees them on a slow phone."""
