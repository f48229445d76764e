"""The concrete parts of the venue register; the only file that names adapters and the clock."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from domain.base.secret import KeyStore
from domain.base.unit import UnitRegister
from domain.presence.codes import VenueCode, VenueId
from domain.presence.counting import VisitCounts
from domain.presence.venue import VenueRegister
from domain.telling.unit_contact import UnitContacts
from functions.kit.clock import Clock, utc_now
from functions.kit.settings import from_environment
from functions.kit.sign_in.auth import Authenticator
from functions.venue.intake import NewCodes


@dataclass(frozen=True, slots=True)
class VenueSettings:
    """Names of what the stack made for this function, and the address printed on posters."""

    venue_table: str
    visit_table: str
    hotline_table: str
    secret_table: str
    standing_table: str
    site_url: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the use cases of venues need."""

    authenticator: Authenticator
    venues: VenueRegister
    visits: VisitCounts
    contacts: UnitContacts
    units: UnitRegister
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
    from adapters.dynamo.hotline.contacts import DynamoUnitContacts
    from adapters.dynamo.secret.secrets import DynamoSecrets
    from adapters.dynamo.standing.stand import DynamoStanding
    from adapters.dynamo.venue.venues import DynamoVenues
    from adapters.dynamo.visit.counts import DynamoVisitCounts
    from adapters.reference.units import FileUnits
    from functions.kit.sign_in.staff_tokens import pool_tokens

    settings = from_environment(VenueSettings)
    keys = DynamoSecrets(settings.secret_table, clock=utc_now)
    return Parts(
        authenticator=Authenticator(keys, DynamoStanding(settings.standing_table, clock=utc_now), pool_tokens()),
        venues=DynamoVenues(settings.venue_table, sealer=AesSealer(keys)),
        visits=DynamoVisitCounts(settings.visit_table),
        contacts=DynamoUnitContacts(settings.hotline_table),
        units=FileUnits(),
        keys=keys,
        clock=utc_now,
        new_codes=random_codes,
        site_url=settings.site_url,
    )
