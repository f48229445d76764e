"""Everything the venue capability answers: the register's routes and the desk's."""

from functions.venue import desk_api, register_api
from functions.venue.door import door

app, handler = door.app, door.handler

__all__ = ["app", "desk_api", "door", "handler", "register_api"]
