"""Notices: what is to be told to a person, queued as a fact and sent once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.people.codes import PersonId, RecoveryKey
from domain.people.phone.otp import OtpChallenge, Subject


class NoticeKind(StrEnum):
    PHONE_OTP = "PHONE_OTP"
    RECOVERY = "RECOVERY"  # a code for somebody who wants to come back: sent where somebody is meant, else dropped
    EXPOSURE = (
        "EXPOSURE"  # its words are made when they are read (domain/telling/exposure.py): phone and text are empty
    )


class NoticeState(StrEnum):
    QUEUED = "QUEUED"
    CLAIMED = "CLAIMED"
    SENT = "SENT"


class Channel(StrEnum):
    """How a person was told that there is something to read."""

    PUSH = "PUSH"
    SMS = "SMS"
    SHARED = "SHARED"  # one text message told several people of one number
    NOBODY = "NOBODY"  # a code that nobody's record is behind, or one too many for a number: nothing was sent
    PAGE = "PAGE"  # nothing was sent: it stands in the person's page, and a tracer or volunteer tells


class NoticeKey(NamedTuple):
    """One notice per subject and cause. A code may be for somebody of whom it is not known yet whether there is one."""

    subject: Subject
    cause: str

    @property
    def person(self) -> PersonId:
        """Of a notice that is about a person."""
        if not isinstance(self.subject, PersonId):
            raise TypeError("a notice about nobody in particular")
        return self.subject


def once(key: NoticeKey) -> str:
    """What a code is counted by, and the messenger's de-duplication id."""
    return f"{key.subject}:{key.cause}"


def code_key(subject: Subject, challenge: OtpChallenge) -> NoticeKey:
    """Under the name of the code that stands: whoever queues it again queues the same."""
    return NoticeKey(subject, f"OTP#{challenge.name}")


def subject_read(text: str) -> Subject:
    """From its `str()`. Raises ValueError."""
    return RecoveryKey(text) if len(text) == RecoveryKey.length else PersonId(text)


@dataclass(frozen=True, slots=True)
class Notice:
    """Text for one person. `phone` and `text` are sealed where they are stored.

    An exposure notice carries neither: `told` is what each of its versions says, oldest first (domain/telling/exposure.py).
    """

    key: NoticeKey
    kind: NoticeKind
    phone: str
    text: str
    queued_at: datetime
    expires_at: datetime
    state: NoticeState = NoticeState.QUEUED
    version: int = 0
    told: tuple[str, ...] = ()


class NoticeOutbox(Protocol):
    """Notices waiting to be sent."""

    def queue(self, notice: Notice) -> None:
        """Stores a notice once; the same key again changes nothing."""
        ...

    def waiting(self, key: NoticeKey, *, now: datetime) -> Notice | None:
        """The notice as `claim` would give it, without taking it: for a way out that knows a repetition when it comes."""
        ...

    def claim(self, key: NoticeKey, *, lease_until: datetime, now: datetime) -> Notice | None:
        """The notice, for one holder at a time until the lease ends; None when sent, expired, unknown or held."""
        ...

    def sent(self, key: NoticeKey, *, now: datetime, channel: Channel = Channel.SMS, version: int = 0) -> None:
        """The receipt; with `version` of an exposure notice that need not be claimed, unless a newer one has come since."""
        ...


class Messenger(Protocol):
    """The way out: one text message."""

    def send(self, phone: str, text: str, *, once: str) -> None:
        """Sends; `once` is the provider's de-duplication id."""
        ...
