"""Routes of the access log: who looked at my record."""

from domain.base.period import shown
from domain.base.unit import UnitRegister
from domain.people.audit import AccessRecord
from functions.audit import service, wiring
from functions.audit.schema import AccessLog, AccessLogWanted, AccessShown, unit_of
from functions.audit.words import sentence, typed_reason
from functions.kit.http import Answer, Call, Door
from functions.kit.sign_in.auth import CITIZEN
from functions.words import people

door = Door("audit", lambda: wiring.parts(), words=(people,))  # noqa: PLW0108  looked up late, so that tests may rewire
app, handler = door.app, door.handler


@door.operation(
    "GET",
    "/me/access-log",
    "listAccessLog",
    summary="Who read or changed the citizen's data: role, unit, reason and moment",
    callers=CITIZEN,
    query=AccessLogWanted,
    answers={200: AccessLog},
    problems=("invalid",),
)
def list_access_log(call: Call) -> Answer:
    """What the citizen did herself is left out, so a page may hold fewer entries than asked for."""
    p, wanted = wiring.parts(), call.query
    page = service.access_log(
        call.citizen, limit=wanted.limit, cursor=wanted.cursor or None, audit=p.audit, now=p.clock()
    )
    entries = [_entry(record, p.units) for record in page.records]
    return Answer(AccessLog(entries=entries, next_cursor=page.cursor or ""))


def _entry(record: AccessRecord, units: UnitRegister) -> AccessShown:
    return AccessShown(
        at=shown(record.at),
        act=record.act,
        text=sentence(record.act, record.role),
        role=record.role,
        unit=unit_of(record.unit, units),
        reason=typed_reason(record.reason),
    )
