"""Errands with people's data, as a door knows them: who acts in which role; and looks that are one errand."""

import secrets
from collections.abc import Hashable
from datetime import datetime, timedelta

from domain.people.audit import AccessRecord, Act, AuditLog, Errand
from domain.people.caller import Citizen, Staff


def staff_errand(staff: Staff, act: Act, reason: str = "", *, now: datetime) -> Errand:
    """A member of staff acts for a unit, in every role held. The act's own reason stands where nobody typed one."""
    roles = ",".join(sorted(staff.roles))
    return Errand(staff.actor, roles, str(staff.unit), act, reason or act.reason, now, secrets.token_hex(8))


def citizen_errand(citizen: Citizen, role: str, act: Act, reason: str = "", *, now: datetime) -> Errand:
    """A citizen acts for no unit; `role` says as what, for example as the owner of a venue."""
    return Errand(citizen.actor, role, "", act, reason or act.reason, now, secrets.token_hex(8))


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
