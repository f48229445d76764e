"""The door of trace; both files of routes hang their operations on it."""

from functions.kit.http import Door
from functions.trace import wiring

door = Door("trace", lambda: wiring.parts())  # noqa: PLW0108  looked up late, so that tests may rewire
