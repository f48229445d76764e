"""`/as#<device token>`: a browser of this machine becomes somebody of the demonstration, to read what they were told.

Local only, and no part of the site. The token stands in the fragment, which no request carries; it is told to the machine's
own API alone, and nothing happens before the button is pressed.
"""

import base64
import hashlib

PATH = "/as"
STYLE = "body{font:18px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:34rem;padding:0 1rem;color:#17212b}button{font:inherit;font-weight:700;padding:.8rem 1.2rem;border:0;border-radius:10px;background:#0b5a3c;color:#fff;min-height:48px}button:disabled{background:#55616b}"
# The shelves are those of web/parts/store.mjs; whoever changes one finds the other by test_as_page.
SCRIPT = """
const token = location.hash.slice(1);
history.replaceState(null, "", location.pathname);
const line = document.getElementById("who"), button = document.getElementById("go");
const answer = token && await fetch("/api/me", { headers: { Authorization: `Bearer ${token}` } });
if (answer && answer.ok) {
  const me = await answer.json();
  line.textContent = `${me.full_name}, ${me.year_of_birth}, ${me.unit?.name ?? ""}`;
  button.disabled = false;
  button.onclick = async () => {
    button.disabled = true;
    const open = indexedDB.open("vungxanh", 1);
    open.onupgradeneeded = () => {
      for (const [shelf, keyPath] of [["outbox", "id"], ["venues", "code"], ["settings", "name"]]) open.result.createObjectStore(shelf, { keyPath });
    };
    const database = await new Promise((resolve, reject) => { open.onsuccess = () => resolve(open.result); open.onerror = () => reject(open.error); });
    const transaction = database.transaction(["outbox", "settings"], "readwrite");
    transaction.objectStore("outbox").clear();
    transaction.objectStore("settings").clear();
    transaction.objectStore("settings").put({ name: "identity", device_token: token, ...me });
    await new Promise((resolve, reject) => { transaction.oncomplete = resolve; transaction.onerror = () => reject(transaction.error); });
    location.replace("/notices");
  };
} else line.textContent = "Không mở được: người này không còn ở đám mây trên máy. Hãy chạy make demo. / Gone: run make demo.";
"""


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_hash(STYLE)}'; script-src 'sha256-{_hash(SCRIPT)}'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Security-Policy", _POLICY),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
]


def page() -> bytes:
    """The page; whom it is about stands in its fragment."""
    return (
        "<!doctype html><html lang=vi><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width,initial-scale=1'>"
        f"<title>Xem như người này</title><style>{STYLE}</style>"
        "<main><h1>Xem như người này</h1><p><b id=who role=status>…</b></p>"
        "<p>Chỉ có trên máy này, để xem thử. Trình duyệt này sẽ mở hộp thông báo của người đó; "
        "những gì trang Vùng Xanh đang giữ ở trình duyệt này bị xóa.</p>"
        "<p lang=en>Only on this machine. This browser will open that person's inbox; what the site keeps here is erased.</p>"
        "<p><button id=go disabled>Mở hộp thông báo</button></p></main>"
        f"<script type=module>{SCRIPT}</script></html>"
    ).encode()
