"""JSON shapes of the rules in force."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from functions.kit.shapes import Input, Output


class PolicyAsked(Input):
    """The day whose rules are asked for; default: today."""

    at: date | None = None


class Kept(Output):
    """Days for which things are kept."""

    visits_days: int
    edges_days: int
    notices_days: int


class Clocks(Output):
    """Hours within which a contact is to be called."""

    close: float
    other: float


class PolicyShown(Output):
    """The rules by which cases confirmed on that day are traced."""

    version: str
    since: str
    source: str
    rule_version: str
    visit_policy_version: str
    infectious_days_before_onset: int
    min_overlap_minutes: float
    accumulate: Annotated[
        Literal["day", "single"],
        Meta(description="day: minutes are summed per venue and local day; single: one pair of visits alone"),
    ]
    default_stay_minutes: dict[str, int]
    max_stay_minutes: dict[str, int]
    f2_through: list[str]
    hold_group_above: int
    hold_run_above: int
    small_group: int
    retention_days: Annotated[int, Meta(description="Facts older than this are never used")]
    retention: Kept
    call_within_hours: Clocks
