"""Measures the check-in page in a throttled browser: bytes, first large paint, receipts. Used by `make bench`.

Run `python -m web.measure` from the repository root; `--json` prints rows for the benchmark report. The network is
rural 3G (50 kB/s, 400 ms) with a processor six times slower; the API is a stub on the page's own address.
"""

import argparse
import json
import statistics
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools.front_door.site import Site
from tools.machine.browser import FLAGS, ensure
from web.builder.pages import DIST

RURAL = {"offline": False, "downloadThroughput": 50e3, "uploadThroughput": 50e3, "latency": 400}
SLOWER = 6
MOST_SHIFT = 0.05
BUDGET = {"bytes": 14_000, "paint": 1500.0, "usable": 3000.0, "offline": 500.0, "sent": 2000.0}
POSTER = "MHJY4AA87ABCDEFGHJKMN"
VENUE = {
    "venue_id": "mhjy4aa8",
    "code": "MHJY-4AA8",
    "name": "Chợ Long Biên – Cổng số 2",
    "category": "market",
    "address": "Số 1 Hồng Hà",
    "status": "ACTIVE",
    "default_stay_minutes": 60,
    "unit": {"scheme": "VN-2025H2", "code": "00097", "name": "Phường Hồng Hà"},
}
RECEIPT = {
    "visit_id": "1637456460-mhjy4aa8",
    "venue": {name: VENUE[name] for name in ("venue_id", "code", "name", "category", "address")},
    "from": "2021-11-21T08:01:00+07:00",
    "until": "2121-11-21T09:01:00+07:00",
    "open": True,
}
WATCH = """
  new PerformanceObserver((list) => { for (const e of list.getEntries()) globalThis.__paint = e.startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  globalThis.__shifts = 0;
  new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) globalThis.__shifts += e.value; })
    .observe({ type: "layout-shift", buffered: true });
  document.addEventListener("submit", () => { globalThis.__tap = performance.now(); }, true);
  addEventListener("DOMContentLoaded", () => {
    const look = () => {
      const go = document.querySelector("#go");
      if (!globalThis.__usable && go && !go.disabled && document.querySelector("#venue-code").textContent)
        globalThis.__usable = performance.now();
      const state = document.querySelector("#receipt-state")?.textContent;
      if (state && globalThis.__tap && !globalThis.__receipt) globalThis.__receipt = performance.now() - globalThis.__tap;
      if (state === "Đã gửi" && globalThis.__tap && !globalThis.__sent) globalThis.__sent = performance.now() - globalThis.__tap;
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    look();
  });
"""
IDENTITY = """async () => {
  const open = indexedDB.open("vungxanh", 1);
  open.onupgradeneeded = () => {
    for (const [name, keyPath] of [["outbox", "id"], ["venues", "code"], ["settings", "name"]])
      open.result.createObjectStore(name, { keyPath });
  };
  const db = await new Promise((resolve) => { open.onsuccess = () => resolve(open.result); });
  const transaction = db.transaction("settings", "readwrite");
  transaction.objectStore("settings").put({ name: "identity", device_token: "t", full_name: "Nguyễn Văn An", phone: "0912345678" });
  await new Promise((resolve) => { transaction.oncomplete = resolve; });
  db.close();
  localStorage.setItem("known", "1");
}"""


class _Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    site = Site(DIST)
    answers: Mapping[str, object] = {}

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        page = self.site.find(path, self.headers.get("accept-encoding", ""))
        if path.startswith("/api/"):
            self._send(200, [("Content-Type", "application/json")], json.dumps(self.answers.get(path, VENUE)).encode())
        elif page:
            self._send(200, page.headers, page.read())
        else:
            self._send(404, [], b"")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", "0")))
        self._send(201, [("Content-Type", "application/json")], json.dumps(RECEIPT).encode())

    def _send(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server calls
        """Say nothing."""


@contextmanager
def serving(answers: Mapping[str, object]) -> Iterator[str]:
    """The address of the built site; its API answers by path with these, and else with a venue."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Door", (_Door,), {"answers": answers}))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _throttled(page: Page) -> Page:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", RURAL)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def _phone(browser: Browser, site: str, *, worker: bool) -> BrowserContext:
    """A phone whose owner registered earlier."""
    context = browser.new_context(
        viewport={"width": 360, "height": 640},
        is_mobile=True,
        has_touch=True,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        service_workers="allow" if worker else "block",
    )
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(f"{site}/privacy")
    page.evaluate(IDENTITY)
    if worker:
        page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    page.close()
    return context


def _until(page: Page, name: str) -> float:
    page.wait_for_function(f"() => globalThis.{name}")
    return float(page.evaluate(f"() => globalThis.{name}"))


def _cold(browser: Browser, site: str) -> dict[str, float]:
    context = _phone(browser, site, worker=False)
    page = _throttled(context.new_page())
    page.goto(f"{site}/c#{POSTER}")
    found = {"usable": _until(page, "__usable")}
    page.wait_for_timeout(400)
    found["paint"] = _until(page, "__paint")
    found["shift"] = float(page.evaluate("() => globalThis.__shifts"))
    found["bytes"] = float(page.evaluate("() => performance.getEntriesByType('navigation')[0].transferSize"))
    found["requests"] = 1 + float(
        page.evaluate(
            "() => performance.getEntriesByType('resource').filter((e) => !/^data:/.test(e.name) && !e.name.includes('/api/')).length"
        )
    )
    page.click("#go")
    found["receipt"] = _until(page, "__receipt")
    found["sent"] = _until(page, "__sent")
    context.close()
    return found


def _offline(browser: Browser, site: str) -> dict[str, float]:
    context = _phone(browser, site, worker=True)
    page = _throttled(context.new_page())
    context.set_offline(True)
    page.goto(f"{site}/c#{POSTER}")
    found = {"warm": _until(page, "__usable")}
    page.click("#go")
    found["offline"] = _until(page, "__receipt")
    context.close()
    return found


def measure(runs: int) -> dict[str, float]:
    """Medians over `runs` fresh browsers' contexts, milliseconds and bytes."""
    found: dict[str, list[float]] = {}
    with serving({}) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ensure(), args=list(FLAGS))
        ways: tuple[Callable[[Browser, str], dict[str, float]], ...] = (_cold, _offline)
        for _ in range(runs):
            for way in ways:
                for name, value in way(browser, site).items():
                    found.setdefault(name, []).append(value)
        browser.close()
    return {name: statistics.median(values) for name, values in found.items()}


def _row(what: str, measured: str, target: str = "", *, met: bool | None = None) -> dict[str, Any]:
    return {"what": what, "measured": measured, "target": target, "met": met}


def rows(found: dict[str, float]) -> list[dict[str, Any]]:
    """The figures as lines of the benchmark report."""

    def within(what: str, name: str) -> dict[str, Any]:
        limit = BUDGET[name]
        return _row(what, f"{found[name] / 1000:.2f} s", f"≤ {limit / 1000:.1f} s", met=found[name] <= limit)

    return [
        _row(
            "check-in page, bytes on the way (brotli, with headers)",
            f"{found['bytes']:,.0f}",
            f"≤ {BUDGET['bytes']:,}",
            met=found["bytes"] <= BUDGET["bytes"],
        ),
        _row(
            "check-in page, requests before it is usable", f"{found['requests']:.0f}", "1", met=found["requests"] == 1
        ),
        within("largest paint, rural 3G, processor 6 × slower", "paint"),
        within("usable, same", "usable"),
        _row("layout shift, same", f"{found['shift']:.3f}", "≤ 0.05", met=found["shift"] <= MOST_SHIFT),
        _row("receipt after the tap, same", f"{found['receipt'] / 1000:.2f} s"),
        within("server's receipt after the tap, same", "sent"),
        within("receipt without a network, processor 6 × slower", "offline"),
        _row("usable from the device's own copy, no network", f"{found['warm'] / 1000:.2f} s"),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="Measures the check-in page in a throttled browser.")
    parser.add_argument("--json", action="store_true", help="one line of JSON, for the benchmark report")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    lines = rows(measure(options.runs))
    if options.json:
        sys.stdout.write(json.dumps(lines, ensure_ascii=False) + "\n")
        return 0
    for line in lines:
        verdict = "" if line["met"] is None else "ok" if line["met"] else "MISSED"
        sys.stdout.write(f"{line['what']:55} {line['measured']:>10} {line['target']:>10} {verdict}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
