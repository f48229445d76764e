"""The concrete parts of tracing runs; here and in the wiring of the routes alone stand adapters and the clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from domain.base.events import Bus
from domain.base.workflows import Workflows
from domain.tracing.events import CaseEvent
from domain.tracing.registers.cases import CaseRegister
from functions.kit.chain.relay import RelaySettings
from functions.kit.clock import Clock, utc_now
from functions.kit.settings import from_environment
from functions.trace.run.service.run import Ports


@dataclass(frozen=True, slots=True)
class WorkflowSettings:
    """All that the inbox needs. Another workflow would have a setting of its own: `<name>_workflow_arn`."""

    workflow_arn: str


@dataclass(frozen=True, slots=True)
class RunSettings:
    """Names of what the stack made for the steps of a run."""

    case_table: str
    visit_table: str
    person_table: str
    notice_table: str
    secret_table: str
    standing_table: str


@dataclass(frozen=True, slots=True)
class RepairSettings:
    """Names of what the stack made for the scheduled repair."""

    case_table: str
    secret_table: str
    workflow_arn: str


@dataclass(frozen=True, slots=True)
class StepParts:
    """Everything a step of a run needs."""

    ports: Ports
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
def step_parts() -> StepParts:
    """For the steps of a run."""
    from adapters.aws.sealing import AesSealer
    from adapters.dynamo.case.cases import DynamoCases
    from adapters.dynamo.case.contacts import DynamoContacts
    from adapters.dynamo.case.meetings import DynamoMeetings
    from adapters.dynamo.case.waiting import DynamoWaiting
    from adapters.dynamo.notice.exposures import DynamoExposures
    from adapters.dynamo.person.residences import DynamoResidences
    from adapters.dynamo.secret.secrets import DynamoSecrets
    from adapters.dynamo.standing.stand import DynamoStanding
    from adapters.dynamo.visit.copresence import DynamoCoPresence
    from adapters.dynamo.visit.visits import DynamoVisits

    settings = from_environment(RunSettings)
    sealer = AesSealer(DynamoSecrets(settings.secret_table, clock=utc_now))
    interviews = DynamoMeetings(settings.case_table)
    ports = Ports(
        cases=DynamoCases(settings.case_table, sealer=sealer),
        visits=DynamoVisits(settings.visit_table),
        present=DynamoCoPresence(settings.visit_table),
        meetings=(interviews,),
        contacts=DynamoContacts(settings.case_table, sealer=sealer),
        interviews=interviews,
        notices=DynamoExposures(settings.notice_table),
        residences=DynamoResidences(settings.person_table),
        standing=DynamoStanding(settings.standing_table, clock=utc_now),
        waiting_list=DynamoWaiting(settings.case_table),
    )
    return StepParts(ports, utc_now)


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
