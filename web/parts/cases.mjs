/** What a case's trace is doing, in words. */

import { t } from "./i18n.mjs";

/** @type {Record<string, string>} */
const STATUS = { running: "trace.running", held: "trace.held", published: "trace.published", window_empty: "trace.window-empty", retracted: "trace.retracted" };
/** @type {Record<string, string>} */
const STYLE = { running: "badge run", held: "badge warn", published: "badge", window_empty: "badge warn", retracted: "badge off" };
/** @type {Record<string, string>} */
export const STATUS_ICON = { running: "waiting", held: "held", published: "sent", window_empty: "held", retracted: "refused" };

/** @param {string} status */
export const statusName = (status) => (STATUS[status] ? t(STATUS[status]) : status);
/** @param {string} status */
export const statusStyle = (status) => STYLE[status] ?? "badge off";
