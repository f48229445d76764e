/** Validation display: the error summary takes the focus and links to fields (pattern of the public-service forms). */

import { $, h, input, say, show } from "./dom.mjs";
import { t } from "./i18n.mjs";

/** @typedef {{field: string, text: string}} Fault field: id of an input */

/** @param {Element} field */
const described = (field) => field.getAttribute("aria-describedby") ?? "";

/** @param {HTMLElement} form a form, or a part of a page with fields of its own */
export function clearFaults(form) {
  for (const hint of form.querySelectorAll(".fault")) hint.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.setAttribute("aria-describedby", described(field).replace(/ ?\S+-fault/, ""));
  }
  show(summaryOf(form), false);
}

/** @param {HTMLElement} form @returns {HTMLElement} */
function summaryOf(form) {
  const found = form.querySelector(".summary");
  if (found) return /** @type {HTMLElement} */ (found);
  const made = h("div", { class: "summary", role: "alert", tabindex: "-1", hidden: true });
  form.prepend(made);
  return made;
}

/** @param {Fault} fault */
function markField({ field, text }) {
  const target = document.getElementById(field);
  if (!target) return;
  const id = `${field}-fault`;
  target.setAttribute("aria-describedby", `${described(target)} ${id}`);
  target.setAttribute("aria-invalid", "true");
  (target.closest(".boxes") ?? target).before(h("p", { class: "fault", id }, text));
}

/**
 * One fault is said once, at its field; of several the summary counts and names all. What is about no field stands in the summary alone.
 * @param {HTMLElement} form
 * @param {Fault[]} faults
 * @param {{text?: string, small?: Node | "", always?: boolean}} [whole] what went wrong with the form as a whole; `always`: with a summary
 */
export function showFaults(form, faults, whole = {}) {
  clearFaults(form);
  faults.forEach(markField);
  const [first, more] = faults;
  const field = first && document.getElementById(first.field);
  if (field?.offsetParent && !more && !whole.always) return field.focus();
  const summary = summaryOf(form);
  const links = faults.map(({ field, text }) =>
    h("li", {}, document.getElementById(field) ? h("a", { href: `#${field}`, onclick: jump(field) }, text) : text),
  );
  summary.replaceChildren(
    h("h2", {}, (!field && whole.text) || t("form.check", { count: faults.length })),
    links.length ? h("ul", {}, ...links) : "",
    whole.small ?? "",
  );
  show(summary);
  summary.focus();
}

/** Focus without touching the address, whose fragment may hold a venue's token. @param {string} field */
const jump = (field) => (/** @type {Event} */ event) => {
  event.preventDefault();
  $(field).focus();
};

/** A button that works: disabled and renamed until the work ends. @param {HTMLButtonElement} button @param {() => Promise<unknown>} work */
export async function busy(button, work) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  await work().finally(() => button.removeAttribute("aria-busy"));
}

/** What was typed or pasted, without marks that nobody sees. @param {string} id */
export const value = (id) => input(id).value.normalize("NFC").replace(/\p{Cf}/gu, "").trim();

/** @param {string} id @param {string} text */
export const note = (id, text) => {
  say(id, text);
  show(id, Boolean(text));
};
