/** The citizen's notices: asked for on opening, every six hours and when looked at again; kept to be read without a network. */

import { hear } from "./channel.mjs";
import { citizen } from "./outbox.mjs";
import { identity } from "./presence.mjs";
import { stillSignedIn } from "./signed-out.mjs";
import { store } from "./store.mjs";
import { unread } from "./notices.mjs";

const EVERY = 6 * 3_600_000;
const CHANNEL = "inbox";

/** @typedef {import("./notices.mjs").Inbox} Inbox */

/** @returns {Promise<Inbox>} */
export const inbox = async () => (await (await store()).get("settings", "inbox")) ?? { name: "inbox", notices: [], seen: [], at: 0 };

/**
 * The latest notices of whoever registered this device; undefined when nobody did. `reading`: they are on the screen now.
 * @param {boolean} [reading] @returns {Promise<Inbox | undefined>}
 */
export async function poll(reading = false) {
  if (!(await identity())?.device_token) return undefined;
  const { notices, others = [] } = await citizen(reading ? "/me/notices?shown=yes" : "/me/notices", { has: "notices" });
  const at = Date.now();
  await stillSignedIn();
  await (await store()).change("settings", "inbox", (kept) => ({ name: "inbox", seen: kept?.seen ?? [], notices, others, at }));
  return inbox();
}

/** Notes that all that is shown has been read; says which of it was new. @returns {Promise<Set<string>>} */
export async function read() {
  const kept = await inbox();
  const fresh = unread(kept).map((notice) => notice.notice_id);
  const seen = kept.notices.map((notice) => notice.notice_id);
  if (fresh.length) await (await store()).put("settings", { ...kept, seen });
  return new Set(fresh);
}

/** Asks now and again while the page lives; a push asks too. @param {(failure?: unknown) => void} heard @param {boolean} [reads] the page shows them */
export function keepPolling(heard, reads = false) {
  const again = () => poll(reads && document.visibilityState === "visible").then(() => heard(), heard);
  setInterval(again, EVERY);
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
  hear(CHANNEL, again);
  return again();
}
