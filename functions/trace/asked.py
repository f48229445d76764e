"""Who asks for something, why and when: one value from the door through every use case of tracing."""

from dataclasses import dataclass
from datetime import datetime

from domain.base.period import local_day
from domain.base.unit import key_of, without_since
from domain.people.audit import Act, Errand
from domain.people.caller import Staff
from domain.people.errors import UnitEnded
from domain.tracing.policy import trace_policy
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


def require_may_list(unit_path: str, staff: Staff, *, now: datetime) -> None:
    """Raises OutsideJurisdiction; UnitEnded where a list of that unit's cases could only be empty, and not say why.

    That is so once everything of a case recorded on the last day of the unit's scheme has passed its retention.
    """
    staff.require_within(unit_path)
    today = local_day(now)
    since = without_since(key_of(unit_path).scheme)
    if since is not None and today - since > trace_policy(today).notices_kept:
        raise UnitEnded
