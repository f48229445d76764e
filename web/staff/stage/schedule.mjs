/** When something runs by itself, in words: EventBridge's `rate(5 minutes)` and daily `cron(30 17 * * ? *)`, told in the hour of Viet Nam. */

import { t } from "../../parts/i18n.mjs";

const DAY_MIN = 24 * 60;
/** Viet Nam is seven hours before UTC, by which schedules are written; it knows no summer time. */
const AHEAD_MIN = 7 * 60;
/** @type {Record<string, string>} */
const UNITS = { minute: "stage.minutes", hour: "stage.hours", day: "stage.days" };

/** @param {number} minute of the day, UTC */
const local = (minute) =>
  [Math.floor(((minute + AHEAD_MIN) % DAY_MIN) / 60), minute % 60].map((each) => String(each).padStart(2, "0")).join(":");

/** Words for a schedule; one of another shape stays as it is written. @param {string} schedule */
export function spoken(schedule) {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule);
  if (rate) return t("stage.every", { period: t(UNITS[rate[2] ?? ""] ?? "", { count: Number(rate[1]) }) });
  const daily = /^cron\((\d+) (\d+) \* \* \? \*\)$/.exec(schedule);
  if (daily) return t("stage.daily", { time: local(Number(daily[2]) * 60 + Number(daily[1])) });
  return schedule;
}
