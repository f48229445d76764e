/** Why somebody is a contact, piece by piece, as sentences a tracer can read out. */

import { shown } from "./code.mjs";
import { length } from "./due.mjs";
import { t } from "./i18n.mjs";
import { clock, date, dayAndMonth as day } from "./moment.mjs";

const MINUTE = 60_000;

/**
 * @typedef {object} Piece
 * @property {"HH" | "BC" | "IC" | "IL" | "BG" | "VC"} kind
 * @property {string} [venue_id]
 * @property {string} [venue_name]
 * @property {string} from
 * @property {string} to
 * @property {number} minutes
 * @property {boolean} [assumed]
 * @property {boolean} [doubtful] its person says "not there", or nobody trustworthy recorded it
 * @property {boolean} [predates_registration] sent for a time before the person had registered
 * @property {string} [via_person_id]
 * @property {string} [via_display_name] masked
 */

/** @type {Record<string, string>} */
const SENTENCES = {
  HH: "evidence.household",
  BC: "evidence.bluetooth",
  IC: "evidence.close",
  IL: "evidence.casual",
  BG: "evidence.gateway",
  VC: "evidence.venue",
};
/** @type {Record<string, string>} */
const KINDS = { HH: "kind.household", BC: "kind.bluetooth", IC: "kind.close", IL: "kind.casual", BG: "kind.gateway", VC: "kind.venue" };

/** The kind of a contact in two or three words. @param {string} kind */
export const kindName = (kind) => (KINDS[kind] ? t(KINDS[kind]) : kind);

/** `08:15–08:47 ngày 20/11`, or both days when midnight lies between. @param {string} from @param {string} to @param {number} now */
export function span(from, to, now) {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return date(start) === date(end - 1)
    ? t("evidence.one-day", { from: clock(start), to: clock(end), day: day(start, now) })
    : t("evidence.days", { from: clock(start), first: day(start, now), to: clock(end), last: day(end, now) });
}

/** @param {Piece} piece */
const doubt = (piece) => (piece.doubtful ? ` ${t(piece.predates_registration ? "evidence.predates" : "evidence.doubtful")}` : "");

/**
 * @param {Piece} piece
 * @param {{now: number, place?: (venue: string) => string | undefined, person?: (id: string) => string | undefined}} known
 */
export function sentenceOf(piece, { now, place, person }) {
  const where = piece.venue_name || (piece.venue_id && (place?.(piece.venue_id) ?? shown(piece.venue_id)));
  const said = t(SENTENCES[piece.kind] ?? "evidence.venue", {
    place: where || t("evidence.somewhere"),
    span: span(piece.from, piece.to, now),
    length: length(piece.minutes * MINUTE),
  });
  const at = where && ["IC", "IL"].includes(piece.kind) ? ` ${t("evidence.at", { place: where })}` : "";
  const via = piece.via_person_id ? `${t("evidence.via", { who: piece.via_display_name || (person?.(piece.via_person_id) ?? t("evidence.some-f1")) })} ` : "";
  return `${via}${said}${at}${piece.assumed ? ` ${t("evidence.assumed")}` : ""}${doubt(piece)}`;
}
