"""One-time codes: making one and queueing its message, and comparing an answer with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.base.errors import Busy
from domain.base.period import local_day
from domain.base.secret import KeyStore, Purpose
from domain.base.tally import Tallies
from domain.people.bounds import codes_of, registrations_of
from domain.people.changes import PersonBook
from domain.people.errors import OtpTooMany
from domain.people.phone.otp import (
    Challenges,
    OtpChallenge,
    Subject,
    bound_to,
    check_otp,
    next_challenge,
    otp_digest,
    refused,
)
from domain.people.policy import OTP, stranger_policy
from domain.telling.notice import Notice, NoticeKind, NoticeOutbox, code_key, once

_MINUTES = OTP.lives // timedelta(minutes=1)
_WORDS = {
    NoticeKind.PHONE_OTP: f"Vung Xanh: ma xac nhan {{otp}}, dung trong {_MINUTES} phut. "
    "Khong dua ma nay cho bat ky ai.",
    NoticeKind.RECOVERY: f"Vung Xanh: ma lay lai ho so {{otp}}, dung trong {_MINUTES} phut. "
    "Khong dua ma nay cho bat ky ai, ke ca can bo.",
}


@dataclass(frozen=True, slots=True)
class Ports:
    """What the proof of a phone and coming back by one share. `site_url`: whose pages a phone may offer a code to."""

    persons: PersonBook
    challenges: Challenges
    outbox: NoticeOutbox
    tallies: Tallies
    keys: KeyStore
    site_url: str

    def secret(self) -> bytes:
        """What codes and claims are hashed with."""
        return self.keys.ring(Purpose.LOOKUP).newest.material


def sent(subject: Subject, phone: str, otp: str, kind: NoticeKind, *, ports: Ports, now: datetime) -> OtpChallenge:
    """The code that stands then, its message in the outbox. `otp` is used where none is on its way.

    The message is named by the code that stands, so of two requests at once both queue the same, and a request that
    died between the two writes is made whole by its repeat. Raises OtpTooMany, Busy.
    """
    secret = ports.secret()

    def digest_of(code: str) -> str:
        return otp_digest(subject, phone, code, secret)

    last = ports.challenges.of(subject)
    challenge = next_challenge(last, otp, digest_of, policy=OTP, now=now)
    if challenge is not last:
        challenge = _made(subject, challenge, last, phone, kind, ports=ports, now=now)
    if challenge.digest != digest_of(challenge.code):
        raise Busy  # a code for another number of this person was made at the same moment
    ports.outbox.queue(
        Notice(
            key=code_key(subject, challenge),
            kind=kind,
            phone=phone,
            text=f"{_WORDS[kind].format(otp=challenge.code)}\n{bound_to(ports.site_url, challenge.code)}",
            queued_at=challenge.sent_at,
            expires_at=challenge.expires_at,
        )
    )
    return challenge


def _made(
    subject: Subject,
    challenge: OtpChallenge,
    last: OtpChallenge | None,
    phone: str,
    kind: NoticeKind,
    *,
    ports: Ports,
    now: datetime,
) -> OtpChallenge:
    """The code that stands then. One that proves a number is counted before it is made; one to come back is counted by
    the sender, where somebody is meant by it, so that naming a number uses up nothing."""
    if kind is NoticeKind.RECOVERY:
        return ports.challenges.replace(subject, challenge, last=last)
    counter, name = codes_of(phone, now), once(code_key(subject, challenge))
    if not ports.tallies.take(counter, name, most=stranger_policy(local_day(now)).codes_per_number):
        raise OtpTooMany(counter.ends_in(now))
    stands = ports.challenges.replace(subject, challenge, last=last)
    if stands.name != challenge.name:  # another request was faster, and counted its own
        ports.tallies.give_back(counter, name)
    return stands


def is_proved(phone: str, *, ports: Ports, now: datetime) -> None:
    """Whoever reads at a number answers for those who name it: the day's places are free again."""
    ports.tallies.clear(registrations_of(phone, now))


def checked(subject: Subject, phone: str, otp: str, *, ports: Ports, now: datetime) -> OtpChallenge:
    """The code that this answer matches. Raises OtpExpired, OtpTooMany, OtpWrong."""
    digest = otp_digest(subject, phone, otp, ports.secret())
    challenge = ports.challenges.take_try(subject, most=OTP.tries, now=now)
    if challenge is None:
        raise refused(ports.challenges.of(subject), now=now)
    check_otp(challenge, digest, most=OTP.tries)
    return challenge
