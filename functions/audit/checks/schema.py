"""What auditors read of the closed books over HTTP."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from functions.kit.shapes import Input, Output, Words

LocalDay = Annotated[date, Meta(description="Local day")]


class SealsWanted(Input):
    """Local days, both included."""

    from_: LocalDay = msgspec.field(name="from")
    to: LocalDay


class SealedDay(Output):
    """A day; without `records` it is not sealed."""

    date: Annotated[str, Meta(examples=["2021-10-02"])]
    sealed: bool
    records: int = 0
    altered: Annotated[int, Meta(description="Records of this day that were written over or removed")] = 0


class LastCheck(Output):
    """The newest check that anybody made here."""

    at: str
    from_: str = msgspec.field(name="from")
    to: str
    findings: int


class SealedDays(Output):
    """Oldest first."""

    days: list[SealedDay]
    last_check: LastCheck | None = None


class CheckFinding(Output):
    """Something that does not hold."""

    date: str
    what: Annotated[str, Meta(description="altered, count, seal, chain, unsealed, rewritten", examples=["count"])]
    text: Words


class CheckMade(Output):
    """What was checked: up to `to`, which is earlier than asked for where the days hold many records."""

    from_: str = msgspec.field(name="from")
    to: str
    records: int
    whole: Annotated[bool, Meta(description="Nothing was found")]
    findings: list[CheckFinding] = msgspec.field(default_factory=list)
