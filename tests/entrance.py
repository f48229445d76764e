"""The key of the content network, as the doors of the tests take it and their callers show it."""

from functions.kit.entrance import HEADER

KEY = "shown-by-the-network"
SHOWN = {HEADER: KEY}
TAKEN = {"ENTRANCE_KEYS": f"on-its-way-out {KEY}"}
