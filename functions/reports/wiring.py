"""The concrete parts of reports; the only file that names adapters and the clock."""

from dataclasses import dataclass
from functools import cache

from domain.statistics import StatisticsBook
from domain.unit import UnitRegister
from functions.kit.auth import Authenticator
from functions.kit.clock import Clock, utc_now
from functions.kit.settings import from_environment


@dataclass(frozen=True, slots=True)
class BookSettings:
    """All that the projector and its repair need."""

    stat_table: str


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """Names of what the stack made for the routes."""

    stat_table: str
    secret_table: str


@dataclass(frozen=True, slots=True)
class BookParts:
    """The counters and the clock."""

    book: StatisticsBook
    clock: Clock


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the routes need."""

    authenticator: Authenticator
    book: StatisticsBook
    units: UnitRegister
    clock: Clock


@cache
def book_parts() -> BookParts:
    """For the projector and its repair."""
    from adapters.dynamo.statistics import DynamoStatistics

    return BookParts(DynamoStatistics(from_environment(BookSettings).stat_table), utc_now)


@cache
def parts() -> Parts:
    """For the routes."""
    from adapters.dynamo.secrets import DynamoKeys
    from adapters.dynamo.statistics import DynamoStatistics
    from adapters.reference.units import packaged_units
    from functions.kit.staff_tokens import pool_tokens

    settings = from_environment(ApiSettings)
    keys = DynamoKeys(settings.secret_table, clock=utc_now)
    return Parts(
        authenticator=Authenticator(keys, pool_tokens()),
        book=DynamoStatistics(settings.stat_table),
        units=packaged_units(),
        clock=utc_now,
    )
