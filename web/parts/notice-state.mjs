/** One line that says what applies to its reader now. */

import { t } from "./i18n.mjs";
import { dayShown } from "./moment.mjs";
import { strictest } from "./notices.mjs";

/** The sentence with a last day, and the one without. @type {Record<string, [string, string]>} */
const LINES = { exposure_f1: ["state.f1", "state.f1-open"], exposure_f2: ["state.f2", "state.f2-open"] };

/**
 * Empty where nothing applies.
 * @param {import("./notices.mjs").Notice[]} notices @param {number} now
 */
export function stateLine(notices, now) {
  const notice = strictest(notices, now);
  const [dated, open] = LINES[notice?.kind ?? ""] ?? ["", ""];
  if (!notice) return "";
  return notice.until ? t(dated, { until: dayShown(notice.until) }) : t(open);
}
