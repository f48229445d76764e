"""A place that can be scanned, its printed code, and the token in its QR."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import product
from typing import NamedTuple, Protocol

from domain.base.codes import ALPHABET, base32, normalised
from domain.base.errors import Busy
from domain.base.text import folded, identity
from domain.presence.change import Change
from domain.presence.codes import VenueCode, VenueId
from domain.presence.errors import VenueCodeForged
from domain.presence.policy import Stay

_MAC_SYMBOLS = 12  # 60 bits: a guess costs one call to the server, and calls are throttled


class VenueState(StrEnum):
    ACTIVE = "ACTIVE"
    DEACTIVATED = "DEACTIVATED"


@dataclass(frozen=True, slots=True)
class VenueThen:
    """What visits of a venue are judged by."""

    code: VenueCode
    state: VenueState
    category: str
    stay: Stay


class Past(NamedTuple):
    """How a venue stood until a moment."""

    then: VenueThen
    until: datetime


@dataclass(frozen=True, slots=True)
class Venue:
    """A registered place. `unit_path` is the line of its administrative units; `code` is the one printed now.

    `before` is how it stood as far back as scans are accepted, oldest first; what is older is forgotten.
    """

    venue_id: VenueId
    code: VenueCode
    name: str
    category: str
    unit_path: str
    unit_name: str
    address: str
    stay: Stay
    contact_phone: str
    registered_by: str
    registered_at: datetime
    owner: str | None = None
    capacity: int | None = None
    parent: VenueId | None = None
    state: VenueState = VenueState.ACTIVE
    revision: int = 1
    before: tuple[Past, ...] = ()

    @property
    def search_key(self) -> str:
        """Name and address without diacritics."""
        return folded(f"{self.name} {self.address}")

    @property
    def natural_key(self) -> str:
        """What makes two registrations one venue: unit, name and address, whose marks count."""
        return _digest(self.unit_path, identity(self.name), identity(self.address))

    @property
    def former_keys(self) -> tuple[str, ...]:
        """Under these it may have been registered before marks counted, as telephones and word processors wrote it."""
        name, address = folded(self.name), folded(self.address)
        ways = [str.maketrans({"'": apostrophe, "-": hyphen}) for apostrophe, hyphen in product("'’", "-–")]
        keys = (_digest(self.unit_path, name.translate(way), address.translate(way)) for way in ways)
        return tuple(dict.fromkeys(keys))

    @property
    def present(self) -> VenueThen:
        """How it stands."""
        return VenueThen(self.code, self.state, self.category, self.stay)

    def as_of(self, moment: datetime) -> VenueThen:
        """How it stood then. One without a past stood as it stands."""
        return next((past.then for past in self.before if moment < past.until), self.present)

    def is_one_with(self, other: "Venue") -> bool:
        """True where both registrations mean one place."""
        return self.natural_key == other.natural_key

    def looks_like(self, other: "Venue") -> bool:
        """True where name and address differ in their marks at most: a question for a person, and no answer."""
        return self.unit_path == other.unit_path and all(
            folded(mine) == folded(theirs) for mine, theirs in ((self.name, other.name), (self.address, other.address))
        )


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:32]


class Scanned(NamedTuple):
    """What a scan or a typed code says: the code, and whether the server signed it."""

    code: VenueCode
    signed: bool


def _mac(code: VenueCode, key: bytes) -> str:
    digest = hmac.digest(key, f"venue-code-v1|{code}".encode(), hashlib.sha256)
    return base32(int.from_bytes(digest[:8], "big") >> 4, _MAC_SYMBOLS)


def signed_token(code: VenueCode, kid: str, key: bytes) -> str:
    """The QR's token: code, key id (one symbol) and truncated MAC, upper case so that a QR stores it densely."""
    return f"{code}{kid}{_mac(code, key)}".upper()


def read_token(text: str, keys: Mapping[str, bytes]) -> Scanned:
    """What a QR or a keyboard gave, checked.

    Raises ValueError for a mistyped code, VenueCodeForged for a bad MAC, Busy while the key that signed it is lost.
    """
    symbols = normalised(text.rpartition("#")[2])
    if len(symbols) == VenueCode.length:
        return Scanned(VenueCode(symbols), signed=False)
    if len(symbols) != VenueCode.length + 1 + _MAC_SYMBOLS or any(s not in ALPHABET for s in symbols):
        raise ValueError("neither a venue code nor a QR token")
    code, kid, mac = VenueCode(symbols[:8]), symbols[8], symbols[9:]
    key = keys.get(kid)
    if key is None and _was_made(kid, keys):
        raise Busy
    if key is None or not hmac.compare_digest(_mac(code, key), mac):
        raise VenueCodeForged
    return Scanned(code, signed=True)


def _was_made(kid: str, keys: Mapping[str, bytes]) -> bool:
    """Key ids are given in the alphabet's order, from its second symbol on, and every key is kept."""
    return 0 < ALPHABET.index(kid) < max(map(ALPHABET.index, keys), default=0)


@dataclass(frozen=True, slots=True)
class VenuePage:
    """Some venues of a unit, in an order of their register; `cursor` continues, None when there are no more.

    `looked_at`: so many were looked at to find them.
    """

    venues: Sequence[Venue] = field(default_factory=tuple)
    cursor: str | None = None
    looked_at: int = 0


class VenueDirectory(Protocol):
    """Read side for the check-in path; may answer from a copy up to a minute old."""

    def by_code(self, code: VenueCode) -> Venue | None:
        """The venue this code was ever printed for; compare `venue.code` to see whether it is still in use."""
        ...

    def by_id(self, venue_id: VenueId) -> Venue | None: ...

    def by_ids(self, venue_ids: Sequence[VenueId]) -> Mapping[VenueId, Venue]:
        """Those that exist."""
        ...


class VenueRegister(VenueDirectory, Protocol):
    """The register itself."""

    def add(self, venue: Venue) -> Venue:
        """Stores a new venue, or returns the one already registered under the same natural key. Atomic."""
        ...

    def add_all(self, venues: Sequence[Venue]) -> Sequence[Venue]:
        """As `add` does with each, in a few reads and writes: each venue whole or not at all.

        After Busy, or a crash, some are registered; the same again finds them and adds the others.
        """
        ...

    def same(self, venues: Sequence[Venue]) -> Mapping[str, Venue]:
        """Those registered under the natural keys of these, by that key; a few reads for all of them."""
        ...

    def replace(self, venue: Venue, *, now: datetime, change: Change | None = None) -> Venue:
        """Stores `venue` if its revision is one above the stored one, with the `change` that made it.

        A new code, and a new name or address, are claimed with it; the name it bore is free. Raises Busy, VenueExists.
        """
        ...

    def changes(self, venue_id: VenueId, *, limit: int) -> Sequence[Change]:
        """The newest changes, newest first."""
        ...

    def alike(self, venue: Venue, *, limit: int) -> Sequence[Venue]:
        """Others of its unit that look like it, by name and id; one registered a moment ago may be missing."""
        ...

    def in_unit(self, unit_path: str, *, limit: int, cursor: str | None, contains: str = "") -> VenuePage:
        """Venues of a unit and of all units in it (`Unit.path`), by unit and name.

        With `contains`, those whose name and address hold every word of it, diacritics aside; MOST_SEARCHED are looked at,
        so a page may be short or empty and yet go on.
        """
        ...

    def newest(self, commune_path: str, *, limit: int, cursor: str | None, contains: str = "") -> VenuePage:
        """Venues of one commune, the last registered first; otherwise as `in_unit`."""
        ...

    def number(self, unit_path: str, *, contains: str = "") -> int | None:
        """How many `in_unit` would list; None where they are more than MOST_SEARCHED."""
        ...

    def owned_by(self, owner: str) -> Sequence[Venue]:
        """Venues whose owner is this person."""
        ...
