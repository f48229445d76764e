"""The concrete parts of reports; the only file that names adapters and the clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from domain.base.unit import UnitRegister
from domain.figures.statistics import StatisticsBook
from domain.presence.venue import Venue
from domain.presence.visit import Visit
from functions.kit.clock import Clock, utc_now
from functions.kit.settings import from_environment
from functions.kit.sign_in.auth import Authenticator


@dataclass(frozen=True, slots=True)
class BookSettings:
    """All that the projector and the scheduled recount need; `recount_with_batch` is `yes` or `no`."""

    stat_table: str
    recount_with_batch: str


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """Names of what the stack made for the routes."""

    stat_table: str
    secret_table: str
    standing_table: str


@dataclass(frozen=True, slots=True)
class BookParts:
    """The counters and the clock, and whether each batch recounts the days it touches."""

    book: StatisticsBook
    clock: Clock
    recount_with_batch: bool = True


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the routes need."""

    authenticator: Authenticator
    book: StatisticsBook
    units: UnitRegister
    clock: Clock


def read_item(image: Mapping[str, Any]) -> Visit | Venue | None:
    """A stream record's new image as a visit or a venue; None for the tables' other items."""
    from adapters.dynamo.venue.item import is_venue, venue_from_item
    from adapters.dynamo.visit.item import is_visit, visit_from_item

    if is_visit(image):
        return visit_from_item(image)
    return venue_from_item(image) if is_venue(image) else None


@cache
def book_parts() -> BookParts:
    """For the projector and its repair."""
    from adapters.dynamo.stat.statistics import DynamoStatistics

    settings = from_environment(BookSettings)
    book = DynamoStatistics(settings.stat_table, clock=utc_now)
    return BookParts(book, utc_now, settings.recount_with_batch == "yes")


@cache
def parts() -> Parts:
    """For the routes."""
    from adapters.dynamo.secret.secrets import DynamoSecrets
    from adapters.dynamo.standing.stand import DynamoStanding
    from adapters.dynamo.stat.statistics import DynamoStatistics
    from adapters.reference.units import FileUnits
    from functions.kit.sign_in.staff_tokens import pool_tokens

    settings = from_environment(ApiSettings)
    keys = DynamoSecrets(settings.secret_table, clock=utc_now)
    return Parts(
        authenticator=Authenticator(keys, DynamoStanding(settings.standing_table, clock=utc_now), pool_tokens()),
        book=DynamoStatistics(settings.stat_table, clock=utc_now),
        units=FileUnits(),
        clock=utc_now,
    )
