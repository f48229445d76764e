"""Every key and access pattern of the tables, on one page. All key attributes are strings; no client is imported here.

| table | pk / sk | what | read by |
|---|---|---|---|
| Visit | `P#pid` / `V#<scan10>#vid` | a visit; the key is the idempotency token | a person's visits: Query pk, `V#` |
| Visit, byVenue | `vid#yyyymmdd` / `<start10>#pid` | who was at a venue that local day | Query vb, range of vs |
| Venue | `v#vid` / `META` | a venue | by id: Get |
| Venue | `c#code` / `META` | code → venue, kept when the code is retired | by code: Get, then by id |
| Venue | `n#natural` / `META` | natural key → venue: one registration each | add: Get |
| Venue, byUnit | `scheme/province` / `<codes below>/#<name and address>#vid` | venues of a province, district or commune | see below |
| Venue, byOwner | `pid` / `v#vid` | venues of an owner | Query ow |
| Person | `P#pid` / `PROFILE` | name, phone, identity number sealed | by id: Get |
| Person | `P#pid` / `OTP` | the one-time code in flight | Get |
| Person | `P#pid` / `DEVICE#<sha256>` | where a browser takes messages, sealed | Query pk, `DEVICE#` |
| Person | `H#<hmac>` / `P#pid` | claims of a phone (a phone may be shared) | Query pk |
| Person | `I#<hmac>` / `0`, `C#<card>` / `0` | identity number, card → person: unique | Get |
| Person | `R#<sha256>` / `0` | registration request → person and device | Get |
| Case | `C#case` / `META` | a case, what its last run found, and the lease of a run | Get; byDue |
| Case | `C#case` / `R#<revision6>` | one revision: what changed, by whom, why | Query pk, `R#` |
| Case | `C#case` / `H#<unit path>` | people of the case who live in that commune, handed over to it | Query pk, `H#` |
| Case | `C#case` / `U#<scheme/code>` | the case stands in that unit's list too | see below |
| Case | `P#pid` / `ACTIVE#covid-19` | the person's open episode → case: one at a time | Get |
| Case | `P#pid` / `C#case` | cases the person was the F0 of | Query pk, `C#` |
| Case | `P#pid` / `I#case#<other pid>#n` | an interview fact, kept under both people | Query pk, `I#` |
| Case | `M#case` / `P#pid` | who may have interview facts of the case | Query pk |
| Case | `E#case#<0..7>` / `P#pid`, `FU#pid` | why a person is a contact; what was done about it | Query pk |
| Case, byUnit | `scheme/code` / `<inverted confirmed10>#case` | cases of a unit, newest first: META, `H#`, `U#` | Query bu |
| Case, byDue | `RUN`, `RETRACE` / `<due10>#case` | cases that want a run, now or later | Query dq, range of da |
| Secret | `K#<purpose>` / kid | key material | Query pk |
| Notice | `P#pid` / `N#<cause>` | a message to send once | by key |
| Notice | `P#pid` / `N#C#case` | what the person was told of a case, in versions | by key; Query pk, `N#C#` |
| Audit | `A#<subject>` / `<at10>#<nonce>` | who read or changed whose data | Query pk; byDay: `yyyymmdd` / digest |
| Audit | `SEAL` / `yyyymmdd` | the closed book of a day | Query pk |
| Stat | `L#<metric>#<unit path>#<yyyymmdd>` / `<hh>#<address>` | log entries of a commune's day | Query pk |
| Stat | `S#<metric>#<scheme/code>` / `yyyymmdd#<unit path>` | daily cells of a unit and of all communes in it | Query pk, days |
| Stat | `D#recount` / `<metric>#<unit path>#<yyyymmdd>` | days to be counted anew | Query pk |

byUnit: the partition is the province, the range starts with the codes of the units below it (`001/00004/`), so that
a province is the whole partition and a district or commune one prefix, in schemes of two levels and of three. A write
rate of 1,000 a second for one province is far above what registration and import do. `#` ends the codes: a name that
begins with digits never reads as a unit.

Cases are listed by time, which a prefix of codes would break: META carries the commune in which the person lived, `U#`
items the district and the province above it, `H#` items the communes it was handed over to (with `U#` items for the
units above those, marked `ho`). A unit has one item of a case, however many of its communes were handed people.

A case's contacts are spread over 8 partitions by a hash of the person: one key would take 30 s for the 28,000 contacts
of the largest trace seen. `FU#` sorts before `P#`, so that edges are paged with `begins_with(sk, "P#")`.
"""

import hashlib
from datetime import date, datetime
from zlib import crc32

from domain.base.period import epoch, local_day
from domain.base.secret import Purpose
from domain.base.unit import UnitKey
from domain.figures.statistics import Cell, Metric
from domain.people.codes import PersonId
from domain.presence.codes import VenueCode, VenueId
from domain.presence.visit import VisitKey
from domain.telling.notice import NoticeKey
from domain.tracing.codes import CaseCode

META = "META"
PROFILE = "PROFILE"
OTP = "OTP"
DEVICES = "DEVICE#"
ONLY = "0"
SEAL = "SEAL"
RECOUNT = "D#recount"
VISITS = "V#"
ACTIVE = "ACTIVE#covid-19"  # domain.case.DISEASE, which the check-in need not load
REVISIONS = "R#"
HAND_OVERS = "H#"
MEETINGS = "I#"
PEOPLE = "P#"
EXPOSURES = "N#C#"
RUN = "RUN"
RETRACE = "RETRACE"
SHARDS = range(8)
BY_VENUE = "byVenue"
BY_UNIT = "byUnit"
BY_OWNER = "byOwner"
BY_DAY = "byDay"
BY_DUE = "byDue"

_SEARCH_BYTES = 900  # a range key holds 1,024 bytes; codes and id need the rest


def seconds(instant: datetime) -> str:
    """Epoch seconds in ten digits, so that text order is time order."""
    return f"{epoch(instant):010d}"


def day(on: date) -> str:
    return f"{on:%Y%m%d}"


def day_read(text: str) -> date:
    """Inverse of `day`."""
    return date(int(text[:4]), int(text[4:6]), int(text[6:8]))


def person(pid: PersonId) -> str:
    return f"P#{pid}"


def visit(key: VisitKey) -> str:
    """The device's raw second of scan, not the corrected one: a retry must meet its own item."""
    return f"{VISITS}{key.scanned:010d}#{key.venue}"


def visit_read(pk: str, sk: str) -> VisitKey:
    """Inverse of `person` and `visit`."""
    _, scanned, venue_id = sk.split("#")
    return VisitKey(PersonId(pk.removeprefix("P#")), int(scanned), VenueId(venue_id))


def venue_day(venue_id: VenueId, start: datetime) -> str:
    """Bucket of byVenue: the local day of the corrected start."""
    return f"{venue_id}#{day(local_day(start))}"


_EPOCH = date(1970, 1, 1).toordinal()


def venue_on(venue_id: str, days: int) -> str:
    """The same bucket, by days since 1970."""
    return f"{venue_id}#{day(date.fromordinal(_EPOCH + days))}"


def venue_visitor(start: datetime, pid: PersonId) -> str:
    return f"{seconds(start)}#{pid}"


def venue(venue_id: VenueId) -> str:
    return f"v#{venue_id}"


def venue_code(code: VenueCode) -> str:
    return f"c#{code}"


def venue_natural(natural: str) -> str:
    return f"n#{natural}"


def unit_partition(unit_path: str) -> str:
    """`scheme/province` of a unit path."""
    return "/".join(unit_path.split("/")[:2])


def unit_prefix(unit_path: str) -> str:
    """What every range key of the unit begins with; empty for a province."""
    return "".join(f"{code}/" for code in unit_path.split("/")[2:])


def unit_range(unit_path: str, search_key: str, venue_id: VenueId) -> str:
    text = search_key.encode()[:_SEARCH_BYTES].decode(errors="ignore")
    return f"{unit_prefix(unit_path)}#{text}#{venue_id}"


def unit_range_text(bs: str) -> str:
    """The search key inside a range key of byUnit."""
    return bs.partition("#")[2].rpartition("#")[0]


def phone(hashed: str) -> str:
    return f"H#{hashed}"


def identity(hashed: str) -> str:
    return f"I#{hashed}"


def card(code: str) -> str:
    return f"C#{code}"


def registration(text: str) -> str:
    """Hashed, because the text comes from a device."""
    return f"R#{hashlib.sha256(text.encode()).hexdigest()}"


def device(subscription: str) -> str:
    return f"{DEVICES}{subscription}"


def secret(purpose: Purpose) -> str:
    return f"K#{purpose.value}"


def notice(key: NoticeKey) -> str:
    return f"N#{key.cause}"


def case(code: CaseCode) -> str:
    return f"C#{code}"


def is_case(key: str) -> bool:
    return key.startswith("C#")


def case_read(key: str) -> CaseCode:
    """Inverse of `case`."""
    return CaseCode(key.removeprefix("C#"))


def revision(number: int) -> str:
    return f"{REVISIONS}{number:06d}"


def revision_read(sk: str) -> int:
    """Inverse of `revision`."""
    return int(sk.removeprefix(REVISIONS))


def hand_over(unit_path: str) -> str:
    return f"{HAND_OVERS}{unit_path}"


def hand_over_read(sk: str) -> str:
    """Inverse of `hand_over`."""
    return sk.removeprefix(HAND_OVERS)


def exposure(code: CaseCode) -> str:
    return f"{EXPOSURES}{code}"


def exposure_read(sk: str) -> CaseCode:
    """Inverse of `exposure`."""
    return CaseCode(sk.removeprefix(EXPOSURES))


def listed_in(unit: str) -> str:
    """Item that puts a case into the list of `unit` (`scheme/code`)."""
    return f"U#{unit}"


_LAST_SECOND = 10**10 - 1


def newest_first(confirmed_at: datetime, code: CaseCode) -> str:
    """Text order is the newest confirmation first."""
    return f"{_LAST_SECOND - epoch(confirmed_at):010d}#{code}"


def due(at: datetime, code: CaseCode) -> str:
    return f"{seconds(at)}#{code}"


def end_of_second(now: datetime) -> str:
    """After every key that begins with that second or an earlier one."""
    return f"{seconds(now)}#~"


def interviewed(code: CaseCode) -> str:
    return f"M#{code}"


def meetings_of(code: CaseCode) -> str:
    """What the sort keys of a case's meetings begin with."""
    return f"{MEETINGS}{code}#"


def meeting(code: CaseCode, other: PersonId, place: int) -> str:
    """`place` tells the meetings of one pair apart."""
    return f"{meetings_of(code)}{other}#{place}"


def meeting_read(pk: str, sk: str) -> tuple[CaseCode, PersonId, PersonId]:
    """Case, person and other of `person` and `meeting`."""
    _, code, other, _ = sk.split("#")
    return CaseCode(code), person_read(pk), PersonId(other)


def person_read(key: str) -> PersonId:
    """Inverse of `person`."""
    return PersonId(key.removeprefix(PEOPLE))


def shard(pid: PersonId) -> int:
    """Which of a case's partitions holds a contact; never changes."""
    return crc32(str(pid).encode()) % len(SHARDS)


def contacts(code: CaseCode, number: int) -> str:
    """Partition of the contacts in one shard."""
    return f"E#{code}#{number}"


def contacts_read(pk: str) -> CaseCode:
    """Case of `contacts`."""
    return CaseCode(pk.split("#")[1])


def follow_up(pid: PersonId) -> str:
    return f"FU#{pid}"


def follow_up_read(sk: str) -> PersonId:
    """Inverse of `follow_up`."""
    return PersonId(sk.removeprefix("FU#"))


def audit(subject: str) -> str:
    return f"A#{subject}"


def audit_moment(at: datetime, nonce: str) -> str:
    return f"{seconds(at)}#{nonce}"


def log(metric: Metric, unit_path: str, on: str) -> str:
    return f"L#{metric.value}#{unit_path}#{on}"


def log_entry(cell: Cell, address: str) -> str:
    return f"{cell.hour[8:]}#{address}"


def cells(metric: Metric, unit: str) -> str:
    """Partition of the daily cells of `unit` (`scheme/code`)."""
    return f"S#{metric.value}#{unit}"


def cell(on: str, unit_path: str) -> str:
    return f"{on}#{unit_path}"


def mark(metric: Metric, unit_path: str, on: str) -> str:
    return f"{metric.value}#{unit_path}#{on}"


def mark_read(sk: str) -> tuple[Metric, str, str]:
    """Inverse of `mark`."""
    metric, unit_path, on = sk.split("#")
    return Metric(metric), unit_path, on


def unit_of(unit_path: str) -> str:
    """`scheme/code` of the unit itself."""
    return line_of(unit_path)[-1]


def line_of(unit_path: str) -> list[str]:
    """`scheme/code` of the unit and of every unit it lies in."""
    scheme, *codes = unit_path.split("/")
    return [str(UnitKey(scheme, code)) for code in codes]
