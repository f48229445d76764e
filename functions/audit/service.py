"""Sealing days, checking them, and showing people who used their data."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from domain.base.errors import InvalidInput
from domain.base.secret import KeyStore, Purpose
from domain.people.audit import FIRST, AccessPage, AuditLog, Finding, Seal, check_day, sealed
from domain.people.caller import Citizen

MAX_CATCH_UP = 31


def seal_until(yesterday: date, *, audit: AuditLog, keys: KeyStore) -> list[Seal]:
    """Seals every day since the last seal up to `yesterday`; a day already sealed keeps its seal."""
    last = audit.last_seal(yesterday + timedelta(days=1))
    first = max(last.day + timedelta(days=1), yesterday - timedelta(days=MAX_CATCH_UP)) if last else yesterday
    previous = last.digest if last else FIRST
    key = keys.ring(Purpose.AUDIT).newest
    done: list[Seal] = []
    for day in _days(first, yesterday):
        digests = [kept for _, kept in audit.of_day(day)]
        seal = audit.add_seal(sealed(day, digests, previous=previous, kid=key.kid, key=key.material))
        previous = seal.digest
        done.append(seal)
    return done


def verify(first: date, last: date, *, audit: AuditLog, keys: KeyStore) -> list[Finding]:
    """Everything that does not hold from `first` to `last`; an empty list means the record is whole."""
    before = audit.last_seal(first)
    previous = before.digest if before else FIRST
    ring = keys.ring(Purpose.AUDIT).material()
    findings: list[Finding] = []
    altered = audit.alterations(first, last)
    for day in _days(first, last):
        seal, records = audit.seal_of(day), audit.of_day(day)
        if seal is None and not records and previous == FIRST and not any(noted.day == day for noted in altered):
            continue  # before the platform's first day
        key = ring.get(seal.kid) if seal else None
        findings += check_day(seal, records, day=day, previous=previous, key=key)
        findings += [Finding(day, "rewritten", noted.place) for noted in altered if noted.day == day]
        previous = seal.digest if seal else previous
    return findings


def access_log(citizen: Citizen, *, limit: int, cursor: str | None, audit: AuditLog, now: datetime) -> AccessPage:
    """What others did with a citizen's data, newest first, of one record after the other. Raises InvalidInput (`cursor`)."""
    own = [f"P#{record}" for record in citizen.records]
    number, _, inner = cursor.partition(":") if cursor else ("0", "", "")
    if number not in map(str, range(len(own))):
        raise InvalidInput.of("cursor", "cursor")
    place = int(number)
    page = audit.of_subject(own[place], limit=limit, cursor=inner or None, now=now)
    records = [record for record in page.records if record.actor not in own]
    if page.cursor:
        return AccessPage(records, f"{place}:{page.cursor}")
    return AccessPage(records, f"{place + 1}:" if place + 1 < len(own) else None)


def _days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)
