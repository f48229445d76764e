"""The concrete parts of the desk; the only file that names adapters and the clock."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from domain.people.audit import AuditLog
from domain.people.human.standing import Standing
from domain.people.person import PersonFinder
from domain.presence.dispute import RecordedVisits
from domain.presence.venue import VenueDirectory
from functions.kit.clock import Clock, utc_now
from functions.kit.settings import from_environment
from functions.kit.sign_in.auth import Authenticator
from functions.kit.speaking import Speaking


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """Names of what the stack made for this function."""

    venue_table: str
    visit_table: str
    person_table: str
    secret_table: str
    standing_table: str
    audit_table: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the use cases of the desk need."""

    authenticator: Authenticator
    venues: VenueDirectory
    visits: RecordedVisits
    persons: PersonFinder
    standing: Standing
    audit: AuditLog
    clock: Clock


@cache
def parts() -> Parts:
    """Built on the first request, from the environment. A venue deactivated a moment ago takes no more visits."""
    from adapters.aws.sealing import AesSealer
    from adapters.dynamo.audit.log import DynamoAudit
    from adapters.dynamo.person.persons import DynamoPersons
    from adapters.dynamo.secret.secrets import DynamoSecrets
    from adapters.dynamo.standing.stand import DynamoStanding
    from adapters.dynamo.venue.directory import DynamoVenueDirectory
    from adapters.dynamo.visit.visits import DynamoVisits
    from functions.kit.sign_in.staff_tokens import pool_tokens

    settings = from_environment(DeskSettings)
    keys = DynamoSecrets(settings.secret_table, clock=utc_now)
    standing = DynamoStanding(settings.standing_table, clock=utc_now)
    sealer = AesSealer(keys)
    persons = DynamoPersons(settings.person_table, sealer=sealer, key_store=keys)
    return Parts(
        authenticator=Authenticator(keys, standing, pool_tokens()),
        venues=DynamoVenueDirectory(settings.venue_table, clock=utc_now, max_age=timedelta(0), consistent=True),
        visits=DynamoVisits(settings.visit_table, sealer=sealer),
        persons=Speaking(persons, standing),
        standing=standing,
        audit=DynamoAudit(settings.audit_table),
        clock=utc_now,
    )
