"""The concrete parts of the audit seal and of the access log; the only file that names adapters and the clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from domain.base.secret import KeyStore
from domain.base.unit import UnitRegister
from domain.people.audit import Alteration, AuditLog
from domain.people.oversight import SealBook
from functions.audit.search.service import Sources
from functions.kit.clock import Clock, utc_now
from functions.kit.settings import from_environment
from functions.kit.sign_in.auth import Authenticator
from functions.kit.speaking import Speaking


@dataclass(frozen=True, slots=True)
class SealSettings:
    """All that the seal needs."""

    audit_table: str
    secret_table: str


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """All that the watch needs: it neither reads records nor seals."""

    audit_table: str


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """Names of what the stack made for the door."""

    audit_table: str
    secret_table: str
    standing_table: str


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """Names of what the stack made for the search."""

    audit_table: str
    person_table: str
    secret_table: str
    standing_table: str


@dataclass(frozen=True, slots=True)
class SealParts:
    """Everything sealing and checking need."""

    audit: AuditLog
    keys: KeyStore
    clock: Clock


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the access log needs."""

    authenticator: Authenticator
    audit: AuditLog
    units: UnitRegister
    clock: Clock


@dataclass(frozen=True, slots=True)
class SearchParts:
    """Everything a search of an auditor needs."""

    authenticator: Authenticator
    sources: Sources
    clock: Clock


@dataclass(frozen=True, slots=True)
class CheckParts:
    """Everything the closed books and their checks need."""

    authenticator: Authenticator
    book: SealBook
    audit: AuditLog
    keys: KeyStore
    clock: Clock


def read_alteration(record: Mapping[str, Any]) -> Alteration | None:
    """What a stream record says of a record of access; None for what was written for the first time or has expired."""
    from adapters.dynamo.audit.altered import alteration

    return alteration(record)


@cache
def watched() -> AuditLog:
    """For the watch."""
    from adapters.dynamo.audit.log import DynamoAudit

    return DynamoAudit(from_environment(WatchSettings).audit_table)


@cache
def seal_parts() -> SealParts:
    """For the seal: built on first use, from the environment."""
    from adapters.dynamo.audit.log import DynamoAudit
    from adapters.dynamo.secret.secrets import DynamoSecrets

    settings = from_environment(SealSettings)
    return SealParts(DynamoAudit(settings.audit_table), DynamoSecrets(settings.secret_table, clock=utc_now), utc_now)


@cache
def parts() -> Parts:
    """For the route. No staff reader: this door is for citizens' devices."""
    from adapters.dynamo.audit.log import DynamoAudit
    from adapters.dynamo.secret.secrets import DynamoSecrets
    from adapters.dynamo.standing.stand import DynamoStanding
    from adapters.reference.units import FileUnits

    settings = from_environment(ApiSettings)
    keys = DynamoSecrets(settings.secret_table, clock=utc_now)
    return Parts(
        Authenticator(keys, DynamoStanding(settings.standing_table, clock=utc_now)),
        DynamoAudit(settings.audit_table),
        FileUnits(),
        utc_now,
    )


@cache
def search_parts() -> SearchParts:
    """For auditors who search."""
    from adapters.aws.sealing import AesSealer
    from adapters.dynamo.audit.log import DynamoAudit
    from adapters.dynamo.audit.search import DynamoAccessIndex
    from adapters.dynamo.person.persons import DynamoPersons
    from adapters.dynamo.secret.secrets import DynamoSecrets
    from adapters.dynamo.standing.stand import DynamoStanding
    from adapters.reference.units import FileUnits
    from functions.kit.sign_in.staff_tokens import pool_tokens

    settings = from_environment(SearchSettings)
    keys = DynamoSecrets(settings.secret_table, clock=utc_now)
    standing = DynamoStanding(settings.standing_table, clock=utc_now)
    persons = DynamoPersons(settings.person_table, sealer=AesSealer(keys), key_store=keys)
    sources = Sources(
        index=DynamoAccessIndex(settings.audit_table),
        audit=DynamoAudit(settings.audit_table),
        persons=Speaking(persons, standing),
        standing=standing,
        units=FileUnits(),
    )
    return SearchParts(Authenticator(keys, standing, pool_tokens()), sources, utc_now)


@cache
def check_parts() -> CheckParts:
    """For auditors who check the closed books."""
    from adapters.dynamo.audit.log import DynamoAudit
    from adapters.dynamo.audit.seals import DynamoSealBook
    from adapters.dynamo.secret.secrets import DynamoSecrets
    from adapters.dynamo.standing.stand import DynamoStanding
    from functions.kit.sign_in.staff_tokens import pool_tokens

    settings = from_environment(ApiSettings)
    keys = DynamoSecrets(settings.secret_table, clock=utc_now)
    return CheckParts(
        Authenticator(keys, DynamoStanding(settings.standing_table, clock=utc_now), pool_tokens()),
        DynamoSealBook(settings.audit_table),
        DynamoAudit(settings.audit_table),
        keys,
        utc_now,
    )
