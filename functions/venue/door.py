"""The door of the venue capability; the route modules register themselves on it."""

from functions.kit.http import Door
from functions.venue import wiring

door = Door("venue", lambda: wiring.parts())  # noqa: PLW0108  looked up late, so that tests may rewire
