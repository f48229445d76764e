"""Twin of the store of the table Tally."""
