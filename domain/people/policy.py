"""Numbers of one-time codes and of the access log."""

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


OTP = OtpPolicy()
MOST_CLAIMANTS = 50
"""So many people are read for one number: those who proved it, then those who named it first."""
AUDIT_RETENTION = timedelta(days=5 * 365 + 1)
