/** When somebody who has no time now is called again: moments people agree on. Pure. */

import { day, instantAt } from "./moment.mjs";

const MINUTE = 60_000;
/** Nobody agrees to be called within so little time at a fixed hour. */
const SOON = 15 * MINUTE;

/**
 * @param {number} now
 * @returns {{key: string, at: number}[]} in the order of time; a time of day that is over is left out
 */
export function laterChoices(now) {
  const [today, tomorrow] = [day(now), day(now, 1)];
  return [
    { key: "later.half-hour", at: now + 30 * MINUTE },
    { key: "later.two-hours", at: now + 120 * MINUTE },
    { key: "later.afternoon", at: instantAt(today, "14:00") },
    { key: "later.evening", at: instantAt(today, "19:00") },
    { key: "later.morning-next", at: instantAt(tomorrow, "08:00") },
    { key: "later.afternoon-next", at: instantAt(tomorrow, "14:00") },
  ].filter(({ at }) => at > now + SOON).sort((a, b) => a.at - b.at);
}
