"""The door of identity; every file of its routes hangs its operations on it."""

from functions.identity import wiring
from functions.kit.http import Door
from functions.words import people

door = Door("identity", lambda: wiring.parts(), words=(people,))  # noqa: PLW0108  looked up late, so that tests may rewire
