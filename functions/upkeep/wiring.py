"""The concrete parts of upkeep; the only file that names adapters and the clock."""

from dataclasses import dataclass
from functools import cache

from domain.base.upkeep import StageWatch
from functions.kit.clock import Clock, utc_now
from functions.kit.settings import from_environment
from functions.kit.sign_in.auth import Authenticator


@dataclass(frozen=True, slots=True)
class UpkeepSettings:
    """`watched` is what all names of the stage begin with."""

    stage: str
    watched: str
    secret_table: str
    standing_table: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the route needs."""

    authenticator: Authenticator
    watch: StageWatch
    stage: str
    clock: Clock


@cache
def parts() -> Parts:
    """Built on the first request, from the environment."""
    from adapters.aws.watching import CloudWatch
    from adapters.dynamo.secret.secrets import DynamoSecrets
    from adapters.dynamo.standing.stand import DynamoStanding
    from functions.kit.sign_in.staff_tokens import pool_tokens

    settings = from_environment(UpkeepSettings)
    keys = DynamoSecrets(settings.secret_table, clock=utc_now)
    return Parts(
        authenticator=Authenticator(keys, DynamoStanding(settings.standing_table, clock=utc_now), pool_tokens()),
        watch=CloudWatch(settings.watched, clock=utc_now),
        stage=settings.stage,
        clock=utc_now,
    )
