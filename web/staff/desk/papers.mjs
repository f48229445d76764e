/** Numbers of papers at the desk: what can be told of one here, and one that stands in another record. */

import { Refusal } from "../../parts/api.mjs";
import { $, h } from "../../parts/dom.mjs";
import { clearFaults, value } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { reason } from "../../parts/problem.mjs";

/** @param {unknown} error */
export const isKnownOtherwise = (error) => error instanceof Refusal && error.code === "identity-known-otherwise";

/** @param {HTMLElement} form */
export const forgetKnown = (form) => form.querySelector(".known")?.remove();

/**
 * Whose number it is nobody tells: it is mistyped, or the other record is looked at. Asked, not decided.
 * @param {HTMLElement} form @param {string} field id of the number's input @param {unknown} error @param {(number: string) => void} lookUp
 */
export function askKnown(form, field, error, lookUp) {
  clearFaults(form);
  forgetKnown(form);
  const box = h("div", { class: "note warn known", role: "alert", tabindex: "-1" },
    h("p", {}, h("b", {}, t("known.title")), h("br"), reason(error)),
    h("div", { class: "actions" },
      h("button", { type: "button", class: "button", onclick: () => lookUp(value(field)) }, t("known.look")),
      h("button", { type: "button", class: "button", onclick: () => {
        forgetKnown(form);
        $(field).focus();
      } }, t("known.again"))));
  form.prepend(box);
  box.focus();
}
