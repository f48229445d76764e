"""The concrete parts of notify; the only file that names adapters and the clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from domain.events import Event, NoticeQueued
from domain.notice import Messenger, NoticeOutbox
from functions.kit.clock import Clock, utc_now
from functions.kit.settings import from_environment


@dataclass(frozen=True, slots=True)
class RelaySettings:
    """All that the relay needs."""

    bus_name: str


@dataclass(frozen=True, slots=True)
class SenderSettings:
    """Names of what the stack made for the sender."""

    notice_table: str
    secret_table: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything sending needs."""

    outbox: NoticeOutbox
    messenger: Messenger
    clock: Clock


class Bus(Protocol):
    """Where events go."""

    def publish(self, events: Sequence[Event]) -> None:
        """All of them, or an error."""
        ...


def read_item(image: Mapping[str, Any]) -> NoticeQueued | None:
    """The event of a stream record's new image; None for receipts and for what is not a notice."""
    from adapters.dynamo.notice_item import notice_queued

    return notice_queued(image)


@cache
def bus() -> Bus:
    """The bus named in the settings."""
    from adapters.aws.bus import EventBridgeBus

    return EventBridgeBus(from_environment(RelaySettings).bus_name)


@cache
def parts() -> Parts:
    """Built on the first message, from the environment."""
    from adapters.aws.sealing import AesSealer
    from adapters.aws.sms import SnsMessenger
    from adapters.dynamo.notices import DynamoNotices
    from adapters.dynamo.secrets import DynamoSecrets

    settings = from_environment(SenderSettings)
    sealer = AesSealer(DynamoSecrets(settings.secret_table, clock=utc_now))
    return Parts(DynamoNotices(settings.notice_table, sealer=sealer), SnsMessenger(), utc_now)
