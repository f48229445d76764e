"""The public contract, written from the operations of every door."""
