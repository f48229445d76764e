"""Keys and access patterns of the table Audit.

| pk / sk | what | read by |
|---|---|---|
| `A#<subject>` / `<at10>#<nonce>` | who read or changed whose data | Query pk; byDay: `yyyymmdd` / digest |
| `SEAL` / `yyyymmdd` | the closed book of a day | Query pk |
"""

from datetime import datetime

from adapters.dynamo.key_parts import seconds

SEAL = "SEAL"
BY_DAY = "byDay"


def audit(subject: str) -> str:
    return f"A#{subject}"


def audit_moment(at: datetime, nonce: str) -> str:
    return f"{seconds(at)}#{nonce}"
