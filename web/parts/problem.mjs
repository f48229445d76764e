/** What went wrong, in a sentence for a person. */

import { Refusal, Unreachable } from "./api.mjs";
import { h } from "./dom.mjs";
import { inLanguage, t } from "./i18n.mjs";
import { ruleSaid } from "./rules.mjs";

/** @param {{code?: string, text?: {vi: string, en: string}} | undefined} problem */
export function sentence(problem) {
  if (problem?.text) return inLanguage(problem.text);
  if (!problem || problem.code === "unreachable") return t("problem.unreachable");
  return problem.code === "unit-needed" ? t("problem.unit-needed") : t("problem.server");
}

/** What a person can do about it, where the server's sentence cannot know. @type {Record<string, string>} */
const OURS = { "too-many": "problem.too-many", "otp-too-many": "problem.otp-too-many", "phone-registrations-used": "problem.phone-used" };
const MINUTE = 60_000;

/** `sau 5 phút nữa`. @param {number} wait milliseconds */
function later(wait) {
  const minutes = Math.ceil(wait / MINUTE);
  const said = new Intl.RelativeTimeFormat(document.documentElement.lang);
  return minutes < 90 ? said.format(minutes, "minute") : said.format(Math.ceil(minutes / 60), "hour");
}

/** Whether a number has no room for another registration today. @param {any} record of the outbox */
export const isPhoneUsed = (record) => record?.problem?.code === "phone-registrations-used";

/** @param {unknown} error */
export function reason(error) {
  if (error instanceof Refusal) {
    const ours = OURS[error.code];
    return ours ? t(ours, { when: later(error.wait ?? 15 * MINUTE) }) : sentence(error.problem);
  }
  if (error instanceof Unreachable) return t(error.busy ? "problem.server" : "problem.unreachable");
  throw error;
}

/** The request's number, folded, so that a complaint can be followed up. @param {unknown} error @returns {HTMLElement | ""} */
export const smallPrint = (error) =>
  error instanceof Refusal && error.problem.request_id
    ? h("details", { class: "small" }, h("summary", { "data-t": "problem.details" }, t("problem.details")), h("p", {}, t("problem.request", { id: error.problem.request_id })))
    : "";

/**
 * Field faults of a refusal, with the server's field names mapped to inputs; those of no input go to the summary alone.
 * @param {unknown} error @param {Record<string, string> | ((field: string) => string)} inputs
 */
export const faultsOf = (error, inputs) =>
  error instanceof Refusal
    ? error.errors.map((fault) => {
        const field = (typeof inputs === "function" ? inputs(fault.field) : inputs[fault.field]) ?? fault.field;
        return { field, text: ruleSaid(fault.rule, field) ?? inLanguage(fault.text) };
      })
    : [];
