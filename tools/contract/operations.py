"""Every operation of the public contract, and what each may refuse."""

from collections.abc import Iterator

from functions.audit.api import door as audit
from functions.checkin.api import door as checkin
from functions.desk.api import door as desk
from functions.identity.api import door as identity
from functions.kit.http import Door, Operation
from functions.notify.api import door as notify
from functions.reports.api import door as reports
from functions.trace.api import door as trace
from functions.venue.api import door as venue

DOORS: tuple[Door, ...] = (identity, checkin, desk, venue, reports, trace, notify, audit)
ALWAYS = ("malformed", "too-large", "wrong-content-type", "busy", "fault")


def operations() -> Iterator[tuple[Door, Operation]]:
    """Every operation of the public contract."""
    for door in DOORS:
        for operation in door.operations.values():
            yield door, operation


def refusals(operation: Operation) -> set[str]:
    """Codes of every problem an operation may answer with."""
    codes = {*operation.problems, "busy", "fault", "token-invalid", "token-expired"}
    if operation.body is not None:
        codes |= set(ALWAYS)
    if operation.body is not None or operation.query is not None:
        codes.add("invalid")
    if not operation.access.anyone:
        codes |= {"not-signed-in", "not-allowed"}
    return codes
