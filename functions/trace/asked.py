"""Who asks for something, why and when: one value from the door through every use case of tracing."""

from dataclasses import dataclass
from datetime import datetime

from domain.people.audit import AccessRecord, Act
from domain.people.caller import Staff
from domain.people.codes import PersonId
from functions.kit.access import by_staff


@dataclass(frozen=True, slots=True)
class Asked:
    """`reason` as typed, empty where nobody typed one."""

    staff: Staff
    now: datetime
    reason: str = ""

    def access(self, act: Act, subject: PersonId, otherwise: str) -> AccessRecord:
        """The record of what is done about one person; `otherwise` stands where no reason was typed."""
        return by_staff(self.staff, act, subject, reason=self.reason or otherwise, now=self.now)
