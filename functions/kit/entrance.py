"""The way in: a request comes through the content network, which shows a key that nobody else has (decision 0046).

Around the network there is no firewall, and whoever comes that way could say any address to be theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hmac import compare_digest

from domain.base.errors import DomainError
from functions.kit.settings import from_environment

HEADER = "x-vungxanh-entrance"
VIEWER = "cloudfront-viewer-address"
"""Address and port of the visitor, where the network is asked to say them; the list of those who forwarded goes first,
because the network writes into it behind whatever a visitor sent."""


class WrongDoor(DomainError):
    """Not one of the keys that are taken: nothing of the request was looked at."""

    code = "wrong-door"


@dataclass(frozen=True, slots=True)
class EntranceSettings:
    """The keys that are taken, parted by a space: while one is on its way out, the next is taken already."""

    entrance_keys: str


def admit(headers: Mapping[str, str]) -> None:
    """`headers` by names in lower case, as the gateway gives them. Raises WrongDoor; MissingSetting without any key."""
    shown = headers.get(HEADER, "").encode()
    if not any(compare_digest(shown, key) for key in _taken()):
        raise WrongDoor


@cache
def _taken() -> tuple[bytes, ...]:
    return tuple(from_environment(EntranceSettings).entrance_keys.encode().split())
