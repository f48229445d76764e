"""Everything the trace capability answers: the routes of its rooms."""

from functions.trace.case import api as case_api
from functions.trace.contact import api as contact_api
from functions.trace.door import door
from functions.trace.listing import api as listing_api
from functions.trace.policy import api as policy_api
from functions.trace.queue import api as queue_api
from functions.trace.review import api as review_api

app, handler = door.app, door.handler

__all__ = [
    "app",
    "case_api",
    "contact_api",
    "door",
    "handler",
    "listing_api",
    "policy_api",
    "queue_api",
    "review_api",
]
