"""The door of trace; every room hangs its routes on it."""

from functions.kit.http import Door
from functions.trace import wiring
from functions.words import people, presence, tracing

door = Door("trace", lambda: wiring.parts(), words=(people, presence, tracing))  # noqa: PLW0108  looked up late, so that tests may rewire
