"""The concrete parts of the venue register and the desk; the only file that names adapters and the clock."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from domain.base.secret import KeyStore
from domain.base.unit import UnitRegister
from domain.people.audit import AuditLog
from domain.people.person import PersonFinder
from domain.presence.codes import VenueCode, VenueId
from domain.presence.venue import VenueRegister
from domain.presence.visit import VisitLog
from functions.kit.auth import Authenticator
from functions.kit.clock import Clock, utc_now
from functions.kit.settings import from_environment
from functions.venue.intake import NewCodes


@dataclass(frozen=True, slots=True)
class VenueSettings:
    """Names of what the stack made for this function, and the address printed on posters."""

    venue_table: str
    visit_table: str
    person_table: str
    secret_table: str
    audit_table: str
    site_url: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the use cases of venues and the desk need."""

    authenticator: Authenticator
    venues: VenueRegister
    visits: VisitLog
    persons: PersonFinder
    units: UnitRegister
    audit: AuditLog
    keys: KeyStore
    clock: Clock
    new_codes: Callable[[], NewCodes]
    site_url: str


def random_codes() -> NewCodes:
    """Fresh identifiers from the system's randomness."""
    return NewCodes(VenueId.from_random(secrets.randbits(35)), VenueCode.from_random(secrets.randbits(35)))


@cache
def parts() -> Parts:
    """Built on the first request, from the environment."""
    from adapters.aws.sealing import AesSealer
    from adapters.dynamo.audit.log import DynamoAudit
    from adapters.dynamo.person.persons import DynamoPersons
    from adapters.dynamo.secret.secrets import DynamoSecrets
    from adapters.dynamo.venue.venues import DynamoVenues
    from adapters.dynamo.visit.visits import DynamoVisits
    from adapters.reference.units import FileUnits
    from functions.kit.staff_tokens import pool_tokens

    settings = from_environment(VenueSettings)
    keys = DynamoSecrets(settings.secret_table, clock=utc_now)
    return Parts(
        authenticator=Authenticator(keys, pool_tokens()),
        venues=DynamoVenues(settings.venue_table),
        visits=DynamoVisits(settings.visit_table),
        persons=DynamoPersons(settings.person_table, sealer=AesSealer(keys), key_store=keys),
        units=FileUnits(),
        audit=DynamoAudit(settings.audit_table),
        keys=keys,
        clock=utc_now,
        new_codes=random_codes,
        site_url=settings.site_url,
    )
