"""Records that were joined or parted: the cases that know them are looked at again."""
