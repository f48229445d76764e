"""A change of a venue as its keepers can read it later: who, when, why, and what was said before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class VenueAct(StrEnum):
    """What was done to a venue."""

    UPDATED = "updated"
    DEACTIVATED = "deactivated"
    REACTIVATED = "reactivated"
    CODE_REISSUED = "code_reissued"


@dataclass(frozen=True, slots=True)
class Change:
    """What made a venue's `revision`. `was` holds what each changed field said before it, empty where it said nothing."""

    revision: int
    act: VenueAct
    by: str
    at: datetime
    reason: str
    was: Mapping[str, str]
