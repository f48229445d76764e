/** What every page does: language, the line that says there is no network, the worker after first idle. */

import { show } from "./dom.mjs";
import { startLanguage } from "./i18n.mjs";

const worker = () => navigator.serviceWorker?.register("/sw.js").catch(() => undefined);

function connection() {
  const line = document.getElementById("offline");
  if (line) show(line, !navigator.onLine);
}

/** Background sync where it exists; never awaited by a page, since `ready` hangs where workers are blocked. */
export async function syncLater() {
  const registered = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  await registered?.sync?.register("outbox").catch(() => undefined);
}

/** @param {{worker?: boolean}} [options] */
export function startPage(options = {}) {
  connection();
  addEventListener("online", connection);
  addEventListener("offline", connection);
  addEventListener("unkept", () => show("unkept"));
  const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ work) => setTimeout(work, 1200));
  if (options.worker !== false) addEventListener("load", () => idle(worker), { once: true });
  return startLanguage();
}
