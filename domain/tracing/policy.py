"""By which numbers contacts are found, held and told: dated rows, each with its decree (P1, P2, P12, P13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.base.dated import in_force
from domain.tracing.contact import CLOSE, Closeness, Grade

RULE_VERSION = "contacts-2"
"""The algorithm; changes when the same facts under the same policy would give other contacts."""

_SHORTEST_OVERLAP = timedelta(seconds=60)
_SMALLEST_GROUP = 5


class Accumulate(StrEnum):
    """What the minutes of a pair are summed over."""

    DAY = "day"  # per venue and local day
    SINGLE = "single"  # not at all: one pair of visits must reach the threshold alone


@dataclass(frozen=True, slots=True)
class TracePolicy:
    """Everything a tracing run is judged by; chosen by the local day of the confirmation."""

    version: str
    since: date
    source: str
    before_onset: timedelta
    min_overlap: timedelta = timedelta(minutes=15)
    accumulate: Accumulate = Accumulate.DAY
    f2_through: frozenset[Closeness] = CLOSE
    hold_group_above: int = 500
    hold_run_above: int = 3_000
    regrowth: float = 0.2
    preview_lives: timedelta = timedelta(hours=24)
    small_group: int = 5
    facts_kept: timedelta = timedelta(days=30)
    edges_kept: timedelta = timedelta(days=90)
    notices_kept: timedelta = timedelta(days=120)
    retraced_after: Sequence[timedelta] = (
        timedelta(minutes=2),
        timedelta(hours=1),
        timedelta(hours=6),
        timedelta(hours=24),
    )
    followed_for: timedelta = timedelta(days=14)
    call_close_within: timedelta = timedelta(hours=4)
    call_within: timedelta = timedelta(hours=24)
    accept_within: timedelta = timedelta(hours=24)
    text_message_to: frozenset[Grade] = frozenset({Grade.F1})

    def __post_init__(self) -> None:
        if self.min_overlap < _SHORTEST_OVERLAP:
            raise ValueError("an overlap below one minute would make a contact of everybody who passes")
        if self.small_group < _SMALLEST_GROUP:
            raise ValueError("the small-group floor is 5")
        if self.notices_kept <= self.edges_kept:
            raise ValueError("notices outlive edges, or a late run would tell people twice")


TRACE_POLICIES = (
    TracePolicy(
        version="trace-2020.1",
        since=date(2020, 12, 3),
        source="Thời kỳ lây: 5053/QĐ-BYT, 03/12/2020. Các trị số khác: mặc định của Vùng Xanh.",
        before_onset=timedelta(days=3),
    ),
    TracePolicy(
        version="trace-2021.1",
        since=date(2021, 12, 29),
        source="Thời kỳ lây: 11042/BYT-DP, 29/12/2021. Các trị số khác: mặc định của Vùng Xanh.",
        before_onset=timedelta(days=2),
    ),
)


def trace_policy(on: date) -> TracePolicy:
    """The row for cases confirmed on that local day."""
    return in_force(TRACE_POLICIES, on)


def pinned(version: str) -> TracePolicy:
    """The row a run was started under. Raises KeyError for a version that was never in force."""
    found = [row for row in TRACE_POLICIES if row.version == version]
    if not found:
        raise KeyError(version)
    return found[0]
