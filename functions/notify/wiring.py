"""The concrete parts of notify; the only file that names adapters and the clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from domain.base.events import Bus
from domain.people.person import PersonFinder
from domain.telling.events import NoticeQueued
from domain.telling.exposure import ExposureNotices
from domain.telling.push import PushSubscriptions
from functions.kit.chain.relay import RelaySettings
from functions.kit.clock import Clock, utc_now
from functions.kit.settings import from_environment
from functions.kit.sign_in.auth import Authenticator
from functions.kit.speaking import Speaking
from functions.notify.service.reach import Ports


@dataclass(frozen=True, slots=True)
class SenderSettings:
    """Names of what the stack made for the sender, and the site that a text message points to."""

    notice_table: str
    person_table: str
    secret_table: str
    standing_table: str
    tally_table: str
    site_url: str


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """Names of what the stack made for the routes; `push_to_loopback` is `yes` or `no`."""

    notice_table: str
    person_table: str
    secret_table: str
    standing_table: str
    push_to_loopback: str


@dataclass(frozen=True, slots=True)
class SenderParts:
    """Everything sending needs."""

    ports: Ports
    clock: Clock


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the routes need. `push_to_loopback`: a push service on this machine is taken for one."""

    authenticator: Authenticator
    notices: ExposureNotices
    subscriptions: PushSubscriptions
    persons: PersonFinder
    push_key: Callable[[], str]
    clock: Clock
    push_to_loopback: bool = False


def read_item(image: Mapping[str, Any]) -> NoticeQueued | None:
    """The event of a stream record's new image; None for receipts and for what is not a notice."""
    from adapters.dynamo.notice.item import notice_queued

    return notice_queued(image)


@cache
def bus() -> Bus:
    """The bus named in the settings."""
    from adapters.aws.bus import EventBridgeBus

    return EventBridgeBus(from_environment(RelaySettings).bus_name)


@cache
def sender_parts() -> SenderParts:
    """For the sender: built on the first message, from the environment."""
    from adapters.aws.push import VapidPusher
    from adapters.aws.sealing import AesSealer
    from adapters.aws.sms import SnsMessenger
    from adapters.dynamo.notice.notices import DynamoNotices
    from adapters.dynamo.notice.texts import DynamoTexts
    from adapters.dynamo.person.persons import DynamoPersons
    from adapters.dynamo.person.subscriptions import DynamoSubscriptions
    from adapters.dynamo.secret.secrets import DynamoSecrets
    from adapters.dynamo.standing.stand import DynamoStanding
    from adapters.dynamo.tally.tallies import DynamoTallies

    settings = from_environment(SenderSettings)
    keys = DynamoSecrets(settings.secret_table, clock=utc_now)
    sealer = AesSealer(keys)
    standing = DynamoStanding(settings.standing_table, clock=utc_now)
    ports = Ports(
        outbox=DynamoNotices(settings.notice_table, sealer=sealer),
        messenger=SnsMessenger(),
        pusher=VapidPusher(keys, contact=settings.site_url, clock=utc_now),
        subscriptions=DynamoSubscriptions(settings.person_table, sealer=sealer),
        persons=Speaking(DynamoPersons(settings.person_table, sealer=sealer, key_store=keys), standing),
        texts=DynamoTexts(settings.notice_table, key_store=keys),
        tallies=DynamoTallies(settings.tally_table, key_store=keys),
        keys=keys,
        standing=standing,
        site_url=settings.site_url,
    )
    return SenderParts(ports, utc_now)


@cache
def parts() -> Parts:
    """For the routes. No staff reader: this door is for citizens' devices."""
    from adapters.aws.sealing import AesSealer
    from adapters.dynamo.notice.exposures import DynamoExposures
    from adapters.dynamo.person.persons import DynamoPersons
    from adapters.dynamo.person.subscriptions import DynamoSubscriptions
    from adapters.dynamo.secret.secrets import DynamoSecrets
    from adapters.dynamo.standing.stand import DynamoStanding

    settings = from_environment(ApiSettings)
    keys = DynamoSecrets(settings.secret_table, clock=utc_now)
    sealer = AesSealer(keys)

    standing = DynamoStanding(settings.standing_table, clock=utc_now)

    def push_key() -> str:
        from adapters.aws.push import VapidPusher

        return VapidPusher(keys, contact="", clock=utc_now).public_key()

    return Parts(
        authenticator=Authenticator(keys, standing),
        notices=DynamoExposures(settings.notice_table),
        subscriptions=DynamoSubscriptions(settings.person_table, sealer=sealer),
        persons=Speaking(DynamoPersons(settings.person_table, sealer=sealer, key_store=keys), standing),
        push_key=push_key,
        clock=utc_now,
        push_to_loopback=settings.push_to_loopback == "yes",
    )
