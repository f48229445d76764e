/** What a page says of a rule of the contract that a field broke: in its own words, by the label the person reads. */

import { t } from "./i18n.mjs";

/** Sentences by rule. `{label}` is the field's own label, `{Label}` begins a sentence. @type {Record<string, string>} */
const SAID = {
  required: "rule.empty",
  "too-short": "rule.short",
  "too-long": "rule.long",
  symbols: "rule.symbols",
  damaged: "rule.damaged",
  "control-characters": "rule.damaged",
  "no-letters": "rule.letters",
  choice: "rule.choose",
  type: "rule.form",
  pattern: "rule.form",
  range: "rule.range",
  date: "rule.form",
  "date-time": "rule.form",
  future: "when.future",
  "name-characters": "fault.name",
  phone: "fault.phone",
  "birth-year": "fault.year",
  "identity-number": "fault.identity",
};

/** What a field is called on the page, without what stands behind a colon or in brackets; "" for none or a question. @param {HTMLElement} input */
function labelOf(input) {
  const label = document.querySelector(`label[for="${input.id}"]`) ?? input.closest("fieldset")?.querySelector("legend");
  const text = (label?.textContent ?? "").replace(/\s*[(:].*$/s, "").trim();
  return text.endsWith("?") ? "" : text;
}

/** @param {string} text */
const lower = (text) => (/^\p{Lu}\p{Lu}/u.test(text) ? text : text.slice(0, 1).toLowerCase() + text.slice(1));

/**
 * The page's sentence for a rule at one of its inputs; undefined where only the API's own, which names no field, can tell.
 * @param {string} rule @param {string} field id of an input
 */
export function ruleSaid(rule, field) {
  const input = /** @type {HTMLInputElement | null} */ (document.getElementById(field));
  if (!input || !SAID[rule]) return undefined;
  const empty = rule === "too-short" && input.value?.trim() === "";
  const label = labelOf(input);
  const key = empty ? "rule.empty" : SAID[rule] ?? "";
  if (!label && key.startsWith("rule.")) return key === "rule.empty" ? t("rule.answer") : undefined;
  return t(key, { label: lower(label), Label: label });
}

/** What is missing in a field that was left empty. @param {string} field id of an input */
export const emptySaid = (field) => ruleSaid("required", field) ?? t("rule.answer");
