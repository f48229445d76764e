"""What the local cloud would have sent: text messages, and pushes to a push service on this machine.

Local only. The page is no part of the site; it is made here, for people who try the product and for tests.
The push service takes `/_push/<device>` as a browser's maker would, and opens nothing. Two names play troubled ones:
a device called `gone…` is answered 410, one called `busy…` 429.
"""

import json
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from domain.base.period import LOCAL

PUSH_PREFIX = "/_push/"
PAGES = ("/outbox", "/outbox.json", "/_outbox", "/_outbox.json")
# Where the engine lists the text messages it did not send.
ENGINE_LIST = "/_ministack/sns/sms-messages"
KEPT = 200
_LONGEST_NAME = 200
_SHOWN_HEADERS = ("ttl", "urgency", "topic", "content-encoding", "content-type", "authorization")


@dataclass(frozen=True, slots=True)
class Sms:
    """One text message. The engine keeps no time: `seen_at` is when this page first found it."""

    seen_at: str
    phone: str
    message: str


@dataclass(frozen=True, slots=True)
class Push:
    """One request that a push service would have taken. The body is the browser's alone: only its size is kept."""

    at: str
    device: str
    size: int
    answer: int
    headers: Mapping[str, str] = field(default_factory=dict)


class Outbox:
    """Shared by the threads of the front door; forgotten with it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pushes: deque[Push] = deque(maxlen=KEPT)
        self._seen: dict[str, str] = {}

    def take(self, device: str, headers: Mapping[str, str], body: bytes) -> int:
        """A push arrives; returns the status of its answer."""
        answer = _answer(device)
        kept = {name: value for name in _SHOWN_HEADERS if (value := headers.get(name))}
        with self._lock:
            self._pushes.append(Push(_now(), device[:_LONGEST_NAME], len(body), answer, kept))
        return answer

    def pushes(self) -> list[Push]:
        """Newest first."""
        with self._lock:
            return list(reversed(self._pushes))

    def messages(self, listed: Mapping[str, Any], wanted: str = "") -> list[Sms]:
        """The engine's list for phones that contain `wanted`, newest first as far as this page has watched."""
        with self._lock:
            found = [
                (order, Sms(self._seen.setdefault(name, _now()), phone, text))
                for order, (name, phone, text) in enumerate(_records(listed))
            ]
        newest = sorted(found, key=lambda pair: (pair[1].seen_at, pair[0]), reverse=True)
        return [sms for _, sms in newest if wanted in sms.phone]


def _answer(device: str) -> int:
    if device.startswith("gone"):
        return int(HTTPStatus.GONE)
    return int(HTTPStatus.TOO_MANY_REQUESTS if device.startswith("busy") else HTTPStatus.CREATED)


def _records(listed: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(message id, phone, text), oldest first for each phone."""
    for phone, records in listed["sms_messages"].items():
        for number, record in enumerate(records):
            text = next((str(record[n]) for n in ("Message", "message", "body") if n in record), "")
            yield str(record.get("MessageId", f"{phone}/{number}")), phone, text or json.dumps(record)


def _now() -> str:
    return datetime.now(UTC).astimezone(LOCAL).isoformat(timespec="milliseconds")
