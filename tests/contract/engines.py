"""Where a contract runs: a twin, moto, or the local cloud's engine. Each store gets fresh tables of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import pytest
from botocore.config import Config

from adapters import session
from adapters.aws.sealing import AesSealer
from adapters.aws.wrapping import KmsWrapper
from adapters.dynamo.audit.log import DynamoAudit
from adapters.dynamo.audit.seals import DynamoSealBook
from adapters.dynamo.audit.search import DynamoAccessIndex
from adapters.dynamo.case.cases import DynamoCases
from adapters.dynamo.case.contacts import DynamoContacts
from adapters.dynamo.case.meetings import DynamoMeetings
from adapters.dynamo.case.waiting import DynamoWaiting
from adapters.dynamo.hotline.book import DynamoUnitContactBook
from adapters.dynamo.notice.exposures import DynamoExposures
from adapters.dynamo.notice.notices import DynamoNotices
from adapters.dynamo.notice.texts import DynamoTexts
from adapters.dynamo.person.challenges import DynamoChallenges
from adapters.dynamo.person.persons import DynamoPersons
from adapters.dynamo.person.residences import DynamoResidences
from adapters.dynamo.secret.secrets import DynamoRotation
from adapters.dynamo.spare.spares import DynamoSpares
from adapters.dynamo.standing.devices import DynamoDevices
from adapters.dynamo.standing.merges import DynamoMerges
from adapters.dynamo.standing.stand import DynamoStanding
from adapters.dynamo.stat.statistics import DynamoStatistics
from adapters.dynamo.tally.tallies import DynamoTallies
from adapters.dynamo.venue.venues import DynamoVenues
from adapters.dynamo.visit.copresence import DynamoCoPresence
from adapters.dynamo.visit.counts import DynamoVisitCounts
from adapters.dynamo.visit.visits import DynamoVisits
from adapters.memory.audit.log import MemoryAudit
from adapters.memory.audit.search import MemoryAccessIndex, MemorySealBook
from adapters.memory.case.cases import MemoryCases
from adapters.memory.case.contacts import MemoryContacts
from adapters.memory.case.meetings import MemoryMeetings
from adapters.memory.case.waiting import MemoryWaiting
from adapters.memory.hotline.contacts import MemoryUnitContacts
from adapters.memory.notice.exposures import MemoryExposures
from adapters.memory.notice.notices import MemoryNotices
from adapters.memory.notice.texts import MemoryTexts
from adapters.memory.person.challenges import MemoryChallenges
from adapters.memory.person.persons import MemoryPersons
from adapters.memory.secret.secrets import MemorySecrets, PlainSealer
from adapters.memory.spare.spares import MemorySpares
from adapters.memory.standing.standing import MemoryStanding
from adapters.memory.stat.statistics import MemoryStatistics
from adapters.memory.tally.tallies import MemoryTallies
from adapters.memory.venue.venues import MemoryVenues
from adapters.memory.visit.copresence import MemoryCoPresence
from adapters.memory.visit.counts import MemoryVisitCounts
from adapters.memory.visit.visits import MemoryVisits
from domain.base.secret import KeyRotation, Sealer, SpareKeys
from domain.base.tally import Tallies
from domain.figures.statistics import StatisticsBook
from domain.people.audit import AuditLog
from domain.people.changes import PersonBook
from domain.people.human.joining import MergeRegister
from domain.people.human.standing import Devices, Standing
from domain.people.oversight import AccessIndex, SealBook
from domain.people.person import PersonRegister, Residences
from domain.people.phone.otp import Challenges
from domain.presence.counting import VisitCounts
from domain.presence.dispute import RecordedVisits
from domain.presence.venue import VenueRegister
from domain.telling.exposure import ExposureNotices
from domain.telling.notice import NoticeOutbox
from domain.telling.texts import NumberTexts
from domain.telling.unit_contact import UnitContactBook
from domain.tracing.contact import ContactBook
from domain.tracing.meeting import MeetingLog
from domain.tracing.registers.cases import CaseRegister
from domain.tracing.registers.waiting import WaitingList
from domain.tracing.search.overlap import CoPresence
from tests.contract.samples.base import Clock
from tests.contract.tables import create
from tests.waiting import LIMIT


@dataclass(frozen=True)
class Stores:
    """Makes stores on one engine; `name` is memory, moto or cloud."""

    name: str

    @property
    def is_memory(self) -> bool:
        return self.name == "memory"

    def table(self, purpose: str) -> str:
        return create(session.client("dynamodb"), purpose)

    def visits(self) -> RecordedVisits:
        return MemoryVisits() if self.is_memory else DynamoVisits(self.table("Visit"), sealer=self.sealer())

    def venues(self) -> VenueRegister:
        return MemoryVenues() if self.is_memory else DynamoVenues(self.table("Venue"), sealer=self.sealer())

    def unit_contacts(self) -> UnitContactBook:
        return MemoryUnitContacts() if self.is_memory else DynamoUnitContactBook(self.table("Hotline"))

    def secrets(self, clock: Clock) -> KeyRotation:
        if self.is_memory:
            return MemorySecrets(clock=clock)
        return DynamoRotation(self.table("Secret"), clock=clock)

    def spares(self) -> SpareKeys:
        return MemorySpares() if self.is_memory else DynamoSpares(self.table("Spare"), wrapper=self.wrapper())

    def wrapper(self) -> KmsWrapper:
        return KmsWrapper(session.client("kms").create_key()["KeyMetadata"]["KeyId"])

    def sealer(self) -> Sealer:
        return PlainSealer() if self.is_memory else AesSealer(self.secrets(Clock()))

    def persons(self) -> PersonBook:
        return self.persons_and_codes()[0]

    def persons_and_codes(self) -> tuple[PersonBook, Challenges]:
        """Two stores on one table."""
        if self.is_memory:
            challenges = MemoryChallenges()
            return MemoryPersons(challenges=challenges), challenges
        table, sealer = self.table("Person"), self.sealer()
        register = DynamoPersons(table, key_store=self.secrets(Clock()), sealer=sealer)
        return register, DynamoChallenges(table, sealer=sealer)

    def texts(self) -> NumberTexts:
        if self.is_memory:
            return MemoryTexts()
        return DynamoTexts(self.table("Notice"), key_store=self.secrets(Clock()))

    def tallies(self) -> Tallies:
        if self.is_memory:
            return MemoryTallies()
        return DynamoTallies(self.table("Tally"), key_store=self.secrets(Clock()))

    def people(self) -> tuple[PersonRegister, Residences]:
        """Two stores on one table."""
        if self.is_memory:
            persons = MemoryPersons()
            return persons, persons
        table = self.table("Person")
        register = DynamoPersons(table, key_store=self.secrets(Clock()), sealer=self.sealer())
        return register, DynamoResidences(table)

    def access_index(self) -> tuple[AuditLog, AccessIndex]:
        """Two stores on one table."""
        if self.is_memory:
            log = MemoryAudit()
            return log, MemoryAccessIndex(log)
        table = self.table("Audit")
        return DynamoAudit(table), DynamoAccessIndex(table)

    def seal_book(self) -> tuple[AuditLog, SealBook]:
        """Two stores on one table."""
        if self.is_memory:
            log = MemoryAudit()
            return log, MemorySealBook(log)
        table = self.table("Audit")
        return DynamoAudit(table), DynamoSealBook(table)

    def audit(self) -> AuditLog:
        return MemoryAudit() if self.is_memory else DynamoAudit(self.table("Audit"))

    def notices(self) -> NoticeOutbox:
        return MemoryNotices() if self.is_memory else DynamoNotices(self.table("Notice"), sealer=self.sealer())

    def cases(self) -> tuple[CaseRegister, ContactBook]:
        """Two stores on one table."""
        if self.is_memory:
            contacts = MemoryContacts()
            return MemoryCases(contacts=contacts), contacts
        table, sealer = self.table("Case"), self.sealer()
        return DynamoCases(table, sealer=sealer), DynamoContacts(table, sealer=sealer)

    def meetings(self) -> MeetingLog:
        return MemoryMeetings() if self.is_memory else DynamoMeetings(self.table("Case"), sealer=self.sealer())

    def waiting_list(self) -> WaitingList:
        return MemoryWaiting() if self.is_memory else DynamoWaiting(self.table("Case"))

    def exposures(self) -> tuple[ExposureNotices, NoticeOutbox]:
        """Two stores on one table."""
        if self.is_memory:
            outbox = MemoryNotices()
            return MemoryExposures(outbox=outbox), outbox
        table = self.table("Notice")
        return DynamoExposures(table), DynamoNotices(table, sealer=self.sealer())

    def presence(self) -> tuple[RecordedVisits, CoPresence]:
        """The log of visits, and the search in it."""
        if self.is_memory:
            visits = MemoryVisits()
            return visits, MemoryCoPresence(visits)
        table = self.table("Visit")
        return DynamoVisits(table, sealer=self.sealer()), DynamoCoPresence(table)

    def visit_counts(self, most: int) -> tuple[RecordedVisits, VisitCounts]:
        """The log of visits, and the counts of it."""
        if self.is_memory:
            visits = MemoryVisits()
            return visits, MemoryVisitCounts(visits, most=most)
        table = self.table("Visit")
        return DynamoVisits(table, sealer=self.sealer()), DynamoVisitCounts(table, most=most)

    def standing(self, clock: Clock) -> tuple[Standing, Devices, MergeRegister]:
        """Three stores on one table."""
        if self.is_memory:
            twin = MemoryStanding()
            return twin, twin, twin
        table = self.table("Standing")
        merges = DynamoMerges(table, sealer=self.sealer())
        return DynamoStanding(table, clock=clock), DynamoDevices(table), merges

    def statistics(self, clock: Clock) -> StatisticsBook:
        if self.is_memory:
            return MemoryStatistics(clock=clock)
        return DynamoStatistics(self.table("Stat"), clock=clock)


@contextmanager
def started(name: str, url: str = "") -> Iterator[Stores]:
    """An engine with clients of its own; the environment and the cached clients are restored after it."""
    if name == "memory":
        yield Stores(name)
        return
    with pytest.MonkeyPatch.context() as environment:
        for key in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN"):
            environment.delenv(key, raising=False)
        for key in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            environment.setenv(key, "test")
        environment.setenv("AWS_DEFAULT_REGION", "ap-southeast-1")
        session.forget()
        with _moto() if name == "moto" else _cloud(url, environment):
            yield Stores(name)
        session.forget()


@contextmanager
def _moto() -> Iterator[None]:
    from moto import mock_aws

    with mock_aws():
        yield


@contextmanager
def _cloud(url: str, environment: pytest.MonkeyPatch) -> Iterator[None]:
    assert ip_address(urlsplit(url).hostname or "").is_loopback, f"{url}: only an engine on this machine"
    environment.setenv("AWS_ENDPOINT_URL", url)
    # On a busy machine an engine may think for longer than the product would wait for AWS.
    patient = Config(connect_timeout=LIMIT, read_timeout=LIMIT)
    environment.setattr(session, "_CONFIG", session._CONFIG.merge(patient))
    yield
