/** What was typed into a form and not sent: kept for this tab, so that a reload, a crash or a way round loses nothing. */

import { h } from "./dom.mjs";
import { t } from "./i18n.mjs";

const PREFIX = "draft:";
const NEVER = new Set(["password", "new-password", "otp", "mfa"]); // secrets are typed anew
const LOOKED_UP = "[data-part=people]"; // typing there looks people up, which is on record: `read` and `fill` know who was found
const TYPED = "input[id]:not([type=file], [type=password], [type=search]), select[id], textarea[id]";

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */
/** @typedef {{fields: Record<string, string | boolean>, more?: any}} Draft */

/** Storage that is refused keeps nothing, and breaks nothing. @template T @param {() => T} work */
function tried(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** @param {HTMLElement} form @returns {Field[]} */
const fieldsOf = (form) => /** @type {any[]} */ ([...form.querySelectorAll(TYPED)]).filter((field) => !NEVER.has(field.id) && !field.closest(LOOKED_UP));

/** Radios and boxes are kept as ticked, the others as typed. @param {Field} field */
const ticks = (field) => field instanceof HTMLInputElement && ["radio", "checkbox"].includes(field.type);

/** Forgets every draft of the tab, or those of others than this owner. @param {string} [but] */
export const forgetDrafts = (but) =>
  void tried(() => {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX) && !(but && key.startsWith(`${PREFIX}${but}:`))) sessionStorage.removeItem(key);
  });

/**
 * Keeps what stands in the form's fields with an id, from the first key typed until `drop`.
 * @param {HTMLElement} form
 * @param {string | (() => string)} name of the form, with what it is about (`amend-we8vshvj`); "" keeps nothing
 * @param {{owner?: string, read?: () => any, fill?: (more: any) => unknown}} [options] `owner`: whose it is, for staff;
 *   `read`, `fill`: what no field holds (a chosen unit, rows), as JSON
 */
export function keepDraft(form, name, { owner = "", read, fill } = {}) {
  const named = () => (typeof name === "string" ? name : name());
  const key = () => `${PREFIX}${owner}:${named()}`;
  const note = h("p", { class: "note draft", role: "status", hidden: true });
  let active = true;

  const save = () =>
    active &&
    named() &&
    tried(() => {
      const fields = Object.fromEntries(fieldsOf(form).map((field) => [field.id, ticks(field) ? /** @type {any} */ (field).checked : field.value]));
      sessionStorage.setItem(key(), JSON.stringify({ fields, more: read?.() }));
    });
  const drop = () => {
    tried(() => sessionStorage.removeItem(key()));
    note.hidden = true;
  };
  /** @returns {Draft | undefined} */
  const kept = () => tried(() => JSON.parse(sessionStorage.getItem(key()) ?? "null")) ?? undefined;

  /** Lays the draft into the form, where there is one, and says so; the button takes it away. @param {() => void} [empty] what an empty form looks like */
  const restore = async (empty) => {
    const draft = kept();
    if (!draft) return false;
    active = false;
    if (draft.more !== undefined) await fill?.(draft.more);
    for (const field of fieldsOf(form)) {
      const was = draft.fields[field.id];
      if (was === undefined) continue;
      if (ticks(field)) /** @type {any} */ (field).checked = Boolean(was);
      else field.value = String(was);
      if (!ticks(field) || was) for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    active = true;
    note.replaceChildren(t("draft.kept"), " ", h("button", { type: "button", class: "link", onclick: () => {
      drop();
      if (empty) empty();
      else location.reload();
    } }, t("draft.drop")));
    form.prepend(note);
    note.hidden = false;
    return true;
  };
  for (const kind of ["input", "change"]) form.addEventListener(kind, save);
  return { restore, drop, save };
}
