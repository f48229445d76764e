"""Everything the trace capability answers: routes of cases, of contacts and of the shared queue."""

from functions.trace.case import api as case_api
from functions.trace.contact import api as contact_api
from functions.trace.door import door
from functions.trace.queue import api as queue_api

app, handler = door.app, door.handler

__all__ = ["app", "case_api", "contact_api", "door", "handler", "queue_api"]
