"""People: who they are, who is calling, and the record of who looked."""
