"""Who asks for something, why and when: one value from the door through every use case of tracing."""

from dataclasses import dataclass
from datetime import datetime

from domain.people.audit import Act, Errand
from domain.people.caller import Staff
from functions.kit.errands import staff_errand


@dataclass(frozen=True, slots=True)
class Asked:
    """`reason` as typed, empty where nobody typed one."""

    staff: Staff
    now: datetime
    reason: str = ""

    def errand(self, act: Act, reason: str = "") -> Errand:
        """What is to be done about people; `reason` goes before what was typed, the act's own stands where both lack."""
        return staff_errand(self.staff, act, reason or self.reason, now=self.now)
