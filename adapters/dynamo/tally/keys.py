"""Keys and access patterns of the table Tally.

| pk / sk | what | read by |
|---|---|---|
| `T#<hmac>` / `REGISTERED#<since>` | who named a number that day and has not proved it: a set of names | by key, in the condition of its update |
| `T#<hmac>` / `CODES#<since>` | the codes a number was sent that day: a set of names | by key, in the condition of its update |
| `S#<hmac>` / `REGISTERED#<since>` | how many registered from an address in ten minutes | by key |

The hash of a number or address is keyed by a key of the day, made of the look-up key: two days of one address have
nothing in common. A name in a set is a hash of 8 bytes. Items expire when their span of time ends.
"""

from datetime import datetime

from adapters.dynamo import key_parts
from domain.base.tally import Counted

_PLACES = {
    Counted.NUMBER_REGISTRATIONS: ("T", "REGISTERED"),
    Counted.NUMBER_CODES: ("T", "CODES"),
    Counted.SOURCE_REGISTRATIONS: ("S", "REGISTERED"),
}


def counter(counted: Counted, hashed: str, since: datetime) -> tuple[str, str]:
    whose, what = _PLACES[counted]
    return f"{whose}#{hashed}", f"{what}#{key_parts.seconds(since)}"
