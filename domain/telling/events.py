"""Events of notices."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class NoticeQueued:
    """A notice stands in the outbox and wants sending."""

    name: ClassVar[str] = "NoticeQueued"
    version: ClassVar[int] = 1
    person: str  # or the key of somebody who wants to come back
    cause: str
