"""Keys and access patterns of the table Case.

| pk / sk | what | read by |
|---|---|---|
| `C#case` / `META` | a case, what its last run found, and the lease of a run | Get; byDue |
| `C#case` / `R#<revision6>` | one revision: what changed, by whom, why | Query pk, `R#` |
| `C#case` / `H#<unit path>` | people of the case who live in that commune, handed over to it | Query pk, `H#` |
| `C#case` / `U#<scheme/code>` | the case stands in that unit's list too | see below |
| `C#case` / `L#<standing>#<scheme/code>` | the case stands in that unit's list of open or held cases; empty when it did | byUnit |
| `P#pid` / `ACTIVE#covid-19` | the person's open episode → case: one at a time | Get |
| `P#pid` / `C#case` | cases the person was the F0 of | Query pk, `C#` |
| `P#pid` / `I#case#<other pid>#n` | an interview fact, kept under both people | Query pk, `I#` |
| `P#pid` / `W#case` | a case of which the person is owed word, and waits while a case of their own stands | Query pk, `W#` |
| `W#case` / `P#pid` | who waits for word of the case | Query pk |
| `M#case` / `P#pid` | who may have interview facts of the case | Query pk |
| `E#case#<0..7>` / `P#pid`, `FU#pid` | why a person is a contact; what was done about it | Query pk |
| byUnit: `scheme/code` / `<inverted confirmed10>#case` | cases of a unit, newest first: META, `H#`, `U#` | Query bu |
| byUnit: `scheme/code!open`, `!held` / the same | open cases and held ones of a unit: `L#` | Query bu, counted or listed |
| byDue: `RUN`, `RETRACE` / `<due10>#case` | cases that want a run, now or later | Query dq, range of da |

Cases are listed by time, which a prefix of codes would break: META carries the commune in which the person lived, `U#`
items the district and the province above it, `H#` items the communes it was handed over to (with `U#` items for the
units above those, marked `hd`; older ones are marked `ho`, and read alike). A unit has one item of a case, however many of its communes were handed people.

A case's contacts are spread over 8 partitions by a hash of the person: one key would take 30 s for the 28,000 contacts
of the largest trace seen. `FU#` sorts before `P#`, so that edges are paged with `begins_with(sk, "P#")`.
"""

from datetime import datetime
from zlib import crc32

from adapters.dynamo.key_parts import person_read, seconds
from domain.base.period import epoch
from domain.people.codes import PersonId
from domain.tracing.codes import CaseCode
from domain.tracing.review.listing import Standing

ACTIVE = "ACTIVE#covid-19"  # domain.case.DISEASE, which the check-in need not load
CASES = "C#"
REVISIONS = "R#"
HAND_OVERS = "H#"
MEETINGS = "I#"
WAITING = "W#"
RUN = "RUN"
RETRACE = "RETRACE"
SHARDS = range(8)
BY_DUE = "byDue"


def case(code: CaseCode) -> str:
    return f"C#{code}"


def is_case(key: str) -> bool:
    return key.startswith(CASES)


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


def listed_in(unit: str) -> str:
    """Item that puts a case into the list of `unit` (`scheme/code`)."""
    return f"U#{unit}"


def stands_in(standing: Standing, unit: str) -> str:
    """Item that puts a case into the list of the unit's cases with that standing."""
    return f"L#{standing}#{unit}"


def standing_of(unit: str, standing: Standing | None) -> str:
    """Partition of byUnit: all cases of the unit, or those of that standing."""
    return f"{unit}!{standing}" if standing else unit


_LAST_SECOND = 10**10 - 1


def newest_first(confirmed_at: datetime, code: CaseCode) -> str:
    """Text order is the newest confirmation first."""
    return f"{_LAST_SECOND - epoch(confirmed_at):010d}#{code}"


def from_second(moment: datetime) -> str:
    """Before every key of a confirmation at that second or earlier, after those of later ones."""
    return f"{_LAST_SECOND - epoch(moment):010d}"


def due(at: datetime, code: CaseCode) -> str:
    return f"{seconds(at)}#{code}"


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


def waiting(code: CaseCode) -> str:
    """Partition of those who wait for the case, and the sort key under each of them."""
    return f"{WAITING}{code}"


def waiting_read(key: str) -> CaseCode:
    """Inverse of `waiting`."""
    return CaseCode(key.removeprefix(WAITING))


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
