"""Numbers of registrations, of one-time codes, of joined records and of the access log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.base.dated import in_force


@dataclass(frozen=True, slots=True)
class OtpPolicy:
    """One-time codes that prove a phone."""

    digits: int = 6
    lives: timedelta = timedelta(minutes=10)
    tries: int = 5
    sends_per_day: int = 5
    again_after: timedelta = timedelta(seconds=30)
    """So long the last code stands: whoever asks again has its message on the way."""


@dataclass(frozen=True, slots=True)
class StrangerPolicy:
    """What a day allows to whoever comes without anybody at the desk who answers for it."""

    since: date
    source: str
    unproved_per_number: int = 3
    """Registrations that name one number in a local day: a family; whoever proves the number gets the places back."""
    codes_per_number: int = 5
    """Codes for one number in a local day, whoever asks and for whichever record: proofs and coming back together."""
    per_source: int = 300
    """Registrations from one address in `window`: a whole market, or a carrier's customers, may share one."""
    window: timedelta = timedelta(minutes=10)
    stride: int = 20
    """So many of one address a process takes before it tells the others."""


@dataclass(frozen=True, slots=True)
class JoinPolicy:
    """Joining records of one human: how long it can be taken back, and how long an attempt waits for a second person."""

    undone_within: timedelta = timedelta(days=30)
    waits: timedelta = timedelta(days=14)


STRANGER_POLICIES: Sequence[StrangerPolicy] = (StrangerPolicy(date(2020, 1, 1), "decision 0040"),)
OTP = OtpPolicy()
JOIN = JoinPolicy()
MOST_CLAIMANTS = 50
"""So many people are read for one number: those who proved it, then those who named it first."""
MOST_CLAIMS_READ = 100
"""So many claims of one number are read in a call, whoever made them; another page goes on behind them."""
MOST_PROOFS_SOUGHT = 1000
"""So many claims more are looked through for a proof of the time before proofs stood first."""
MOST_FOUND = 20
"""So many people one look-up shows, and has on record."""
AUDIT_RETENTION = timedelta(days=5 * 365 + 1)


def stranger_policy(on: date) -> StrangerPolicy:
    """The bounds of that local day."""
    return in_force(STRANGER_POLICIES, on)
