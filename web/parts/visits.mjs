/** A device's own visits: pure rules about records, with the moment as an argument. */

import { stamp } from "./moment.mjs";

const MINUTE = 60_000;
const RESCAN = MINUTE;
const VOID_WITHIN = 10 * MINUTE;
const UNKNOWN_STAY = 240 * MINUTE;
const LEAVING_KEPT = 60 * MINUTE; // a check-out waits this long for the next check-in to carry it: one call fewer
const END_NEAR = 2 * MINUTE;
const WARN_AFTER = 5 * 24 * 60 * MINUTE; // the server refuses scans of more than 7 days

/**
 * @typedef {object} Venue
 * @property {string} code
 * @property {string} name
 * @property {string} category
 * @property {string} address
 * @property {number} [default_stay_minutes] the stay where nobody says when they left
 * @property {number} [max_stay_minutes] the longest one that a check-out may claim
 * @property {string} [sent] the code as the server last accepted it
 * @property {{scheme: string, code: string, name: string}} [unit]
 */

/**
 * Why a record still waits: no network; something had no time for it; this device was signed out; the server said what
 * this page does not understand.
 * @typedef {"network" | "server" | "identity" | "unclear"} Failure
 */

/**
 * @typedef {object} Visit
 * @property {string} id scan second and venue code: the natural key on this device
 * @property {"visit"} kind
 * @property {string} code
 * @property {number} created_at the scan, whole second
 * @property {{code: string, at: string, out_at?: string, leaves?: {visit_id: string, at?: string}}} body never changed
 *   once a request may have left
 * @property {"waiting" | "sent" | "refused" | "void"} state
 * @property {number} tries
 * @property {number} [retry_at]
 * @property {Failure} [failure]
 * @property {any} [answer]
 * @property {number} [skew] what this device's clock lacked when the server answered; left out while it goes right
 * @property {{code: string, text?: {vi: string, en: string}, request_id?: string}} [problem]
 * @property {number} [left_at] by this device's clock
 * @property {"kept" | "carried" | "sent" | "refused"} [leaving]
 */

/** @param {any} record @returns {record is Visit} */
export const isVisit = (record) => record.kind === "visit";

/** When it began: the server's word, once there is one, before this device's clock. @param {Visit} visit */
export const startOf = (visit) => (visit.answer?.from ? Date.parse(visit.answer.from) : visit.created_at);

/** The moment, where a wrong clock was noticed. @param {Visit} visit @param {number} now */
export const rightTime = (visit, now) => now + (visit.skew ?? 0);

/** When the stay ends if nobody says otherwise. @param {Visit} visit @param {Venue} [venue] */
export function endOf(visit, venue) {
  if (visit.answer?.until) return Date.parse(visit.answer.until);
  return visit.created_at + (venue?.default_stay_minutes ? venue.default_stay_minutes * MINUTE : UNKNOWN_STAY);
}

/** When it ended, or will: as the server keeps it, as its person said, else the usual end. @param {Visit} visit @param {Venue} [venue] */
export const overAt = (visit, venue) =>
  visit.left_at && visit.answer?.open !== false ? rightTime(visit, visit.left_at) : endOf(visit, venue);

/** Until when its person may say that they left. @param {Visit} visit @param {Venue} [venue] */
export function leaveUntil(visit, venue) {
  if (visit.answer?.leave_until) return Date.parse(visit.answer.leave_until);
  return venue?.max_stay_minutes ? startOf(visit) + venue.max_stay_minutes * MINUTE : endOf(visit, venue);
}

/** @param {Visit} visit */
const counts = (visit) => visit.state === "waiting" || visit.state === "sent";

/** @param {Visit} visit */
const nobodyLeft = (visit) => counts(visit) && !visit.left_at && visit.answer?.open !== false;

/** @param {Visit} visit @param {number} now @param {Venue} [venue] */
export const isOpen = (visit, now, venue) => nobodyLeft(visit) && rightTime(visit, now) < endOf(visit, venue);

/** Whether it is worth asking when its person left: the usual end may be over. @param {Visit} visit @param {number} now @param {Venue} [venue] */
export const mayLeave = (visit, now, venue) => nobodyLeft(visit) && rightTime(visit, now) < leaveUntil(visit, venue);

/** @param {Visit} visit @param {number} now */
export const isRescan = (visit, now) => counts(visit) && Math.abs(now - visit.created_at) < RESCAN;

/** @param {Visit} visit @param {number} now */
export const mayVoid = (visit, now) => counts(visit) && now - visit.created_at < VOID_WITHIN;

/** @param {Visit} visit @param {number} now */
export const isNearlyTooOld = (visit, now) => visit.state === "waiting" && now - visit.created_at > WARN_AFTER;

/** @param {Visit[]} visits newest first @param {string} code @param {(v: Visit) => boolean} test */
export const latest = (visits, code, test) => visits.find((visit) => visit.code === code && test(visit));

/** @param {any[]} records @returns {Visit[]} newest first */
export const visitsOf = (records) => records.filter(isVisit).sort((a, b) => b.created_at - a.created_at);

/**
 * The earlier visit whose end a new check-in tells the server: one that was left, or one still open elsewhere (the
 * server ends that one, and knows better when it must not: the market around a stall).
 * @param {Visit[]} visits newest first @param {string} code @param {number} now
 */
function closing(visits, code, now) {
  const left = visits.find((visit) => visit.state === "sent" && visit.leaving === "kept");
  return left ?? visits.find((visit) => visit.state === "sent" && visit.code !== code && isOpen(visit, now));
}

/**
 * A new visit, and the earlier one whose end it carries.
 * @param {{code: string, sent: string}} venue @param {number} now @param {Visit[]} visits newest first
 * @returns {{visit: Visit, carries?: Visit}}
 */
export function arrive(venue, now, visits) {
  const at = Math.floor(now / 1000) * 1000;
  const before = closing(visits, venue.code, at);
  return {
    visit: {
      id: `${at / 1000}-${venue.code}`,
      kind: "visit",
      code: venue.code,
      created_at: at,
      body: {
        code: venue.sent,
        at: stamp(at),
        ...(before && { leaves: { visit_id: before.answer.visit_id, ...(before.left_at && { at: stamp(before.left_at) }) } }),
      },
      state: "waiting",
      tries: 0,
    },
    carries: before,
  };
}

/**
 * The record after a check-out: whole in one request while nothing was sent, otherwise kept beside.
 * @param {Visit} visit @param {number} at when they left, by this device's clock @returns {Visit}
 */
export function leave(visit, at) {
  const left_at = Math.max(visit.created_at, Math.floor(at / 1000) * 1000);
  if (visit.left_at || !counts(visit)) return visit;
  if (visit.state === "waiting" && visit.tries === 0)
    return { ...visit, left_at, body: { ...visit.body, out_at: stamp(left_at) } };
  return { ...visit, left_at, leaving: "kept" };
}

/** Kept check-outs that no longer wait for the next check-in. @param {Visit[]} visits @param {number} now */
export const dueLeavings = (visits, now) =>
  visits.filter(
    (visit) =>
      visit.state === "sent" &&
      visit.leaving === "kept" &&
      visit.left_at !== undefined &&
      (now - visit.left_at >= LEAVING_KEPT || rightTime(visit, now) >= endOf(visit) - END_NEAR),
  );
