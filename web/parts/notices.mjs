/** Rules about notices. Pure. */

/** @typedef {{notice_id: string, kind: string, issued_at: string, text: {vi: string, en: string}, withdrawn?: boolean | string | null}} Notice */
/** @typedef {{initials: string, year_of_birth: number}} Other somebody else of the same number for whom a notice stands */
/** @typedef {{name: "inbox", notices: Notice[], others?: Other[], seen: string[], at: number}} Inbox */

/** What nobody has looked at yet; a notice withdrawn before that needs no attention. @param {Inbox} inbox */
export const unread = ({ notices, seen }) => notices.filter((notice) => !notice.withdrawn && !seen.includes(notice.notice_id));

/** When it was withdrawn, if the server says; NaN otherwise. @param {Notice} notice */
export const withdrawnAt = ({ withdrawn }) => (typeof withdrawn === "string" ? Date.parse(withdrawn) : NaN);

/** `N. V. An (2015)`. @param {Other} other */
export const otherShown = ({ initials, year_of_birth }) => `${initials} (${year_of_birth})`;
