"""Keys and access patterns of the table Hotline.

| pk / sk | what | read by |
|---|---|---|
| `scheme/code` / `NOW` | a unit's bodies as they stand, an attribute for each kind | of a unit and those it lies in: one BatchGet |
| `scheme/code` / `H#moment#kind#revision` | what was said of a body since then, by whom | the newest: Query pk, `H#`, descending |

The bodies of a unit are few and read together, a hundred times for each time that one changes: one item.
"""

from adapters.dynamo import key_parts
from domain.base.unit import UnitKey
from domain.telling.unit_contact import UnitContact

NOW = "NOW"
CHANGES = "H#"


def unit(key: UnitKey) -> str:
    return str(key)


def change(contact: UnitContact) -> str:
    return f"{CHANGES}{key_parts.seconds(contact.since)}#{contact.kind}#{contact.revision:06d}"
