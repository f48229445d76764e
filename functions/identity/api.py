"""Everything the identity capability answers: registration, a citizen's own record and its correction, phones."""

from functions.identity.door import door
from functions.identity.phone import api as phone_api
from functions.identity.profile import api as profile_api
from functions.identity.registration import api as registration_api

app, handler = door.app, door.handler

__all__ = ["app", "door", "handler", "phone_api", "profile_api", "registration_api"]
