"""Who is calling: tokens of devices and of staff."""
