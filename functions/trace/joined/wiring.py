"""The concrete parts of what follows from joined records; here alone stand its adapters and the clock."""

from dataclasses import dataclass
from functools import cache

from functions.kit.clock import Clock, utc_now
from functions.kit.settings import from_environment
from functions.trace.joined.service import Ports


@dataclass(frozen=True, slots=True)
class JoinedSettings:
    """Names of what the stack made for this function."""

    case_table: str
    notice_table: str
    secret_table: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the queue of joined records needs."""

    ports: Ports
    clock: Clock


@cache
def parts() -> Parts:
    """Built on the first message, from the environment."""
    from adapters.aws.sealing import AesSealer
    from adapters.dynamo.case.cases import DynamoCases
    from adapters.dynamo.case.waiting import DynamoWaiting
    from adapters.dynamo.notice.exposures import DynamoExposures
    from adapters.dynamo.secret.secrets import DynamoSecrets

    settings = from_environment(JoinedSettings)
    sealer = AesSealer(DynamoSecrets(settings.secret_table, clock=utc_now))
    cases = DynamoCases(settings.case_table, sealer=sealer)
    ports = Ports(cases, DynamoExposures(settings.notice_table), DynamoWaiting(settings.case_table))
    return Parts(ports, utc_now)
