/** How one record of the outbox is told to the server, what its answer means, and how it is kept. */

import { Refusal } from "./api.mjs";
import { stamp } from "./moment.mjs";
import { isVisit, visitsOf } from "./visits.mjs";

/**
 * @typedef {object} Registration
 * @property {string} id
 * @property {"register"} kind
 * @property {number} created_at
 * @property {{full_name: string, phone: string, year_of_birth: number, registration_id: string,
 *   unit?: {scheme: string, code: string}, unit_assumed?: true}} body the unit is assumed while nobody asked
 * @property {string} [unit_of] code of the venue whose unit is assumed
 * @property {string} [unit_name]
 * @property {"waiting" | "refused"} state
 * @property {number} tries
 * @property {number} [retry_at]
 * @property {import("./visits.mjs").Failure} [failure]
 * @property {any} [problem]
 */

const CLOCK_WRONG = 2 * 60_000; // the server trusts a clock that is not further off

/** @typedef {import("./visits.mjs").Visit} Visit */
/** @typedef {Visit | Registration} Entry */
/**
 * @typedef {object} World
 * @property {import("./store.mjs").Store} store
 * @property {(path: string, options: any) => Promise<any>} ask
 * @property {() => number} now
 * @property {() => number} random
 * @property {(id: string) => number | undefined} age monotonic age of a scan, where this page saw it
 * @property {() => void} tell
 */

/**
 * Whether this is the last word on a record: a code that the contract names for a call of this queue. Any other answer,
 * a newer server's new code too, may be another one tomorrow: the record waits.
 * @param {unknown} error @returns {error is Refusal}
 */
export const refuses = (error) => error instanceof Refusal && !error.passing && __REFUSALS__.includes(error.code);

/** @param {World} world @param {string} id @param {object} change */
export async function mark(world, id, change) {
  const next = await world.store.change("outbox", id, (record) => record && { ...record, ...change });
  world.tell();
  return next;
}

/** @param {World} world @param {Registration} entry @returns {Promise<Registration["body"]>} the body, with the unit decided for good */
async function wholeRegistration(world, entry) {
  if (entry.body.unit) return entry.body;
  const known = await world.store.get("venues", entry.unit_of ?? "");
  const venue = known?.unit ? known : await world.ask(`/venues/${entry.unit_of}`, { has: "unit" }).catch((error) => {
    if (refuses(error)) throw new Refusal(422, { code: "unit-needed" });
    throw error;
  });
  const { scheme, code, name } = venue.unit;
  const next = await mark(world, entry.id, { unit_name: name, body: { ...entry.body, unit: { scheme, code }, unit_assumed: true } });
  entry.unit_name = name;
  return next.body;
}

/** @param {World} world @param {Registration} entry */
async function register(world, entry) {
  const body = await wholeRegistration(world, entry);
  const answer = await world.ask("/persons", { body, has: "device_token" });
  const identity = { ...body, unit: { ...body.unit, name: entry.unit_name }, ...answer, registration: body, name: "identity" };
  await world.store.put("settings", identity);
  await world.store.drop("outbox", entry.id);
  world.tell();
}

/**
 * A token in place of one that was refused: another page's, that came back meanwhile, or one by the registration that
 * made it, unless its person signed this device out. Without any that is noted, and pages offer to come back.
 * @param {World} world @param {string | undefined} token @param {string} code @returns {Promise<string | undefined>}
 */
async function another(world, token, code) {
  const who = await world.store.get("settings", "identity");
  if (who?.device_token !== token) return who?.device_token;
  const body = code !== "token-revoked" && who?.registration;
  const answer = body && (await world.ask("/persons", { body, has: "device_token" }).catch(unlessRefused));
  await world.store.change("settings", "identity", (now) =>
    now?.device_token === token ? { ...now, ...answer, signed_out: !answer?.device_token } : undefined);
  world.tell();
  return answer?.device_token;
}

/** A registration is refused for what it says, or because its device was signed out. @param {unknown} error */
function unlessRefused(error) {
  if (!refuses(error) && !(error instanceof Refusal && error.status === 401)) throw error;
}

/**
 * A citizen's call: with the device token, and once more with another when it is refused.
 * @param {World} world @param {string} path @param {import("./api.mjs").Options} options
 */
export async function asCitizen(world, path, options) {
  const token = (await world.store.get("settings", "identity"))?.device_token;
  try {
    return await world.ask(path, { ...options, token });
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 401) throw error;
    const next = await another(world, token, error.code);
    if (!next) throw error;
    return world.ask(path, { ...options, token: next });
  }
}

/** @param {World} world @param {Visit} visit */
async function arriveThere(world, visit) {
  const age = world.age(visit.id);
  const body = { ...visit.body, client_now: stamp(world.now()), ...(age !== undefined && { age_ms: Math.round(age) }) };
  const answer = await asCitizen(world, "/visits", { body, has: "visit_id" });
  const skew = Date.parse(answer.received_at) - world.now();
  await world.store.change("venues", visit.code, (known) =>
    ({ ...known, ...answer.venue, code: visit.code, sent: visit.body.code, kept_at: world.now() }));
  await mark(world, visit.id, {
    state: "sent", answer, problem: undefined, failure: undefined, skew: Math.abs(skew) > CLOCK_WRONG ? skew : undefined });
  await settleCarried(world, visit, { leaving: "sent" }, answer.left);
}

/** @param {World} world @param {Visit} visit @param {object} change @param {{until?: string}} [left] */
export async function settleCarried(world, visit, change, left) {
  const visit_id = visit.body.leaves?.visit_id;
  const carried = visit_id && visitsOf(await world.store.all("outbox")).find((each) => each.answer?.visit_id === visit_id);
  if (!carried) return;
  const answer = left ? { ...carried.answer, open: false, ...(left.until && { until: left.until }) } : carried.answer;
  await mark(world, carried.id, { answer, ...(carried.left_at ? change : {}) });
}

/** @param {World} world @param {Entry} entry */
export async function send(world, entry) {
  // the body is the one this write returns: until here a check-out tap may have changed it, from here it may not
  const current = await mark(world, entry.id, { tries: entry.tries + 1 });
  if (current?.state !== "waiting") return;
  await (isVisit(current) ? arriveThere(world, current) : register(world, current));
}
