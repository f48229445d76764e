"""The concrete parts of identity; the only file that names adapters and the clock."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from domain.base.events import Bus
from domain.base.secret import KeyRotation, KeyStore, SpareKeys
from domain.base.unit import UnitRegister
from domain.people.audit import AuditLog
from domain.people.changes import PersonBook
from domain.people.codes import CardCode, PersonId
from domain.people.events import RecordsChanged
from domain.people.human.standing import Devices, Standing
from functions.identity.intake import NewIds
from functions.identity.joining.service import Ports as JoiningPorts
from functions.identity.phone.service.codes import Ports as PhonePorts
from functions.identity.registration.service import Ports as RegistrationPorts
from functions.identity.registration.sources import Sources
from functions.kit.chain.relay import RelaySettings
from functions.kit.clock import Clock, utc_now
from functions.kit.settings import from_environment
from functions.kit.sign_in.auth import Authenticator


@dataclass(frozen=True, slots=True)
class IdentitySettings:
    """Names of what the stack made for this function, and the site whose pages ask for codes."""

    person_table: str
    secret_table: str
    standing_table: str
    notice_table: str
    audit_table: str
    tally_table: str
    site_url: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the use cases of identity need."""

    authenticator: Authenticator
    persons: PersonBook
    phone: PhonePorts
    registration: RegistrationPorts
    units: UnitRegister
    audit: AuditLog
    keys: KeyStore
    standing: Standing
    devices: Devices
    joining: JoiningPorts
    clock: Clock
    new_ids: Callable[[], NewIds]
    new_otp: Callable[[], str]


def random_ids() -> NewIds:
    """Fresh identifiers from the system's randomness."""
    return NewIds(
        PersonId.from_random(secrets.randbits(60)), CardCode.from_random(secrets.randbits(55)), secrets.token_hex(6)
    )


def random_otp() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(10**6):06d}"


@dataclass(frozen=True, slots=True)
class RotateSettings:
    """All that the rotation needs; `spare_key` is what copies are wrapped under."""

    secret_table: str
    spare_table: str
    spare_key: str


@dataclass(frozen=True, slots=True)
class RotateParts:
    """Everything the rotation needs."""

    keys: KeyRotation
    spares: SpareKeys
    clock: Clock


@cache
def rotate_parts() -> RotateParts:
    """For the rotation, the only one that makes keys."""
    from adapters.aws.wrapping import KmsWrapper
    from adapters.dynamo.secret.secrets import DynamoRotation
    from adapters.dynamo.spare.spares import DynamoSpares

    settings = from_environment(RotateSettings)
    return RotateParts(
        DynamoRotation(settings.secret_table, clock=utc_now),
        DynamoSpares(settings.spare_table, wrapper=KmsWrapper(settings.spare_key)),
        utc_now,
    )


def read_item(image: Mapping[str, Any]) -> RecordsChanged | None:
    """The event of a stream record's new image; None for the table's other items."""
    from adapters.dynamo.standing.item import records_changed

    return records_changed(image)


@cache
def bus() -> Bus:
    """The bus named in the settings."""
    from adapters.aws.bus import EventBridgeBus

    return EventBridgeBus(from_environment(RelaySettings).bus_name)


@cache
def parts() -> Parts:
    """Built on the first request, from the environment."""
    from adapters.aws.sealing import AesSealer
    from adapters.dynamo.audit.log import DynamoAudit
    from adapters.dynamo.notice.notices import DynamoNotices
    from adapters.dynamo.person.challenges import DynamoChallenges
    from adapters.dynamo.person.persons import DynamoPersons
    from adapters.dynamo.secret.secrets import DynamoSecrets
    from adapters.dynamo.standing.devices import DynamoDevices
    from adapters.dynamo.standing.merges import DynamoMerges
    from adapters.dynamo.standing.stand import DynamoStanding
    from adapters.dynamo.tally.tallies import DynamoTallies
    from adapters.reference.units import FileUnits
    from functions.kit.sign_in.staff_tokens import pool_tokens

    settings = from_environment(IdentitySettings)
    keys = DynamoSecrets(settings.secret_table, clock=utc_now)
    sealer = AesSealer(keys)
    persons = DynamoPersons(settings.person_table, sealer=sealer, key_store=keys)
    audit = DynamoAudit(settings.audit_table)
    standing = DynamoStanding(settings.standing_table, clock=utc_now)
    tallies = DynamoTallies(settings.tally_table, key_store=keys)
    merges = DynamoMerges(settings.standing_table, sealer=sealer)
    return Parts(
        authenticator=Authenticator(keys, standing, pool_tokens()),
        persons=persons,
        phone=PhonePorts(
            persons,
            DynamoChallenges(settings.person_table, sealer=sealer),
            DynamoNotices(settings.notice_table, sealer=sealer),
            tallies,
            keys,
            settings.site_url,
        ),
        registration=RegistrationPorts(persons, tallies, Sources(tallies)),
        units=FileUnits(),
        audit=audit,
        keys=keys,
        standing=standing,
        devices=DynamoDevices(settings.standing_table),
        joining=JoiningPorts(merges, standing, persons, audit),
        clock=utc_now,
        new_ids=random_ids,
        new_otp=random_otp,
    )
