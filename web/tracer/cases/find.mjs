/** The one box of the list: a code leads to its case; a name or a number is sought, in a body and nowhere in the address. */

import { isCase, normalised } from "../../parts/code.mjs";
import { $, input, show } from "../../parts/dom.mjs";
import { busy, clearFaults, showFaults, value } from "../../parts/form.mjs";
import { faultsOf, reason, smallPrint } from "../../parts/problem.mjs";

/** Letters alone may be a name; where they are a code after all, the answer has that case. @param {string} text */
const isCode = (text) => isCase(text) && /[\d\p{Pd}]/u.test(text);

/** @param {(text: string) => Promise<void>} look with an empty text: the whole list again */
export function wireFind(look) {
  const form = /** @type {HTMLFormElement} */ ($("find"));
  const go = /** @type {HTMLButtonElement} */ ($("find-go"));
  /** @param {string} text */
  const seek = async (text) => {
    clearFaults(form);
    await look(text);
    show("find-clear", text !== "");
  };
  /** @param {unknown} error */
  const failed = (error) =>
    showFaults(form, faultsOf(error, () => "find-text"), { text: reason(error), small: smallPrint(error) });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = value("find-text");
    if (!text) return input("find-text").focus();
    if (isCode(text)) return location.assign(`/tracer/case#${normalised(text)}`);
    void busy(go, () => seek(text)).catch(failed);
  });
  $("find-clear").addEventListener("click", () => {
    input("find-text").value = "";
    void seek("").then(() => input("find-text").focus(), failed);
  });
}
