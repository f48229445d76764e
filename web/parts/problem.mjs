/** What went wrong, in a sentence for a person. */

import { Refusal, Unreachable } from "./api.mjs";
import { inLanguage, t } from "./i18n.mjs";

/** @param {{code?: string, text?: {vi: string, en: string}} | undefined} problem */
export function sentence(problem) {
  if (problem?.text) return inLanguage(problem.text);
  if (!problem || problem.code === "unreachable") return t("problem.unreachable");
  return problem.code === "unit-needed" ? t("problem.unit-needed") : t("problem.server");
}

/** @param {unknown} error */
export function reason(error) {
  if (error instanceof Refusal) return sentence({ code: error.code, text: error.text });
  if (error instanceof Unreachable) return t("problem.unreachable");
  throw error;
}

/** The request's number in small print, so that a complaint can be followed up. @param {unknown} error */
export const smallPrint = (error) =>
  error instanceof Refusal && error.requestId ? t("problem.request", { id: error.requestId }) : "";

/**
 * Field faults of a refusal, with the server's field names mapped to inputs; those of no input go to the summary alone.
 * @param {unknown} error @param {Record<string, string> | ((field: string) => string)} inputs
 */
export const faultsOf = (error, inputs) =>
  error instanceof Refusal
    ? error.errors.map(({ field, text }) => ({ field: (typeof inputs === "function" ? inputs(field) : inputs[field]) ?? field, text: inLanguage(text) }))
    : [];
