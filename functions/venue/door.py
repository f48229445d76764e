"""The door of the venue capability; the route modules register themselves on it."""

from functions.kit.http import Door
from functions.venue import wiring
from functions.words import people, presence

door = Door("venue", lambda: wiring.parts(), words=(people, presence))  # noqa: PLW0108  looked up late, so that tests may rewire
