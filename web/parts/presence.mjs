/** The taps of a citizen: each writes to the store first; sending is the outbox's affair. */

import { newId } from "./ids.mjs";
import { citizen, flush, tell } from "./outbox.mjs";
import { store } from "./store.mjs";
import { arrive, isRescan, latest, leave, visitsOf } from "./visits.mjs";

/** @typedef {import("./visits.mjs").Visit} Visit */

const HALF_MINUTE = 30_000;

/** When this page saw each scan, on a clock nobody can set. @type {Map<string, number>} */
const taps = new Map();

/** @param {string} id */
const age = (id) => {
  const tap = taps.get(id);
  return tap === undefined ? undefined : performance.now() - tap;
};

/** @param {"network" | "all"} [ignore] */
export const send = (ignore) => flush({ age, ignore }).catch(() => undefined);

/** Sends what waits: now, when the network or the person returns, and when a back-off or a kept check-out becomes due. */
export function keepSending() {
  addEventListener("online", () => send("network"));
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
  setInterval(send, HALF_MINUTE);
  return send();
}

/** @returns {Promise<any>} who this device registered, or undefined */
export const identity = async () => (await store()).get("settings", "identity");

/** @returns {Promise<import("./sending.mjs").Registration | undefined>} a registration not yet told */
export const registration = async () => (await (await store()).all("outbox")).find((each) => each.kind === "register");

export const visits = async () => visitsOf(await (await store()).all("outbox"));

/**
 * @param {{full_name: string, phone: string, year_of_birth: number, unit?: {scheme: string, code: string}}} person
 * @param {string} [unit_of] venue code whose unit is assumed until its person says where they live
 */
export async function register(person, unit_of) {
  const kept = await store();
  const before = await registration();
  if (before) await kept.drop("outbox", before.id);
  const id = newId();
  const entry = { id, kind: "register", created_at: Date.now(), body: { ...person, registration_id: id }, unit_of, state: "waiting", tries: 0 };
  await kept.put("outbox", entry);
  tell();
}

/**
 * One scan, one record; a second scan of the same place within a minute is the first one.
 * @param {{code: string, sent: string}} venue
 * @returns {Promise<{visit: Visit, again: boolean}>}
 */
export async function checkIn(venue) {
  const kept = await store();
  const known = await visits();
  const now = Date.now();
  const same = latest(known, venue.code, (visit) => isRescan(visit, now));
  if (same) return { visit: same, again: true };
  const { visit, carries } = arrive(venue, now, known);
  taps.set(visit.id, performance.now() - (now - visit.created_at));
  await kept.put("outbox", visit);
  if (carries?.left_at) await kept.change("outbox", carries.id, (record) => record && { ...record, leaving: "carried" });
  tell();
  return { visit, again: false };
}

/** @param {string} id @param {number} [at] when they left, by this device's clock @returns {Promise<Visit>} */
export async function checkOut(id, at = Date.now()) {
  const next = await (await store()).change("outbox", id, (record) => record && leave(record, at));
  tell();
  return next;
}

/** Takes a wrong scan back: silently while nothing was sent, else by asking the server at once. @param {string} id */
export async function takeBack(id) {
  const kept = await store();
  const record = await kept.change("outbox", id, (visit) =>
    visit.state === "waiting" && visit.tries === 0 ? { ...visit, state: "void" } : undefined,
  );
  if (record) await releaseCarried(record);
  else {
    const visit = await kept.get("outbox", id);
    const answer = await citizen(`/visits/${visit.answer.visit_id}/void`, { body: {}, has: "visit_id" });
    await kept.change("outbox", id, (now) => ({ ...now, state: "void", leaving: undefined, answer: { ...now.answer, ...answer } }));
  }
  tell();
}

/** The check-out that the taken-back scan would have carried travels with another. @param {Visit} visit */
async function releaseCarried(visit) {
  const carried = (await visits()).find((each) => each.answer?.visit_id === visit.body.leaves?.visit_id);
  if (carried?.leaving === "carried")
    await (await store()).change("outbox", carried.id, (record) => ({ ...record, leaving: "kept" }));
}
