"""Keys and access patterns of the table Venue.

| pk / sk | what | read by |
|---|---|---|
| `v#vid` / `META` | a venue, with how it stood as far back as scans are accepted (`be`); its contact phone sealed (`pz`), open in older items (`ph`) | by id: Get |
| `v#vid` / `H#revision` | what made that revision: who, when; why and what was said before, sealed | the newest: Query pk, `H#`, descending |
| `c#code` / `META` | code → venue, kept when the code is retired | by code: Get, then by id |
| `i#natural` / `META` | natural key → venue: one registration each; free (`fr`) once the venue bears another name | add, replace: Get |
| `n#natural` / `META` | the same, of venues registered before marks counted in names; never written | add, replace: Get |
| byUnit: `scheme/province` / `<codes below>/#<name and address>#vid` | venues of a province, district or commune | see below |
| byAge: `scheme/…/commune` (`u`) / moment of registration (`t`) | venues of a commune by age; `bs` for their words | the newest: Query u, descending |
| byOwner: `pid` / `v#vid` | venues of an owner | Query ow |

byUnit: the partition is the province, the range starts with the codes of the units below it (`001/00004/`), so that
a province is the whole partition and a district or commune one prefix, in schemes of two levels and of three. A write
rate of 1,000 a second for one province is far above what registration and import do. `#` ends the codes: a name that
begins with digits never reads as a unit.
"""

from domain.presence.codes import VenueCode, VenueId

BY_OWNER = "byOwner"
BY_AGE = "byAge"
CHANGES = "H#"
_SEARCH_BYTES = 900  # a range key holds 1,024 bytes; codes and id need the rest


def venue(venue_id: VenueId) -> str:
    return f"v#{venue_id}"


def venue_code(code: VenueCode) -> str:
    return f"c#{code}"


def venue_natural(natural: str) -> str:
    return f"i#{natural}"


def venue_former(natural: str) -> str:
    return f"n#{natural}"


def change(revision: int) -> str:
    return f"{CHANGES}{revision:06d}"


def change_read(sk: str) -> int:
    """Inverse of `change`."""
    return int(sk.removeprefix(CHANGES))


def unit_partition(unit_path: str) -> str:
    """`scheme/province` of a unit path."""
    return "/".join(unit_path.split("/")[:2])


def unit_prefix(unit_path: str) -> str:
    """What every range key of the unit begins with; empty for a province."""
    return "".join(f"{code}/" for code in unit_path.split("/")[2:])


def unit_range(unit_path: str, search_key: str, venue_id: VenueId) -> str:
    text = search_key.encode()[:_SEARCH_BYTES].decode(errors="ignore")
    return f"{unit_prefix(unit_path)}#{text}#{venue_id}"


def unit_range_alike(unit_path: str, search_key: str, venue_id: VenueId) -> str:
    """What the range keys of venues with the same search key begin with."""
    return unit_range(unit_path, search_key, venue_id).removesuffix(str(venue_id))


def unit_range_text(bs: str) -> str:
    """The search key inside a range key of byUnit."""
    return bs.partition("#")[2].rpartition("#")[0]
