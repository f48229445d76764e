"""The concrete parts of check-in; the only file that names adapters and the clock."""

from dataclasses import dataclass
from functools import cache

from domain.base.secret import KeyStore
from domain.presence.venue import VenueDirectory
from domain.presence.visit import VisitLog
from functions.kit.clock import Clock, utc_now
from functions.kit.settings import from_environment
from functions.kit.sign_in.auth import Authenticator


@dataclass(frozen=True, slots=True)
class CheckinSettings:
    """Names of what the stack made for this function."""

    visit_table: str
    venue_table: str
    secret_table: str
    standing_table: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the use cases of check-in need."""

    authenticator: Authenticator
    visits: VisitLog
    venues: VenueDirectory
    keys: KeyStore
    clock: Clock


@cache
def parts() -> Parts:
    """Built on the first request, from the environment. No staff reader: this door is for citizens' devices."""
    from adapters.dynamo.secret.secrets import DynamoSecrets
    from adapters.dynamo.standing.stand import DynamoStanding
    from adapters.dynamo.venue.directory import DynamoVenueDirectory
    from adapters.dynamo.visit.visits import DynamoVisits

    settings = from_environment(CheckinSettings)
    keys = DynamoSecrets(settings.secret_table, clock=utc_now)
    return Parts(
        authenticator=Authenticator(keys, DynamoStanding(settings.standing_table, clock=utc_now)),
        visits=DynamoVisits(settings.visit_table),
        venues=DynamoVenueDirectory(settings.venue_table, clock=utc_now),
        keys=keys,
        clock=utc_now,
    )
