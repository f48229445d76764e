"""The concrete parts of whom to call; the only file that names adapters and the clock."""

from dataclasses import dataclass
from functools import cache

from domain.base.unit import UnitRegister
from domain.people.audit import AuditLog
from domain.telling.unit_contact import UnitContactBook
from functions.kit.clock import Clock, utc_now
from functions.kit.settings import from_environment
from functions.kit.sign_in.auth import Authenticator


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """Names of what the stack made for the routes."""

    hotline_table: str
    audit_table: str
    secret_table: str
    standing_table: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the routes need."""

    authenticator: Authenticator
    contacts: UnitContactBook
    audit: AuditLog
    units: UnitRegister
    clock: Clock


@cache
def parts() -> Parts:
    """Built on the first request, from the environment."""
    from adapters.dynamo.audit.log import DynamoAudit
    from adapters.dynamo.hotline.book import DynamoUnitContactBook
    from adapters.dynamo.secret.secrets import DynamoSecrets
    from adapters.dynamo.standing.stand import DynamoStanding
    from adapters.reference.units import FileUnits
    from functions.kit.sign_in.staff_tokens import pool_tokens

    settings = from_environment(ApiSettings)
    keys = DynamoSecrets(settings.secret_table, clock=utc_now)
    standing = DynamoStanding(settings.standing_table, clock=utc_now)
    return Parts(
        authenticator=Authenticator(keys, standing, pool_tokens()),
        contacts=DynamoUnitContactBook(settings.hotline_table),
        audit=DynamoAudit(settings.audit_table),
        units=FileUnits(),
        clock=utc_now,
    )
