/** What this device has yet to tell the server, told exactly once: oldest first, under one lock, same bytes each time. */

import { Refusal, Unreachable, ask, call } from "./api.mjs";
import { hear, ring } from "./channel.mjs";
import { stamp } from "./moment.mjs";
import { asCitizen, mark, refuses, send, settleCarried } from "./sending.mjs";
import { store } from "./store.mjs";
import { dueLeavings, isVisit, visitsOf } from "./visits.mjs";

const LEASE = 40_000;
const SLOWEST = 15 * 60_000;
const KEEP_SENT = 21 * 24 * 3_600_000;

/** @typedef {import("./sending.mjs").World} World */
/** @typedef {import("./sending.mjs").Entry} Entry */

/** Tells every page of this device that records changed. */
export const tell = () => ring("outbox");

/** @param {() => void} heard */
export const listen = (heard) => hear("outbox", heard);

/** @param {unknown} error */
const told = (error) => (error instanceof Refusal ? error.problem : { code: "unreachable" });

/** @param {unknown} error @returns {import("./visits.mjs").Failure} */
function failureOf(error) {
  if (!(error instanceof Refusal)) return error instanceof Unreachable && error.busy ? "server" : "network";
  if (error.status === 401) return "identity";
  return error.passing ? "server" : "unclear";
}

/** Notes why it was not sent, and from when it may be tried again. @param {World} world @param {Entry} entry @param {unknown} error */
async function pause(world, entry, error) {
  const backoff = Math.min(SLOWEST, 4000 * 2 ** entry.tries) * (0.5 + world.random() / 2);
  const wait = (error instanceof Refusal && error.wait) || backoff;
  await mark(world, entry.id, { retry_at: world.now() + wait, failure: failureOf(error), problem: told(error) });
}

/** @param {World} world @param {Entry} entry @param {unknown} error @returns {Promise<boolean>} whether to go on */
async function afterFailure(world, entry, error) {
  if (!refuses(error)) {
    await pause(world, entry, error);
    return failureOf(error) === "unclear";
  }
  await mark(world, entry.id, { state: "refused", problem: told(error) });
  if (isVisit(entry)) await settleCarried(world, entry, { leaving: "kept" });
  return isVisit(entry);
}

/** @param {any[]} records @param {Set<string>} passed @returns {Entry | undefined} */
const oldest = (records, passed) =>
  records
    .filter((record) => record.state === "waiting" && !passed.has(record.id))
    .sort((a, b) => Number(isVisit(a)) - Number(isVisit(b)) || a.created_at - b.created_at)[0];

/** @param {World} world */
async function checkOuts(world) {
  for (const visit of dueLeavings(visitsOf(await world.store.all("outbox")), world.now())) {
    if ((visit.retry_at ?? 0) > world.now()) continue;
    try {
      const body = { at: stamp(visit.left_at ?? world.now()), client_now: stamp(world.now()) };
      const answer = await asCitizen(world, `/visits/${visit.answer.visit_id}/check-out`, { body, has: "visit_id" });
      await mark(world, visit.id, { leaving: "sent", answer: { ...visit.answer, ...answer } });
    } catch (error) {
      if (refuses(error)) await mark(world, visit.id, { leaving: "refused", problem: told(error) });
      else await pause(world, visit, error);
      if (!refuses(error) && failureOf(error) !== "unclear") return;
    }
  }
}

/** @param {World} world */
async function forgetOld(world) {
  for (const visit of visitsOf(await world.store.all("outbox")))
    if (visit.state !== "waiting" && world.now() - visit.created_at > KEEP_SENT) await world.store.drop("outbox", visit.id);
}

/**
 * Sends what waits. `ignore` says which back-off a person's wish or a returning network overrides.
 * @param {World} world @param {"network" | "all"} [ignore]
 */
export async function drain(world, ignore) {
  /** What is unclear about one says nothing of those after it. @type {Set<string>} */
  const passed = new Set();
  await forgetOld(world);
  for (;;) {
    const entry = oldest(await world.store.all("outbox"), passed);
    if (!entry) break;
    const overridden = ignore === "all" || (ignore === "network" && entry.failure === "network");
    if ((entry.retry_at ?? 0) > world.now() && !overridden) {
      if (entry.failure !== "unclear") return;
      passed.add(entry.id);
      continue;
    }
    if (isVisit(entry) && !(await world.store.get("settings", "identity"))) return;
    passed.add(entry.id);
    try {
      await send(world, entry);
    } catch (error) {
      if (!(await afterFailure(world, entry, error))) return;
    }
  }
  await checkOuts(world);
}

/** One drainer at a time where a browser has no locks: a lease in the store. @param {World} world @param {() => Promise<void>} work */
async function leased(world, work) {
  let mine = false;
  const until = world.now() + LEASE;
  await world.store.change("settings", "lease", (lease) => {
    mine = !(lease?.until > world.now());
    return mine ? { name: "lease", until } : undefined;
  });
  if (!mine) return;
  await work().finally(() => world.store.put("settings", { name: "lease", until: 0 }));
}

/**
 * Every tab and the worker take turns; each reads the store anew, so nothing is sent twice.
 * @param {{age?: World["age"], ignore?: "network" | "all"}} [options]
 */
export async function flush({ age = () => undefined, ignore } = {}) {
  const world = { ...(await here()), age };
  const work = () => drain(world, ignore);
  return navigator.locks ? navigator.locks.request("outbox", work) : leased(world, work);
}

/** @returns {Promise<World>} */
const here = async () => ({ store: await store(), ask, now: Date.now, random: Math.random, age: () => undefined, tell });

/** A call in the citizen's name from a page. @param {string} path @param {import("./api.mjs").Wanted} options @returns {Promise<any>} its JSON */
export const citizen = async (path, options) => asCitizen(await here(), path, options);

/** The same, answered as it comes. @param {string} path @param {import("./api.mjs").Options} options @returns {Promise<Response>} */
export const citizenCall = async (path, options) => asCitizen({ ...(await here()), ask: call }, path, options);
