"""The concrete parts of trace; the only file that names adapters and the clock."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from domain.base.events import Bus
from domain.base.unit import UnitRegister
from domain.base.workflows import Workflows
from domain.people.audit import AuditLog
from domain.people.person import PersonFinder
from domain.presence.venue import VenueDirectory
from domain.telling.exposure import ExposureNotices
from domain.tracing.case import CaseRegister
from domain.tracing.codes import CaseCode
from domain.tracing.contact import ContactBook
from domain.tracing.events import CaseEvent
from functions.kit.auth import Authenticator
from functions.kit.clock import Clock, utc_now
from functions.kit.errands import Looks
from functions.kit.relay import RelaySettings
from functions.kit.settings import from_environment
from functions.trace.run.service.evidence import Facts
from functions.trace.run.service.run import RunParts


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """Names of what the stack made for the routes."""

    case_table: str
    person_table: str
    venue_table: str
    notice_table: str
    secret_table: str
    audit_table: str


@dataclass(frozen=True, slots=True)
class WorkflowSettings:
    """All that the inbox needs."""

    workflow_arn: str


@dataclass(frozen=True, slots=True)
class RunSettings:
    """Names of what the stack made for the steps of a run."""

    case_table: str
    visit_table: str
    person_table: str
    notice_table: str
    secret_table: str


@dataclass(frozen=True, slots=True)
class RepairSettings:
    """Names of what the stack made for the scheduled repair."""

    case_table: str
    secret_table: str
    workflow_arn: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the routes need."""

    authenticator: Authenticator
    cases: CaseRegister
    contacts: ContactBook
    notices: ExposureNotices
    persons: PersonFinder
    venues: VenueDirectory
    units: UnitRegister
    audit: AuditLog
    clock: Clock
    new_code: Callable[[], CaseCode]
    looks: Looks


@dataclass(frozen=True, slots=True)
class StepParts:
    """Everything a step of a run needs."""

    parts: RunParts
    clock: Clock


@dataclass(frozen=True, slots=True)
class RepairParts:
    """Everything the scheduled repair needs."""

    cases: CaseRegister
    workflows: Workflows
    clock: Clock


def read_item(image: Mapping[str, Any]) -> CaseEvent | None:
    """The event of a stream record's new image; None for what calls for no run."""
    from adapters.dynamo.case.item import case_event

    return case_event(image)


def random_code() -> CaseCode:
    """A fresh code from the system's randomness."""
    return CaseCode.from_random(secrets.randbits(35))


@cache
def bus() -> Bus:
    """The bus named in the settings."""
    from adapters.aws.bus import EventBridgeBus

    return EventBridgeBus(from_environment(RelaySettings).bus_name)


@cache
def workflows() -> Workflows:
    """The workflow named in the settings."""
    from adapters.aws.workflows import SfnWorkflows

    return SfnWorkflows(from_environment(WorkflowSettings).workflow_arn)


@cache
def parts() -> Parts:
    """Built on the first request, from the environment."""
    from adapters.aws.sealing import AesSealer
    from adapters.dynamo.audit.log import DynamoAudit
    from adapters.dynamo.case.cases import DynamoCases
    from adapters.dynamo.case.contacts import DynamoContacts
    from adapters.dynamo.notice.exposures import DynamoExposures
    from adapters.dynamo.person.persons import DynamoPersons
    from adapters.dynamo.secret.secrets import DynamoSecrets
    from adapters.dynamo.venue.directory import DynamoVenueDirectory
    from adapters.reference.units import FileUnits
    from functions.kit.staff_tokens import pool_tokens

    settings = from_environment(ApiSettings)
    keys = DynamoSecrets(settings.secret_table, clock=utc_now)
    sealer = AesSealer(keys)
    return Parts(
        authenticator=Authenticator(keys, pool_tokens()),
        cases=DynamoCases(settings.case_table, sealer=sealer),
        contacts=DynamoContacts(settings.case_table, sealer=sealer),
        notices=DynamoExposures(settings.notice_table),
        persons=DynamoPersons(settings.person_table, sealer=sealer, key_store=keys),
        venues=DynamoVenueDirectory(settings.venue_table, clock=utc_now),
        units=FileUnits(),
        audit=DynamoAudit(settings.audit_table),
        clock=utc_now,
        new_code=random_code,
        looks=Looks(),
    )


@cache
def run_parts() -> StepParts:
    """For the steps of a run."""
    from adapters.aws.sealing import AesSealer
    from adapters.dynamo.case.cases import DynamoCases
    from adapters.dynamo.case.contacts import DynamoContacts
    from adapters.dynamo.case.meetings import DynamoMeetings
    from adapters.dynamo.notice.exposures import DynamoExposures
    from adapters.dynamo.person.residences import DynamoResidences
    from adapters.dynamo.secret.secrets import DynamoSecrets
    from adapters.dynamo.visit.copresence import DynamoCoPresence
    from adapters.dynamo.visit.visits import DynamoVisits

    settings = from_environment(RunSettings)
    sealer = AesSealer(DynamoSecrets(settings.secret_table, clock=utc_now))
    interviews = DynamoMeetings(settings.case_table)
    facts = Facts(
        visits=DynamoVisits(settings.visit_table),
        present=DynamoCoPresence(settings.visit_table),
        meetings=(interviews,),
        contacts=DynamoContacts(settings.case_table, sealer=sealer),
    )
    return StepParts(
        RunParts(
            cases=DynamoCases(settings.case_table, sealer=sealer),
            facts=facts,
            interviews=interviews,
            notices=DynamoExposures(settings.notice_table),
            residences=DynamoResidences(settings.person_table),
        ),
        utc_now,
    )


@cache
def repair_parts() -> RepairParts:
    """For the scheduled repair."""
    from adapters.aws.sealing import AesSealer
    from adapters.aws.workflows import SfnWorkflows
    from adapters.dynamo.case.cases import DynamoCases
    from adapters.dynamo.secret.secrets import DynamoSecrets

    settings = from_environment(RepairSettings)
    sealer = AesSealer(DynamoSecrets(settings.secret_table, clock=utc_now))
    return RepairParts(DynamoCases(settings.case_table, sealer=sealer), SfnWorkflows(settings.workflow_arn), utc_now)
