"""Keys and access patterns of the table Audit.

| pk / sk | what | read by |
|---|---|---|
| `A#<subject>` / `<at10>#<nonce>` | who read or changed whose data | Query pk; byDay: `yyyymmdd` / digest; byActor: actor / sk; byUnit: unit, where somebody acts for one / sk |
| `SEAL` / `yyyymmdd` | the closed book of a day | Query pk |
| `CHECKED` / `<at10>#<by>` | that an auditor checked days, and how many things did not hold | Query pk, newest |
| `ALTERED` / `yyyymmdd#<event>` | a record or seal of that day which was written over or removed, by the stream | Query pk, days |
"""

from datetime import date, datetime

from adapters.dynamo.key_parts import day, seconds

SEAL = "SEAL"
ALTERED = "ALTERED"
CHECKED = "CHECKED"
BY_DAY = "byDay"
BY_ACTOR, ACTOR = "byActor", "ac"
BY_UNIT, UNIT = "byUnit", "ub"
DIGEST = "h"


def audit(subject: str) -> str:
    return f"A#{subject}"


def audit_moment(at: datetime, nonce: str) -> str:
    return f"{seconds(at)}#{nonce}"


def altered(on: date, number: str) -> str:
    return f"{day(on)}#{number}"


def checked(at: datetime, by: str) -> str:
    return f"{seconds(at)}#{by}"
