"""The concrete parts of the routes of trace; here and in the wiring of runs alone stand adapters and the clock."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from domain.base.unit import UnitRegister
from domain.people.person import PersonFinder
from domain.presence.venue import VenueDirectory
from domain.tracing.codes import CaseCode
from functions.kit.clock import Clock, utc_now
from functions.kit.errands import Looks
from functions.kit.settings import from_environment
from functions.kit.sign_in.auth import Authenticator
from functions.kit.speaking import Speaking
from functions.trace.case.service import Ports as CasePorts
from functions.trace.contact.service.view import Ports as ContactPorts
from functions.trace.run.service.foresight import Ports as ForesightPorts


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """Names of what the stack made for the routes."""

    case_table: str
    visit_table: str
    person_table: str
    venue_table: str
    notice_table: str
    secret_table: str
    standing_table: str
    audit_table: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the routes need: the ports of each room's use cases, and what reading and showing takes besides."""

    authenticator: Authenticator
    case: CasePorts
    contact: ContactPorts
    foresight: ForesightPorts
    persons: PersonFinder
    venues: VenueDirectory
    units: UnitRegister
    clock: Clock
    new_code: Callable[[], CaseCode]
    looks: Looks


def random_code() -> CaseCode:
    """A fresh code from the system's randomness."""
    return CaseCode.from_random(secrets.randbits(35))


@cache
def parts() -> Parts:
    """Built on the first request, from the environment."""
    from adapters.aws.sealing import AesSealer
    from adapters.dynamo.audit.log import DynamoAudit
    from adapters.dynamo.case.cases import DynamoCases
    from adapters.dynamo.case.contacts import DynamoContacts
    from adapters.dynamo.case.meetings import DynamoMeetings
    from adapters.dynamo.notice.exposures import DynamoExposures
    from adapters.dynamo.person.persons import DynamoPersons
    from adapters.dynamo.person.residences import DynamoResidences
    from adapters.dynamo.secret.secrets import DynamoSecrets
    from adapters.dynamo.standing.stand import DynamoStanding
    from adapters.dynamo.venue.directory import DynamoVenueDirectory
    from adapters.dynamo.visit.copresence import DynamoCoPresence
    from adapters.dynamo.visit.visits import DynamoVisits
    from adapters.reference.units import FileUnits
    from functions.kit.sign_in.staff_tokens import pool_tokens

    settings = from_environment(ApiSettings)
    keys = DynamoSecrets(settings.secret_table, clock=utc_now)
    sealer = AesSealer(keys)
    cases, audit = DynamoCases(settings.case_table, sealer=sealer), DynamoAudit(settings.audit_table)
    standing = DynamoStanding(settings.standing_table, clock=utc_now)
    persons = Speaking(DynamoPersons(settings.person_table, sealer=sealer, key_store=keys), standing)
    return Parts(
        authenticator=Authenticator(keys, standing, pool_tokens()),
        case=CasePorts(cases, audit, DynamoVisits(settings.visit_table), standing),
        contact=ContactPorts(
            cases=cases,
            contacts=DynamoContacts(settings.case_table, sealer=sealer),
            notices=DynamoExposures(settings.notice_table),
            persons=persons,
            audit=audit,
            standing=standing,
        ),
        foresight=ForesightPorts(
            visits=DynamoVisits(settings.visit_table),
            present=DynamoCoPresence(settings.visit_table),
            meetings=(DynamoMeetings(settings.case_table),),
            contacts=DynamoContacts(settings.case_table, sealer=sealer),
            standing=standing,
            residences=DynamoResidences(settings.person_table),
        ),
        persons=persons,
        venues=DynamoVenueDirectory(settings.venue_table, clock=utc_now),
        units=FileUnits(),
        clock=utc_now,
        new_code=random_code,
        looks=Looks(),
    )
