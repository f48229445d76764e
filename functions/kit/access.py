"""The record of one access, as every capability writes it."""

import secrets
from datetime import datetime

from domain.access import Staff
from domain.audit import AccessRecord, Act
from domain.identity import PersonId


def by_staff(staff: Staff, act: Act, subject: PersonId | None, *, reason: str, now: datetime) -> AccessRecord:
    """Who read or changed whose data, and why; a change that has yet to read its subject adds it later."""
    roles = ",".join(sorted(staff.roles))
    return AccessRecord(f"P#{subject}", staff.actor, roles, str(staff.unit), act, reason, now, secrets.token_hex(8))
