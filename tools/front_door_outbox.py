"""What the local cloud would have sent: text messages, and pushes to a push service on this machine.

Local only. The page is no part of the site; it is made here, for people who try the product and for tests.
The push service takes `/_push/<device>` as a browser's maker would, and opens nothing. Two names play troubled ones:
a device called `gone…` is answered 410, one called `busy…` 429.
"""

import base64
import hashlib
import html
import json
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from domain.base.period import LOCAL

PUSH_PREFIX = "/_push/"
PAGES = ("/outbox", "/outbox.json", "/_outbox", "/_outbox.json")
# Where the engine lists the text messages it did not send.
ENGINE_LIST = "/_ministack/sns/sms-messages"
KEPT = 200
REFRESH_SECONDS = 5
_LONGEST_NAME = 200
_SHOWN_HEADERS = ("ttl", "urgency", "topic", "content-encoding", "content-type", "authorization")

STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:60rem;color:#14261c;background:#fff}
h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.2rem;margin:1.5rem 0 .5rem}p{margin:.25rem 0}
.hint{color:#3d5246}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-top:1px solid #c8d5cd}
td{overflow-wrap:anywhere}.hint+table{margin-top:.5rem}time,.number{white-space:nowrap;font-variant-numeric:tabular-nums}code{font-size:.9em}
@media(max-width:40rem){thead{display:none}table,tbody,tr,td{display:block}td{border:0;padding:0}
tr{border-top:1px solid #c8d5cd;padding:.5rem 0}}
"""
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
# As on the site, and stricter: nothing is loaded, nothing runs.
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    (
        "Content-Security-Policy",
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
]


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


def plain(messages: Sequence[Sms]) -> dict[str, Any]:
    """`/_outbox.json`: text messages alone, oldest first."""
    return {"messages": [{"phone": sms.phone, "message": sms.message} for sms in reversed(messages)]}


def full(messages: Sequence[Sms], pushes: Sequence[Push]) -> dict[str, Any]:
    """`/outbox.json`: everything that the page shows, newest first."""
    return {"messages": [asdict(sms) for sms in messages], "pushes": [asdict(push) for push in pushes]}


def page(messages: Sequence[Sms], pushes: Sequence[Push]) -> bytes:
    """`/outbox`."""
    sms_rows = "".join(
        f"<tr><td>{_moment(sms.seen_at)}<td class=number>{html.escape(sms.phone)}<td>{html.escape(sms.message)}"
        for sms in messages
    )
    push_rows = "".join(
        f"<tr><td>{_moment(push.at)}<td><code>{html.escape(push.device)}</code>"
        f"<td class=number>{push.size} byte<td>{html.escape(_said(push))}<td>{push.answer} {_ANSWERS[push.answer]}"
        for push in pushes
    )
    return (
        "<!doctype html><html lang=vi><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width,initial-scale=1'>"
        f"<meta http-equiv=refresh content={REFRESH_SECONDS}><title>Hộp tin gửi thử</title><style>{STYLE}</style>"
        "<main><h1>Hộp tin gửi thử</h1>"
        "<p>Những gì đám mây trên máy này lẽ ra đã gửi đi; không có tin nào ra khỏi máy. "
        f"Mới nhất ở trên, tự tải lại mỗi {REFRESH_SECONDS} giây.</p>"
        "<p class=hint lang=en>What this machine's cloud would have sent. Nothing leaves the machine.</p>"
        f"<h2>Tin nhắn SMS ({len(messages)})</h2>"
        + _table(("Thấy lúc", "Số điện thoại", "Nội dung"), sms_rows, "Chưa có tin nhắn nào.")
        + f"<h2>Thông báo đẩy ({len(pushes)})</h2>"
        "<p class=hint>Nội dung đã mã hóa: chỉ trình duyệt nhận mới mở được.</p>"
        + _table(("Lúc", "Thiết bị", "Cỡ", "Cách gửi", "Trả lời"), push_rows, "Chưa có thông báo đẩy nào.")
        + "</main></html>"
    ).encode()


def _table(names: Sequence[str], rows: str, nothing: str) -> str:
    if not rows:
        return f"<p>{nothing}</p>"
    return f"<table><thead><tr>{''.join(f'<th scope=col>{name}' for name in names)}<tbody>{rows}</table>"


def _said(push: Push) -> str:
    """What the request asks of a push service."""
    given, urgency = push.headers, push.headers.get("urgency", "")
    kept = given.get("ttl", "")
    return " · ".join(
        part
        for part in (
            _URGENCIES.get(urgency, urgency),
            f"giữ {int(kept) // 3600} giờ" if kept.isdecimal() else "",
            f"chủ đề {given['topic']}" if "topic" in given else "",
        )
        if part
    )


_URGENCIES = {"high": "gấp", "normal": "thường", "low": "thấp", "very-low": "rất thấp"}
_ANSWERS = {
    int(HTTPStatus.CREATED): "đã nhận",
    int(HTTPStatus.GONE): "thiết bị không còn",
    int(HTTPStatus.TOO_MANY_REQUESTS): "đang bận",
}


def _moment(text: str) -> str:
    return f"<time datetime='{text}'>{datetime.fromisoformat(text):%H:%M:%S %d/%m}</time>"


def _now() -> str:
    return datetime.now(UTC).astimezone(LOCAL).isoformat(timespec="milliseconds")
