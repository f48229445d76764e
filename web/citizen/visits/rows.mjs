/** One list out of what this device recorded and what the server knows of the same person. */

import { shown } from "../../parts/code.mjs";
import { h } from "../../parts/dom.mjs";
import { canShare } from "../../parts/hand-on.mjs";
import { t } from "../../parts/i18n.mjs";
import { icon } from "../../parts/icon.mjs";
import { clock, moment } from "../../parts/moment.mjs";
import { sentence } from "../../parts/problem.mjs";
import { isNearlyTooOld, isOpen, leaveUntil, mayLeave, mayVoid, overAt, startOf } from "../../parts/visits.mjs";
import { hasPicture } from "./picture.mjs";

/** @typedef {import("../../parts/visits.mjs").Visit} Visit */
/**
 * @typedef {object} Row
 * @property {string} id
 * @property {number} from
 * @property {number} [until]
 * @property {boolean} open
 * @property {boolean} late the usual end is over, and its person may still say when they left
 * @property {number} leaveUntil
 * @property {number} [skew] what this device's clock lacked
 * @property {"waiting" | "sent" | "refused" | "void"} state
 * @property {string} name
 * @property {string} address
 * @property {string} code of the venue
 * @property {string} why
 * @property {"" | "staff" | "owner"} by who recorded it, when it was not its person
 * @property {"" | "may" | "disputed" | "void" | "stands"} dispute whether its person may say, or said, that it is none of theirs
 * @property {boolean} mayVoid
 * @property {string} again where to check in once more after a refusal
 * @property {Visit} [visit]
 */

/** @param {Visit} visit @param {number} now */
function why(visit, now) {
  if (visit.state === "refused" || visit.leaving === "refused") return sentence(visit.problem);
  return isNearlyTooOld(visit, now) ? t("visits.too-old-soon") : "";
}

/** @param {Visit} visit @param {any} venue @param {number} now @returns {Row} */
const ofDevice = (visit, venue, now) => ({
  id: visit.answer?.visit_id ?? visit.id,
  from: startOf(visit),
  until: visit.left_at || visit.answer ? overAt(visit, venue) : undefined,
  open: isOpen(visit, now, venue),
  late: mayLeave(visit, now, venue) && !isOpen(visit, now, venue),
  leaveUntil: leaveUntil(visit, venue),
  skew: visit.skew,
  state: visit.state,
  name: visit.answer?.venue?.name ?? venue?.name ?? t("c.venue", { code: shown(visit.code) }),
  address: visit.answer?.venue?.address ?? venue?.address ?? "",
  code: visit.code,
  why: why(visit, now),
  by: "",
  dispute: "",
  mayVoid: mayVoid(visit, now),
  again: visit.state === "refused" ? `/c#${visit.body.code}` : "",
  visit,
});

/** @param {string} by @param {string[]} flags @returns {Row["dispute"]} */
function disputeOf(by, flags) {
  if (flags.includes("settled")) return flags.includes("void") ? "void" : "stands";
  if (!by || flags.includes("void")) return "";
  return flags.includes("disputed") ? "disputed" : "may";
}

/** Nobody has said when they left. @param {any} told @param {string[]} flags */
const isRunning = (told, flags) => Boolean(told.open) && !flags.includes("disputed");

/** @param {any} told a visit as the server lists it @param {Row["by"]} by @param {number} now @returns {Row} */
const ofServer = ({ flags = [], ...told }, by, now) => ({
  id: told.visit_id,
  from: Date.parse(told.from),
  until: Date.parse(told.until),
  open: isRunning(told, flags) && now < Date.parse(told.until),
  late: isRunning(told, flags) && now >= Date.parse(told.until) && now < Date.parse(told.leave_until ?? told.until),
  leaveUntil: Date.parse(told.leave_until ?? told.until),
  state: flags.includes("void") ? "void" : "sent",
  name: told.venue?.name ?? t("visits.somewhere"),
  address: told.venue?.address ?? "",
  code: told.venue?.code ?? "",
  why: "",
  by,
  dispute: disputeOf(by, flags),
  mayVoid: false,
  again: "",
});

/** @param {Visit[]} visits @param {any[]} told @param {Map<string, any>} venues @param {number} now @returns {Row[]} newest first */
export function merged(visits, told, venues, now) {
  const rows = visits.map((visit) => ofDevice(visit, venues.get(visit.code), now));
  const mine = new Set(rows.map((row) => row.id));
  return [...rows, ...told.filter((each) => !mine.has(each.visit_id)).map((each) => ofServer(each, each.recorded_by ?? "", now))].sort((a, b) => b.from - a.from);
}

const WORDS = { waiting: "visits.waiting", sent: "visits.sent", refused: "visits.refused", void: "visits.void" };
const RECORDERS = { staff: "visits.by-staff", owner: "dispute.by-owner" };
const DISPUTES = { disputed: "dispute.waits", void: "dispute.void", stands: "dispute.stands" };

/**
 * @param {Row} row
 * @param {{leave: (row: Row) => void, late: (row: Row) => void, takeBack: (row: Row) => void, forget: (row: Row) => void, dispute: (row: Row) => void, picture: (row: Row, button: HTMLButtonElement) => void}} on
 */
export function card(row, on) {
  const leave = row.open && h("button", { class: "button", type: "button", onclick: () => on.leave(row) }, t("visits.leave"));
  const late = row.late && h("button", { class: "button", type: "button", onclick: () => on.late(row) }, t("visits.left-when"));
  const again = row.again && h("a", { class: "button", href: row.again }, t("visits.again"));
  const back = row.mayVoid && h("button", { class: "link", type: "button", onclick: () => on.takeBack(row) }, t("visits.take-back"));
  const forget = row.state === "refused" && h("button", { class: "link", type: "button", onclick: () => on.forget(row) }, t("visits.forget"));
  const dispute = row.dispute === "may" && h("button", { class: "link", type: "button", onclick: () => on.dispute(row) }, t("dispute.go"));
  const picture = hasPicture(row) && h("button", { class: "link", type: "button", onclick: (/** @type {any} */ event) => on.picture(row, event.currentTarget) },
    t(canShare() ? "picture.share" : "picture.save"), h("span", { class: "quiet" }, ` – ${row.name}`));
  const time = row.until ? `${clock(row.from)} – ${moment(row.until, row.from)}` : t("visits.from", { from: clock(row.from) });
  return h(
    "article",
    { class: "card visit" },
    h("div", { class: "top" }, h("p", { class: "num" }, time), h("span", { class: `badge ${row.state}` }, icon(row.state === "void" ? "refused" : row.state), t(WORDS[row.state]))),
    h("h3", { id: `visit-${row.id}`, tabindex: "-1" }, row.name),
    row.address ? h("p", { class: "small" }, row.address) : null,
    row.open ? h("p", { class: "here" }, t("visits.open")) : null,
    row.by ? h("p", { class: "small" }, t(RECORDERS[row.by])) : null,
    row.dispute && row.dispute !== "may" ? h("p", { class: `said ${row.dispute}` }, t(DISPUTES[row.dispute])) : null,
    row.why ? h("p", { class: "why" }, row.why) : null,
    leave || late || again || back || forget || dispute || picture ? h("div", { class: "actions" }, leave, late, again, back, forget, dispute, picture) : null,
  );
}
