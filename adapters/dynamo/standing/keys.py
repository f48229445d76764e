"""Keys and access patterns of the table Standing.

| pk / sk | what | read by |
|---|---|---|
| `DAYS` / `<yyyymmdd>#T<0..f>` | what was signed out that day: a set of marks of 8 bytes (a device) or 12 (a person, until when) | every door, into memory: Query pk, from a day on |
| `DAYS` / `<yyyymmdd>#J` | what was joined or parted that day: a set of facts of 22 bytes | with them |
| `P#pid` / `D#<device>` | a device that got a token of this person | Query pk, `D#` |
| `P#pid` / `MERGE` | the newest attempt to join this record into another one | Get |
| `P#pid` / `M#<number6>#<state>` | what became of an attempt, by whom and when | by hand |
| `W#<scheme/province>` / `<codes below>/#pid` | attempts that wait or can be undone, by unit | Query pk, prefix |

One partition carries `DAYS`: a door asks it once a minute for two days, and everything at its first request. A set takes
a mark twice without growing, so that every write may be repeated; a day holds some 18,000 facts and 500,000 marks.
"""

from datetime import datetime

from adapters.dynamo.key_parts import day
from domain.base.period import local_day
from domain.people.codes import PersonId

DAYS = "DAYS"
TOKENS = "T"
JOININGS = "J"
DEVICES = "D#"
MERGE = "MERGE"


def joined_on(moment: datetime) -> str:
    return f"{day(local_day(moment))}#{JOININGS}"


def signed_out_on(moment: datetime, mark: bytes) -> str:
    """Spread by the mark: an item holds 400 kB, and whoever signs out again and again must not fill a day."""
    return f"{day(local_day(moment))}#{TOKENS}{mark[-1] % 16:x}"


def from_day(moment: datetime) -> str:
    """Before everything of that local day and of later ones."""
    return day(local_day(moment))


def holds_joinings(sk: str) -> bool:
    return sk.endswith(f"#{JOININGS}")


def device(name: str) -> str:
    return f"{DEVICES}{name}"


def device_read(sk: str) -> str:
    """Inverse of `device`."""
    return sk.removeprefix(DEVICES)


def line(number: int, state: str) -> str:
    return f"M#{number:06d}#{state}"


def listing(unit_path: str) -> str:
    """`W#scheme/province` of a unit path."""
    return "W#" + "/".join(unit_path.split("/")[:2])


def listed(unit_path: str, join: PersonId) -> str:
    return f"{listed_in(unit_path)}#{join}"


def listed_in(unit_path: str) -> str:
    """What every range key of the unit begins with; empty for a province."""
    return "".join(f"{code}/" for code in unit_path.split("/")[2:])
