/** Whether somebody knows, in words that promise no more than the receipts say. */

import { t } from "./i18n.mjs";
import { moment } from "./moment.mjs";

/** @typedef {"not_told" | "issued" | "sent" | "opened" | "unreachable"} WordState */

/** @type {Record<WordState, string>} */
const WORDS = { not_told: "told.none", issued: "told.issued", sent: "told.sent", opened: "told.opened", unreachable: "told.unreachable" };

/**
 * `doubtful`: nobody is told anything before a tracer has decided.
 * @param {{told_state: WordState, told_since?: string, told_by?: string, doubtful?: boolean}} row
 * @param {number} now
 */
export function toldText({ told_state, told_since, told_by, doubtful }, now) {
  if (told_state === "not_told" && doubtful) return t("told.none-doubtful");
  const key = told_state === "sent" && told_by ? (told_by === "push" ? "told.sent-push" : "told.sent-sms") : WORDS[told_state];
  return t(key, { when: told_since ? moment(Date.parse(told_since), now) : "" });
}
