"""Numbers of one-time codes, of joined records and of the access log."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class OtpPolicy:
    """One-time codes that prove a phone."""

    digits: int = 6
    lives: timedelta = timedelta(minutes=10)
    tries: int = 5
    sends_per_day: int = 5


@dataclass(frozen=True, slots=True)
class JoinPolicy:
    """Joining records of one human: how long it can be taken back, and how long an attempt waits for a second person."""

    undone_within: timedelta = timedelta(days=30)
    waits: timedelta = timedelta(days=14)


OTP = OtpPolicy()
JOIN = JoinPolicy()
AUDIT_RETENTION = timedelta(days=5 * 365 + 1)
