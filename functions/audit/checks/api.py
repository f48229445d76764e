"""Routes of auditors: the closed books of days, and whether they are whole. Its function writes no record of access."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from domain.base.period import local_day, shown
from domain.people.oversight import Check, days
from domain.people.roles import AUDITORS
from functions.audit import wiring
from functions.audit.checks import service
from functions.audit.checks.schema import CheckFinding, CheckMade, LastCheck, SealedDay, SealedDays, SealsWanted
from functions.kit.http import Answer, Call, Door
from functions.kit.shapes import Words
from functions.kit.sign_in.auth import staff
from functions.words import people

door = Door("audit", lambda: wiring.check_parts(), words=(people,))  # noqa: PLW0108  looked up late, so that tests may rewire
app, handler = door.app, door.handler

# The detail of a finding names a person's record; the page says the day and the kind, `make verify` says which.
FOUND: Mapping[str, Words] = {
    "altered": Words(vi="Có bản ghi bị sửa.", en="A record was altered."),
    "count": Words(vi="Thiếu hoặc thừa bản ghi.", en="Records are missing or were added."),
    "seal": Words(vi="Bản ghi không khớp dấu niêm phong của ngày.", en="The records do not fit the day's seal."),
    "chain": Words(vi="Dấu niêm phong không nối tiếp ngày trước.", en="The seal does not follow the one before it."),
    "unsealed": Words(vi="Ngày chưa được niêm phong.", en="The day was never sealed."),
    "rewritten": Words(vi="Bản ghi bị ghi đè hoặc xóa.", en="A record was written over or removed."),
}


@door.operation(
    "GET",
    "/access-seals",
    "listSeals",
    summary="The closed books of days: which are sealed, how many records, what was altered since; and the last check",
    callers=staff(*AUDITORS),
    query=SealsWanted,
    answers={200: SealedDays},
    problems=("invalid",),
)
def list_seals(call: Call) -> Answer:
    """Of the whole stage: a seal is over all records of a day."""
    p, wanted = wiring.check_parts(), call.query
    span = days(wanted.from_, wanted.to, until=local_day(p.clock()), rule="log-period")
    seals = {seal.day: seal for seal in p.book.seals(*span)}
    altered = Counter(noted.day for noted in p.book.alterations(*span))
    every = [span.first + timedelta(days=n) for n in range((span.last - span.first).days + 1)]
    told = [
        SealedDay(
            date=day.isoformat(),
            sealed=day in seals,
            records=seals[day].count if day in seals else 0,
            altered=altered[day],
        )
        for day in every
    ]
    return Answer(SealedDays(days=told, last_check=_last(p.book.last_check())))


@door.operation(
    "POST",
    "/access-checks",
    "verifyAccessLog",
    summary="Checks that the record of access is whole on these days: nothing altered, missing, added or sealed anew",
    callers=staff(*AUDITORS),
    body=SealsWanted,
    answers={200: CheckMade},
    problems=("invalid",),
)
def verify_access_log(call: Call) -> Answer:
    """Reads every record of the days; who checked what is kept."""
    p, wanted = wiring.check_parts(), call.body
    now = p.clock()
    span = days(wanted.from_, wanted.to, until=service.yesterday(now), rule="sealed-period")
    done = service.check(span, call.staff, book=p.book, audit=p.audit, keys=p.keys, now=now)
    return Answer(
        CheckMade(
            from_=done.first.isoformat(),
            to=done.last.isoformat(),
            records=done.records,
            whole=not done.findings,
            findings=[
                CheckFinding(date=found.day.isoformat(), what=found.what, text=FOUND[found.what])
                for found in done.findings[:100]
            ],
        )
    )


def _last(check: Check | None) -> LastCheck | None:
    if check is None:
        return None
    return LastCheck(
        at=shown(check.at), from_=check.first.isoformat(), to=check.last.isoformat(), findings=check.findings
    )
