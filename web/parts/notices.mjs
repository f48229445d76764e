/** Rules about notices. Pure. */

/** @typedef {{notice_id: string, kind: string, issued_at: string, text: {vi: string, en: string}, withdrawn?: boolean | string | null}} Notice */
/** @typedef {{name: "inbox", notices: Notice[], seen: string[], at: number}} Inbox */

/** What nobody has looked at yet; a notice withdrawn before that needs no attention. @param {Inbox} inbox */
export const unread = ({ notices, seen }) => notices.filter((notice) => !notice.withdrawn && !seen.includes(notice.notice_id));

/** When it was withdrawn, if the server says; NaN otherwise. @param {Notice} notice */
export const withdrawnAt = ({ withdrawn }) => (typeof withdrawn === "string" ? Date.parse(withdrawn) : NaN);
