"""The concrete parts of the audit seal; the only file that names adapters and the clock."""

from dataclasses import dataclass
from functools import cache

from domain.audit import AuditLog
from domain.secret import KeyStore
from functions.kit.clock import Clock, utc_now
from functions.kit.settings import from_environment


@dataclass(frozen=True, slots=True)
class AuditSettings:
    """Names of what the stack made for this function."""

    audit_table: str
    secret_table: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything sealing and checking need."""

    audit: AuditLog
    keys: KeyStore
    clock: Clock


@cache
def parts() -> Parts:
    """Built on first use, from the environment."""
    from adapters.dynamo.audit import DynamoAudit
    from adapters.dynamo.secrets import DynamoSecrets

    settings = from_environment(AuditSettings)
    return Parts(DynamoAudit(settings.audit_table), DynamoSecrets(settings.secret_table, clock=utc_now), utc_now)
