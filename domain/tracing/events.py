"""Events of cases."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """A revision of a case that wants a tracing run."""

    name: ClassVar[str] = "CaseEvent"
    version: ClassVar[int] = 1
    case: str
    revision: int


class CaseConfirmed(CaseEvent):
    """An F0 was confirmed."""

    __slots__ = ()
    name = "CaseConfirmed"


class CaseAmended(CaseEvent):
    """Dates or milestones of a case changed."""

    __slots__ = ()
    name = "CaseAmended"


class CaseRetracted(CaseEvent):
    """A case was none: all that followed from it is to be taken back."""

    __slots__ = ()
    name = "CaseRetracted"


class TraceReleased(CaseEvent):
    """A second person let the held groups go out."""

    __slots__ = ()
    name = "TraceReleased"


class RetraceDue(CaseEvent):
    """The same facts of the case are to be compared with what came late."""

    __slots__ = ()
    name = "RetraceDue"


CASE_EVENTS = (CaseConfirmed, CaseAmended, CaseRetracted, TraceReleased, RetraceDue)
"""Everything after which a case wants a run."""
