/** Rules about notices. Pure. */

import { day } from "./moment.mjs";

/** @typedef {{about: string, text: {vi: string, en: string}}} Duty */
/**
 * @typedef {object} Notice
 * @property {string} notice_id
 * @property {string} kind
 * @property {string} issued_at
 * @property {{vi: string, en: string}} text
 * @property {boolean | string | null} [withdrawn]
 * @property {boolean} [replaced] a later one of the same matter stands in its place
 * @property {string[]} [takes_back] of a correction
 * @property {string} [until] the last day at home, `2021-10-15`
 * @property {string} [source] the rule that `until` is by
 * @property {Duty[]} [duties]
 */
/** @typedef {{initials: string, year_of_birth: number}} Other somebody else of the same number for whom a notice stands */
/** @typedef {{name: "inbox", notices: Notice[], others?: Other[], seen: string[], at: number}} Inbox */

/** Neither taken back nor replaced. @param {Notice} notice */
const stands = ({ withdrawn, replaced }) => !withdrawn && !replaced;

/** What nobody has looked at yet; what stands no more needs no attention. @param {Inbox} inbox */
export const unread = ({ notices, seen }) => notices.filter((notice) => stands(notice) && !seen.includes(notice.notice_id));

/** When it was withdrawn, if the server says; NaN otherwise. @param {Notice} notice */
export const withdrawnAt = ({ withdrawn }) => (typeof withdrawn === "string" ? Date.parse(withdrawn) : NaN);

/** Whether its last day is over; one that names none has none. @param {Notice} notice @param {number} now */
export const isOver = ({ until }, now) => Boolean(until) && day(now) > /** @type {string} */ (until);

/** Whether its reader has to go by it today. @param {Notice} notice @param {number} now */
export const applies = (notice, now) => notice.kind.startsWith("exposure") && stands(notice) && !isOver(notice, now);

/**
 * The notice that says most of what its reader has to do: an F1 before an F2, the later last day before the earlier.
 * @param {Notice[]} notices @param {number} now
 */
export const strictest = (notices, now) =>
  notices
    .filter((notice) => applies(notice, now))
    .sort((one, other) => one.kind.localeCompare(other.kind) || (other.until ?? "9").localeCompare(one.until ?? "9"))[0];

/**
 * As they are read: what applies first, then the rest, newest first as they came; what a correction took back inside it.
 * @param {Notice[]} notices @param {number} now @returns {{notice: Notice, inside: Notice[]}[]}
 */
export function inOrder(notices, now) {
  const known = new Map(notices.map((notice) => [notice.notice_id, notice]));
  const folded = new Set(notices.flatMap((notice) => notice.takes_back ?? []));
  /** @param {Notice} notice */
  const entry = (notice) => ({
    notice,
    inside: (notice.takes_back ?? []).flatMap((id) => known.get(id) ?? []),
  });
  const own = notices.filter((notice) => !folded.has(notice.notice_id)).map(entry);
  return [...own.filter(({ notice }) => applies(notice, now)), ...own.filter(({ notice }) => !applies(notice, now))];
}

/** `N. V. An (2015)`. @param {Other} other */
export const otherShown = ({ initials, year_of_birth }) => `${initials} (${year_of_birth})`;
