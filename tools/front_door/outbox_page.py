"""The outbox as a page and as JSON."""

import base64
import hashlib
import html
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from http import HTTPStatus
from typing import Any

from tools.front_door import as_page
from tools.front_door.outbox import Push, Sms

REFRESH_SECONDS = 5
# It goes on only while the box is ticked, and remembers in this tab that it was not.
SCRIPT = f"""
const box = document.getElementById("again");
box.checked = sessionStorage.getItem("still") !== "yes";
box.onchange = () => sessionStorage.setItem("still", box.checked ? "no" : "yes");
setInterval(() => {{ if (box.checked) location.reload(); }}, {REFRESH_SECONDS * 1000});
"""
STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:60rem;color:#14261c;background:#fff}
h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.2rem;margin:1.5rem 0 .5rem}p{margin:.25rem 0}
.hint{color:#3d5246}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-top:1px solid #c8d5cd}
td{overflow-wrap:anywhere;white-space:pre-line}.hint+table{margin-top:.5rem}time,.number{white-space:nowrap;font-variant-numeric:tabular-nums}code{font-size:.9em}
a{display:inline-block;padding:.5rem 0;color:#0b5a3c;font-weight:700}label{display:inline-flex;align-items:center;gap:.5rem;min-height:44px}
@media(max-width:40rem){thead{display:none}table,tbody,tr,td{display:block}td{border:0;padding:0}
tr{border-top:1px solid #c8d5cd;padding:.5rem 0}}
"""


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


# As on the site, and stricter: nothing is loaded, and nothing runs but what looks again.
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    (
        "Content-Security-Policy",
        f"default-src 'none'; style-src 'sha256-{_hash(STYLE)}'; script-src 'sha256-{_hash(SCRIPT)}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
]


def plain(messages: Sequence[Sms]) -> dict[str, Any]:
    """`/_outbox.json`: text messages alone, oldest first."""
    return {"messages": [{"phone": sms.phone, "message": sms.message} for sms in reversed(messages)]}


def full(messages: Sequence[Sms], pushes: Sequence[Push]) -> dict[str, Any]:
    """`/outbox.json`: everything that the page shows, newest first."""
    return {"messages": [asdict(sms) for sms in messages], "pushes": [asdict(push) for push in pushes]}


def page(messages: Sequence[Sms], pushes: Sequence[Push], reader: str = "") -> bytes:
    """`/outbox`. `reader`: the device token of somebody whom the demonstration told something; empty before that."""
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
        f"<title>Hộp tin gửi thử</title><style>{STYLE}</style>"
        "<main><h1>Hộp tin gửi thử</h1>"
        "<p>Những gì đám mây trên máy này lẽ ra đã gửi đi; không có tin nào ra khỏi máy. "
        "Mới nhất ở trên.</p>"
        f"<p><label><input type=checkbox id=again checked> Tự tải lại mỗi {REFRESH_SECONDS} giây</label></p>"
        "<p class=hint lang=en>What this machine's cloud would have sent. Nothing leaves the machine.</p>"
        + _as_reader(reader)
        + f"<h2>Tin nhắn SMS ({len(messages)})</h2>"
        + _table(("Thấy lúc", "Số điện thoại", "Nội dung"), sms_rows, "Chưa có tin nhắn nào.")
        + f"<h2>Thông báo đẩy ({len(pushes)})</h2>"
        "<p class=hint>Nội dung đã mã hóa: chỉ trình duyệt nhận mới mở được.</p>"
        + _table(("Lúc", "Thiết bị", "Cỡ", "Cách gửi", "Trả lời"), push_rows, "Chưa có thông báo đẩy nào.")
        + f"</main><script type=module>{SCRIPT}</script></html>"
    ).encode()


def _as_reader(reader: str) -> str:
    """Absent before a story was told."""
    if not reader:
        return ""
    return (
        f"<p><a href='{as_page.PATH}#{html.escape(reader, quote=True)}'>Xem như một người được báo</a> "
        "<span class=hint lang=en>See it as somebody who was told</span></p>"
    )


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
