/** A second word before something that others will notice, with its reason. */

import { $, input, say } from "./dom.mjs";
import { clearFaults, showFaults, value } from "./form.mjs";
import { t } from "./i18n.mjs";

/**
 * @param {{title: string, text: string, yes: string, danger?: boolean}} question
 * @returns {Promise<string | null>} the reason, or null when the person thought better of it
 */
export function askReason({ title, text, yes, danger = false }) {
  const dialog = /** @type {HTMLDialogElement} */ ($("ask"));
  const form = /** @type {HTMLFormElement} */ ($("ask-form"));
  say("ask-title", title);
  say("ask-text", text);
  say("ask-yes", yes);
  $("ask-yes").classList.toggle("danger", danger);
  $("ask-yes").classList.toggle("main", !danger);
  input("ask-reason").value = "";
  clearFaults(form);
  return new Promise((resolve) => {
    /** @param {string | null} answer */
    const end = (answer) => {
      form.onsubmit = null;
      dialog.onclose = null;
      dialog.close();
      resolve(answer);
    };
    form.onsubmit = (event) => {
      event.preventDefault();
      if (value("ask-reason")) end(value("ask-reason"));
      else showFaults(form, [{ field: "ask-reason", text: t("ask.empty") }]);
    };
    $("ask-no").onclick = () => end(null);
    dialog.onclose = () => end(null);
    dialog.showModal();
    $("ask-reason").focus();
  });
}
