"""The record of one access, as every capability writes it."""

import secrets
from collections.abc import Hashable
from datetime import datetime, timedelta

from domain.people.audit import AccessRecord, Act, AuditLog
from domain.people.caller import Staff
from domain.people.codes import PersonId


def by_staff(staff: Staff, act: Act, subject: PersonId | None, *, reason: str, now: datetime) -> AccessRecord:
    """Who read or changed whose data, and why: `reason` was typed, or the act's own stands where it is empty.

    A change that has yet to read its subject adds it later.
    """
    roles, why = ",".join(sorted(staff.roles)), reason or act.reason
    return AccessRecord(f"P#{subject}", staff.actor, roles, str(staff.unit), act.code, why, now, secrets.token_hex(8))


class Looks:
    """One record for somebody who keeps looking at the same thing: a page that asks every few seconds is one look.

    What was recorded is remembered here, in one instance of a function: several of them may record a look each.
    """

    def __init__(self, lasts: timedelta = timedelta(minutes=15), most: int = 10_000) -> None:
        self._lasts, self._most = lasts, most
        self._recorded: dict[Hashable, datetime] = {}

    def record(self, access: AccessRecord, audit: AuditLog) -> None:
        """On record when this returns, by this call or by one before it."""
        look = (access.subject, access.actor, access.act)
        before = self._recorded.get(look)
        if before is not None and access.at - before < self._lasts:
            return
        audit.append(access)
        if len(self._recorded) >= self._most:
            self._recorded.clear()
        self._recorded[look] = access.at
