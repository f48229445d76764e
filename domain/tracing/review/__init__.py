"""What staff look at and decide: lists of cases, the shape of what is held, and what of it may go out."""
