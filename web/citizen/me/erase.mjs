/** Erasing this device: everything the site keeps here, after a second word. */

import { $, say, show } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { visits } from "../../parts/presence.mjs";
import { turnOff } from "../../parts/push.mjs";
import { wipe } from "../../parts/store.mjs";

async function erase() {
  if ("serviceWorker" in navigator) await turnOff().catch(() => undefined); // the server forgets this device, if it can be told
  await wipe();
  localStorage.clear();
  sessionStorage.clear(); // what was begun, and notices of others that are open
  for (const name of (await globalThis.caches?.keys().catch(() => [])) ?? []) await caches.delete(name);
  for (const each of (await navigator.serviceWorker?.getRegistrations().catch(() => [])) ?? []) await each.unregister();
}

/** @param {boolean} open */
function sure(open) {
  show("erase-sure", open);
  show("erase", !open);
}

export function wireErase() {
  $("erase").addEventListener("click", async () => {
    const waiting = (await visits()).filter((visit) => visit.state === "waiting").length;
    say("erase-warn", t("me.erase-waiting", { count: waiting }));
    show("erase-warn", waiting > 0);
    sure(true);
    $("erase-no").focus();
  });
  $("erase-no").addEventListener("click", () => {
    sure(false);
    $("erase").focus();
  });
  $("erase-yes").addEventListener("click", async () => {
    await erase();
    sure(false);
    show("erase-warn", false);
    for (const panel of document.querySelectorAll("[data-panel]")) show(panel, false);
    show("erase", false);
    show("erase-done");
  });
}
