"""Web push: where a person's browsers take messages, and which addresses are taken for one.

A push carries no words: it says that there is a message, and the page fetches it after sign-in (rule N3).
"""

import hashlib
import re
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

from domain.people.codes import PersonId

PUSH_SERVICES = (
    "fcm.googleapis.com",
    "*.push.services.mozilla.com",
    "*.notify.windows.com",
    "web.push.apple.com",
)
"""Hosts of the browsers' makers. An endpoint comes from a device: without this list it could name any address."""

MOST_DEVICES = 5
LONGEST_ENDPOINT = 1_000
_POINT_BYTES = 65  # 04, x, y
_AUTH_BYTES = 16
_COORDINATE = 32
_ID_SYMBOLS = 16
_BASE64URL = re.compile(r"([A-Za-z0-9_-]+)={0,2}")
# P-256 (FIPS 186-4, D.1.2.3): y² = x³ − 3x + b over p.
_P = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF
_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B


def subscription_id(endpoint: str) -> str:
    """The natural key of a subscription: the same browser saved again is the same."""
    return hashlib.sha256(endpoint.encode()).hexdigest()[:_ID_SYMBOLS]


def is_subscription_id(text: str) -> bool:
    return len(text) == _ID_SYMBOLS and all(symbol in "0123456789abcdef" for symbol in text)


@dataclass(frozen=True, slots=True)
class Subscription:
    """One browser of a person: where to send, and the keys that only that browser can read with."""

    endpoint: str
    p256dh: str
    auth: str
    saved_at: datetime

    @property
    def subscription_id(self) -> str:
        return subscription_id(self.endpoint)

    def __repr__(self) -> str:
        return f"Subscription({self.subscription_id})"  # who knows the rest can write to the browser


def endpoint_rule(endpoint: str, *, loopback: bool) -> str | None:
    """The rule an endpoint breaks, or None. `loopback` lets a push service on this machine through."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return "push-endpoint"
    if not endpoint.isascii() or any(symbol <= " " for symbol in endpoint) or len(endpoint) > LONGEST_ENDPOINT:
        return "push-endpoint"
    if "@" in parts.netloc or parts.fragment or not parts.path.strip("/"):
        return "push-endpoint"
    if loopback and _is_loopback(parts):
        return None
    known = parts.scheme == "https" and port is None and any(_fits(parts.hostname or "", s) for s in PUSH_SERVICES)
    return None if known else "push-endpoint"


def _fits(host: str, service: str) -> bool:
    return (host.endswith(service[1:]) and host[0] != ".") if service[0] == "*" else host == service


def _is_loopback(parts: SplitResult) -> bool:
    return parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"}


def browser_key_rule(p256dh: str) -> str | None:
    """The rule a browser's public key breaks, or None: it must be a point of P-256, uncompressed, in base64url."""
    point = _decoded(p256dh)
    if len(point) != _POINT_BYTES or point[0] != 0x04:  # noqa: PLR2004 - the mark of an uncompressed point
        return "push-key"
    x = int.from_bytes(point[1 : 1 + _COORDINATE], "big")
    y = int.from_bytes(point[1 + _COORDINATE :], "big")
    return None if x < _P and y < _P and (y * y - x**3 + 3 * x - _B) % _P == 0 else "push-key"


def browser_secret_rule(auth: str) -> str | None:
    """The rule a browser's authentication secret breaks, or None."""
    return None if len(_decoded(auth)) == _AUTH_BYTES else "push-key"


def _decoded(text: str) -> bytes:
    """Nothing for what is not base64url: the library's own reader passes over strange symbols."""
    match = _BASE64URL.fullmatch(text)
    try:
        return urlsafe_b64decode(match[1] + "=" * (-len(match[1]) % 4)) if match else b""
    except NotBase64:
        return b""


class PushSubscriptions(Protocol):
    """Where people's browsers take messages."""

    def save(self, person: PersonId, subscription: Subscription) -> bool:
        """Stores it in place of an earlier one of the same endpoint; True when it is new.

        A person keeps the newest few (MOST_DEVICES): the oldest makes room.
        """
        ...

    def of_person(self, person: PersonId, *, now: datetime) -> Sequence[Subscription]:
        """Newest first, at most MOST_DEVICES."""
        ...

    def remove(self, person: PersonId, subscription: str) -> None:
        """By id; one that is not there is gone already."""
        ...


class Delivery(StrEnum):
    """What a push service said."""

    TAKEN = "taken"
    GONE = "gone"  # the browser or its user ended the subscription
    REFUSED = "refused"


class Pusher(Protocol):
    """The way out to browsers."""

    def public_key(self) -> str:
        """The sender's key that a browser binds its subscription to: P-256 point, uncompressed, base64url."""
        ...

    def push(self, subscription: Subscription, message: str, *, once: str) -> Delivery:
        """Sends encrypted; messages of one `once` replace each other while they wait. Raises Busy."""
        ...
