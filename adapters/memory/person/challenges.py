"""Twin of the one-time codes."""

from dataclasses import replace
from datetime import datetime

from adapters.memory.faults import FaultPlan, Twin, step
from domain.base.errors import Busy
from domain.people.changes import Spending
from domain.people.phone.otp import OtpChallenge, Subject, tried


class MemoryChallenges(Twin):
    """Challenges in a dictionary."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._last: dict[Subject, OtpChallenge] = {}

    @step
    def of(self, subject: Subject) -> OtpChallenge | None:
        return self._last.get(subject)

    @step
    def replace(self, subject: Subject, challenge: OtpChallenge, *, last: OtpChallenge | None) -> OtpChallenge:
        stands = self._last.get(subject)
        if (stands.name if stands else None) != (last.name if last else None):
            if stands is None:
                raise Busy
            return stands
        self._last[subject] = challenge
        return challenge

    @step
    def take_try(self, subject: Subject, *, most: int, now: datetime) -> OtpChallenge | None:
        challenge = self._last.get(subject)
        if challenge is None or challenge.tries >= most or not challenge.is_living(now):
            return None
        self._last[subject] = tried(challenge)
        return self._last[subject]

    def may_spend(self, spending: Spending) -> bool:
        """For the twin that stores what a code proved, within its own step."""
        challenge = self._last.get(spending.subject)
        return challenge is not None and challenge.digest == spending.digest and challenge.spent is None

    def spend(self, spending: Spending) -> None:
        challenge = self._last[spending.subject]
        digest = challenge.digest if spending.spent else ""
        self._last[spending.subject] = replace(challenge, code="", digest=digest, spent=spending.spent)
