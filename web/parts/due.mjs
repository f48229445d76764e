/** The clock of a task: how long is left, or since when it is late, in words. */

import { t } from "./i18n.mjs";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SOON = HOUR;

/** `3 giờ 20 phút`, `2 ngày 4 giờ`, `45 phút`, `12 giây`. @param {number} millis */
export function length(millis) {
  const minutes = Math.max(0, Math.floor(millis / MINUTE));
  if (minutes < 1) return t("due.seconds", { seconds: Math.max(0, Math.floor(millis / 1000)) });
  if (minutes < 60) return t("due.minutes", { minutes });
  if (millis < DAY) return minutes % 60 ? t("due.hours-minutes", { hours: Math.floor(minutes / 60), minutes: minutes % 60 }) : t("due.hours", { hours: minutes / 60 });
  const hours = Math.floor(millis / HOUR);
  return hours % 24 ? t("due.days-hours", { days: Math.floor(hours / 24), hours: hours % 24 }) : t("due.days", { days: hours / 24 });
}

/**
 * @param {string} due_at @param {number} now
 * @returns {{state: "late" | "soon" | "later", text: string}}
 */
export function due(due_at, now) {
  const left = Date.parse(due_at) - now;
  if (left < 0) return { state: "late", text: t("due.late", { length: length(-left) }) };
  return { state: left < SOON ? "soon" : "later", text: t("due.left", { length: length(left) }) };
}
