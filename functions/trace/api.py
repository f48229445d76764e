"""Everything the trace capability answers: routes of cases and of contacts."""

from functions.trace.case import api as case_api
from functions.trace.contact import api as contact_api
from functions.trace.door import door

app, handler = door.app, door.handler

__all__ = ["app", "case_api", "contact_api", "door", "handler"]
