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


OTP = OtpPolicy()
AUDIT_RETENTION = timedelta(days=5 * 365 + 1)
