/** A second word before something that cannot be undone by the same tap; with room for more words where they help. */

import { $, input, say, show } from "./dom.mjs";
import { value } from "./form.mjs";
import { t } from "./i18n.mjs";

/**
 * @param {{title: string, text: string, yes: string, no?: string, more?: string, danger?: boolean}} question more: label of
 *   a field that may stay empty
 * @returns {Promise<{yes: boolean, why: string} | null>} null when the dialog was left without an answer
 */
export function sure({ title, text, yes, no = t("ask.no"), more = "", danger = false }) {
  const dialog = /** @type {HTMLDialogElement} */ ($("sure"));
  for (const [id, said] of Object.entries({ title, text, yes, no, label: more })) say(`sure-${id}`, said);
  $("sure-yes").classList.toggle("danger", danger);
  $("sure-yes").classList.toggle("main", !danger);
  show("sure-more", Boolean(more));
  input("sure-why").value = "";
  return new Promise((resolve) => {
    /** @param {{yes: boolean, why: string} | null} answer */
    const end = (answer) => {
      dialog.onclose = null;
      dialog.close();
      resolve(answer);
    };
    $("sure-yes").onclick = () => end({ yes: true, why: value("sure-why") });
    $("sure-no").onclick = () => end({ yes: false, why: "" });
    dialog.onclose = () => end(null);
    dialog.showModal();
    $(no === t("ask.no") ? "sure-no" : "sure-yes").focus(); // what changes nothing, or loses nothing
  });
}
