"""A visit (lượt đến): when a person was at a venue, as written by one scan and, perhaps, one leaving.

Rules V1 to V11 of the tracing contract. Every function takes the moment of receipt as an argument.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.base.errors import Fault
from domain.base.period import epoch
from domain.people.codes import PersonId
from domain.presence.codes import VenueId
from domain.presence.errors import LeftBeforeArriving, VisitInFuture, VisitTooOld, VoidTooLate
from domain.presence.policy import Stay, VisitPolicy

_SCAN_SECOND = re.compile(r"-?[0-9]{1,10}")

_KEYABLE = range(-86_400, 10**10)

Flag = StrEnum(
    "Flag",
    [
        "CAPPED",  # left later than the longest stay
        "CLOCK_SHIFTED",
        "CLOCK_SERVER",
        "VOID",
        "CODE_TYPED",
        "END_ASSUMED",  # nobody told the end: somewhere else was entered after the default stay
        "DISPUTED",  # the person says: I was not there
        "DOUBTFUL",  # recorded by an owner who has proved no phone
        "SETTLED",  # a tracer has decided
        "PREDATES_REGISTRATION",  # nobody knew the person yet, for longer than a lack of network explains
    ],
)
ASSUMED_ENDS = frozenset({Flag.CAPPED, Flag.END_ASSUMED})
DOUBTS = frozenset({Flag.DISPUTED, Flag.DOUBTFUL, Flag.PREDATES_REGISTRATION})


class Source(StrEnum):
    """Who scanned whom; all weigh the same in tracing."""

    PERSON_SCAN = "PERSON_SCAN"
    STAFF_SCAN = "STAFF_SCAN"
    CARD = "CARD"
    IDENTITY_NUMBER = "IDENTITY_NUMBER"
    PHONE = "PHONE"


class VisitKey(NamedTuple):
    """Natural key: the same person, second of scan on the device's clock, and venue are one visit."""

    person: PersonId
    scanned: int
    venue: VenueId

    @property
    def visit_id(self) -> str:
        """What the person's own device calls it."""
        return f"{self.scanned}-{self.venue}"

    @classmethod
    def of(cls, person: PersonId, visit_id: str) -> "VisitKey":
        """Inverse of `visit_id`; raises ValueError."""
        return cls(person, *scan_and_venue(visit_id))


def scan_and_venue(visit_id: str) -> tuple[int, VenueId]:
    """What a visit id says without its person; raises ValueError."""
    seconds, _, venue = visit_id.rpartition("-")
    if not _SCAN_SECOND.fullmatch(seconds):
        raise ValueError("not a visit id")
    return int(seconds), VenueId(venue)


@dataclass(frozen=True, slots=True)
class Visit:
    """`start` is corrected for the device's clock; `end` is the default stay's end until someone leaves.

    `recorded_by` and `recorded_at` are given where it was not the person's own device; `disputed_why` is the person's.
    """

    key: VisitKey
    start: datetime
    end: datetime
    is_open: bool
    category: str
    unit_path: str
    source: Source
    expires_at: datetime
    flags: tuple[Flag, ...] = ()
    device: str = ""
    recorded_by: str = ""
    recorded_at: datetime | None = None
    disputed_why: str = ""

    @property
    def visit_id(self) -> str:
        return self.key.visit_id

    @property
    def end_is_assumed(self) -> bool:
        """True while nobody has said when the person left, or said so of no believable moment."""
        return self.is_open or not ASSUMED_ENDS.isdisjoint(self.flags)

    @property
    def is_doubtful(self) -> bool:
        return not DOUBTS.isdisjoint(self.flags)


class Scan(NamedTuple):
    """One scan as the device tells it. `client_now` and `age` are given when it knows them."""

    at: datetime
    client_now: datetime | None = None
    age: timedelta | None = None


class Corrected(NamedTuple):
    """The moment of the scan on the server's clock, and how it was found."""

    at: datetime
    flags: tuple[Flag, ...]


def corrected(scan: Scan, *, policy: VisitPolicy, received: datetime) -> Corrected:
    """Rule V10. Raises VisitTooOld, or VisitInFuture when a device that hides its clock names a future moment."""
    found = _correct(scan, policy, received)
    if found.at > received + policy.skew_trusted:
        if scan.client_now is None:
            raise VisitInFuture
        found = Corrected(received, (Flag.CLOCK_SERVER,))
    if received - found.at > policy.oldest_scan:
        raise VisitTooOld
    return Corrected(found.at.replace(microsecond=0), found.flags)


def _correct(scan: Scan, policy: VisitPolicy, received: datetime) -> Corrected:
    if scan.client_now is None:
        return Corrected(scan.at, ())
    skew = received - scan.client_now
    elapsed = scan.client_now - scan.at
    stepped = scan.age is not None and abs(elapsed - scan.age) > policy.skew_trusted
    if not stepped and abs(skew) <= policy.skew_trusted:
        return Corrected(scan.at, ())
    if not stepped and abs(skew) <= policy.skew_correctable:
        return Corrected(scan.at + skew, (Flag.CLOCK_SHIFTED,))
    age = scan.age if scan.age is not None else elapsed
    if age > policy.oldest_scan:
        raise VisitTooOld
    if timedelta(0) <= age:
        return Corrected(received - age, (Flag.CLOCK_SHIFTED,))
    return Corrected(received, (Flag.CLOCK_SERVER,))


def marks(at: datetime, registered_at: datetime | None, policy: VisitPolicy) -> tuple[Flag, ...]:
    """What a scan of somebody's own device is marked with who is on record since then; None: since long ago."""
    if registered_at is None or registered_at - at <= policy.before_registration:
        return ()
    return (Flag.PREDATES_REGISTRATION,)


def end_of_stay(start: datetime, left: datetime, stay: Stay) -> tuple[datetime, tuple[Flag, ...]]:
    """Rule V2: the moment of leaving clamped to [start, start + cap], flagged when the cap cut it."""
    latest = start + stay.cap
    if left > latest:
        return latest, (Flag.CAPPED,)
    return max(left, start), ()


def arrival(
    key: VisitKey, at: Corrected, *, stay: Stay, category: str, unit_path: str, source: Source, policy: VisitPolicy
) -> Visit:
    """Rule V1: an open visit that already carries the default end, so a forgotten check-out needs no query."""
    return Visit(
        key=key,
        start=at.at,
        end=at.at + stay.default,
        is_open=True,
        category=category,
        unit_path=unit_path,
        source=source,
        expires_at=at.at + policy.retention,
        flags=at.flags,
    )


def left(visit: Visit, at: datetime, stay: Stay, *, said_in: str = "at") -> Visit:
    """Rule V2, for an open visit; one that is closed is returned as it stands. Raises LeftBeforeArriving, naming the field `said_in`."""
    if not visit.is_open:
        return visit
    if at < visit.start:
        raise LeftBeforeArriving(Fault(said_in, LeftBeforeArriving.code))
    end, flags = end_of_stay(visit.start, at, stay)
    return replace(visit, end=end, is_open=False, flags=flagged(visit.flags, *flags))


def closed_by_next(visit: Visit, arrived_elsewhere: datetime) -> Visit:
    """Rule V5: the next check-in may end an open visit earlier, never later, and never before it began.

    After the default end it tells that the person had left, not when: the end stays assumed.
    """
    if not visit.is_open or arrived_elsewhere < visit.start:
        return visit
    if arrived_elsewhere > visit.end:
        return replace(visit, is_open=False, flags=flagged(visit.flags, Flag.END_ASSUMED))
    return replace(visit, end=arrived_elsewhere, is_open=False)


def voided(visit: Visit, *, policy: VisitPolicy, now: datetime) -> Visit:
    """Rule V11: a wrong scan taken back; it ends where it began. Repeating it changes nothing. Raises VoidTooLate.

    What somebody else recorded may have begun days ago: its minutes run from the recording.
    """
    if Flag.VOID in visit.flags:
        return visit
    if now - max(visit.start, visit.recorded_at or visit.start) > policy.void_within:
        raise VoidTooLate
    return annulled(visit)


def annulled(visit: Visit) -> Visit:
    """It stays stored, flagged, without length."""
    return replace(visit, end=visit.start, is_open=False, flags=flagged(visit.flags, Flag.VOID))


def flagged(flags: tuple[Flag, ...], *more: Flag) -> tuple[Flag, ...]:
    """Each flag once, the new ones last."""
    return tuple(dict.fromkeys((*flags, *more)))


def is_keyable(moment: datetime) -> bool:
    """True when the second fits the ten digits of a key; a device's clock may be wrong by decades.

    A clock reset to 1970 in local time stands some hours before the epoch.
    """
    return epoch(moment) in _KEYABLE


def scan_second(at: datetime) -> int:
    """The second that stands in the natural key."""
    return epoch(at)


def newest_last(visit: Visit) -> tuple[datetime, bool, datetime, VisitKey]:
    """Order of a person's visits; of two begun in one second the open one, then the one that ended later, is newer."""
    return visit.start, visit.is_open, visit.end, visit.key


class Stored(NamedTuple):
    """A visit as it now stands, and whether this call wrote it."""

    visit: Visit
    is_new: bool


class VisitLog(Protocol):
    """The log of visits. Each method that writes is one conditional call; all are safe to repeat."""

    def record(self, visit: Visit) -> Stored:
        """Stores a visit that is not there yet; otherwise returns the stored one unchanged."""
        ...

    def close(self, key: VisitKey, *, at: datetime, stay: Stay, by_leaving: bool) -> Visit | None:
        """Ends an open visit (rule V2 when `by_leaving`, else V5); a closed one is returned; None if unknown."""
        ...

    def void(self, key: VisitKey, *, policy: VisitPolicy, now: datetime) -> Visit | None:
        """Rule V11; None if unknown."""
        ...

    def of_person(self, person: PersonId, *, now: datetime) -> Sequence[Visit]:
        """A person's visits within retention at `now`, newest first."""
        ...

    def has_visits(self, person: PersonId, *, now: datetime) -> bool:
        """Whether `of_person` finds any; one of a moment ago may be missed."""
        ...
