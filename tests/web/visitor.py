"""One browser context with what every page test watches: policy violations, foreign requests, script errors, axe."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize, expect

from tests.web.api import Call, StubApi
from tests.web.pool import Pool

ROOT = Path(__file__).resolve().parents[2]
FITS = Path(__file__).with_name("fits.js").read_text(encoding="utf-8")
WIDTHS = (1280, 360, 320)
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
# It ends what hangs; a busy machine may take its time.
LIMIT_MS = 120_000
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_WATCH = """
  addEventListener("securitypolicyviolation", (event) =>
    console.error(`VIOLATION ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
  globalThis.__shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.__shifts += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""
# The last frame laid out what the sizes call for.
_SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# A button's ground goes over into its new colour.
_COLOURED = "() => Promise.all(document.getAnimations().filter((each) => each instanceof CSSTransition).map((each) => each.finished))"
_SIZE = "(percent) => { document.documentElement.style.fontSize = percent > 100 ? `${percent}%` : ''; }"
_AXE_RUN = "async (tags) => (await axe.run(document, { runOnly: tags, resultTypes: ['violations'] })).violations"


class Visitor:
    """A person with a browser. `api` answers for the platform."""

    def __init__(self, browser: Browser, site: str, *, worker: bool = False, **options: Any) -> None:
        self.site = site
        self.api = StubApi()
        self.pool: Pool | None = None
        self.faults: list[str] = []
        self.requests: list[str] = []
        given = {"viewport": PHONE, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", **options}
        self.context: BrowserContext = browser.new_context(service_workers="allow" if worker else "block", **given)
        self.context.set_default_timeout(LIMIT_MS)
        self.context.add_init_script(_WATCH)
        self.context.on("request", self._seen)
        self.context.route("**/api/**", self.api.handle)
        self.page = self.tab()

    def tab(self) -> Page:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("console", lambda line: self.faults.append(line.text) if "VIOLATION" in line.text else None)
        return page

    def _seen(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.faults.append(f"foreign request: {request.url}")

    def open(self, path: str) -> Page:
        self.page.goto(self.site + path)
        return self.page

    def sent(self, method: str, path: str, least: int = 1) -> list[Call]:
        """The calls so far, once there are that many: a page may send behind the row that already shows it."""
        for _ in range(LIMIT_MS // 100):
            if len(calls := self.api.made(method, path)) >= least:
                return calls
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{method} {path} was sent {len(calls)} times, not {least}")

    def shifts(self) -> float:
        return float(self.page.evaluate("() => globalThis.__shifts"))

    def axe(self, tags: Sequence[str] = TAGS) -> None:
        """No accessibility rule is broken in the state that the page now shows."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(_AXE_RUN, list(tags))
        told = [f"{rule['id']}: {[node['html'][:160] for node in rule['nodes']]}" for rule in found]
        assert not told, f"{self.page.url}\n" + "\n".join(told)

    def fits(self, widths: Sequence[int] = WIDTHS, sizes: Sequence[int] = (100, 200)) -> None:
        """Nothing moves sideways, is cut, leaves its box, covers a neighbour or stands letter by letter, at any size."""
        told = []
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 740})
            for percent in sizes:
                self.page.evaluate(_SIZE, percent)
                self.page.evaluate(_SETTLED)
                told += [f"{width} px, {percent} %: {fault}" for fault in self.page.evaluate(FITS, percent)]
        self.page.evaluate(_SIZE, 100)
        assert not told, f"{self.page.url}\n" + "\n".join(told)

    def dark(self) -> None:
        """The same page in a dark room: dark, and every contrast kept."""
        self._turns("dark")
        ground = self.page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor")
        assert sum(int(part) for part in re.findall(r"\d+", ground)[:3]) < 150, f"{self.page.url} is bright: {ground}"
        self.axe(["color-contrast"])
        self._turns("light")

    def _turns(self, scheme: Literal["dark", "light"]) -> None:
        """Until each colour has gone over: what is measured on the way is neither."""
        self.page.emulate_media(color_scheme=scheme)
        self.page.evaluate(_SETTLED)
        self.page.evaluate(_COLOURED)

    def remember(self, shelf: str, *records: dict[str, Any]) -> None:
        """Puts records into the device's store, as an earlier visit would have left them."""
        self.page.evaluate(
            """async ([shelf, records]) => {
              const open = indexedDB.open("vungxanh", 1);
              open.onupgradeneeded = () => {
                for (const [name, keyPath] of [["outbox", "id"], ["venues", "code"], ["settings", "name"]])
                  open.result.createObjectStore(name, { keyPath });
              };
              const db = await new Promise((resolve, reject) => { open.onsuccess = () => resolve(open.result); open.onerror = reject; });
              const transaction = db.transaction(shelf, "readwrite");
              for (const record of records) transaction.objectStore(shelf).put(record);
              await new Promise((resolve) => { transaction.oncomplete = resolve; });
              db.close();
            }""",
            [shelf, list(records)],
        )

    def stored(self, shelf: str) -> list[dict[str, Any]]:
        found = self.page.evaluate(
            """async (shelf) => {
              const open = indexedDB.open("vungxanh", 1);
              const db = await new Promise((resolve, reject) => { open.onsuccess = () => resolve(open.result); open.onerror = reject; });
              const all = db.transaction(shelf).objectStore(shelf).getAll();
              const records = await new Promise((resolve) => { all.onsuccess = () => resolve(all.result); });
              db.close();
              return JSON.stringify(records);
            }""",
            shelf,
        )
        records: list[dict[str, Any]] = json.loads(found)
        return records

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def close(self) -> None:
        self.context.close()
        faults = [*self.faults, *self.api.faults]
        assert not faults, "\n".join(faults)
