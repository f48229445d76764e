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
    again_after: timedelta = timedelta(seconds=30)
    """So long the last code stands: whoever asks again has its message on the way."""
    texts_per_number: int = 10
    """Codes that one number is sent in a day, whoever asked for them."""


@dataclass(frozen=True, slots=True)
class JoinPolicy:
    """Joining records of one human: how long it can be taken back, and how long an attempt waits for a second person."""

    undone_within: timedelta = timedelta(days=30)
    waits: timedelta = timedelta(days=14)


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
