/** Changing what is said of a venue: filled in as it stands, only what was changed is sent, nobody is overwritten unseen. */

import { Refusal } from "./api.mjs";
import { shown } from "./code.mjs";
import { $, focusOn, input, say, select, show } from "./dom.mjs";
import { busy, clearFaults, showFaults, value } from "./form.mjs";
import { t } from "./i18n.mjs";
import { dialled, isContactPhone } from "./person.mjs";
import { faultsOf, reason, smallPrint } from "./problem.mjs";
import { changeRow } from "./venue-changes.mjs";

/** The server's field names to inputs. */
const INPUTS = {
  name: "edit-name", category: "edit-category", address: "edit-address", default_stay_minutes: "edit-stay",
  contact_phone: "edit-phone", capacity: "edit-capacity", reason: "edit-reason",
};
const NUMBERS = ["default_stay_minutes", "capacity"];

/** @typedef {keyof typeof INPUTS} Field */

/** What the inputs say of a venue. @param {any} venue @returns {Record<string, string>} */
const textsOf = (venue) => ({
  name: venue.name, category: venue.category, address: venue.address, default_stay_minutes: String(venue.default_stay_minutes),
  contact_phone: dialled(venue.contact_phone ?? ""), capacity: String(venue.capacity ?? ""),
});
/** @param {string} field */
const typed = (field) => value(INPUTS[/** @type {Field} */ (field)]);
/** @param {string} field @param {string} text */
const same = (field, text) => (field === "contact_phone" ? dialled(typed(field)) : typed(field)) === text;

/**
 * @param {{ask: (path: string, options?: any) => Promise<any>, done: (venue: any) => void | Promise<void>}} page `ask` carries the token
 */
export function wireVenueEdit({ ask, done }) {
  const form = /** @type {HTMLFormElement} */ ($("edit-form"));
  /** @type {any} as the server had it when it was read last */
  let venue;

  const changes = () => {
    const was = textsOf(venue);
    const fields = Object.keys(was).filter((field) => !same(field, was[field] ?? "") && !(field === "default_stay_minutes" && !typed(field)));
    return Object.fromEntries(fields.map((field) => [field, NUMBERS.includes(field) ? Number(typed(field)) : typed(field)]));
  };
  const faultsIn = () => {
    const faults = [];
    if (!typed("name")) faults.push({ field: "edit-name", text: t("fault.venue-name") });
    if (!typed("address")) faults.push({ field: "edit-address", text: t("fault.address") });
    if (typed("default_stay_minutes") && !/^[1-9]\d{0,3}$/.test(typed("default_stay_minutes"))) faults.push({ field: "edit-stay", text: t("fault.stay") });
    if (!isContactPhone(typed("contact_phone"))) faults.push({ field: "edit-phone", text: t("fault.venue-phone") });
    if (!/^[1-9]\d{0,5}$/.test(typed("capacity")) && (typed("capacity") || venue.capacity)) faults.push({ field: "edit-capacity", text: t("fault.capacity") });
    if (!typed("reason")) faults.push({ field: "edit-reason", text: t("ask.empty") });
    if (!faults.length && !Object.keys(changes()).length) faults.push({ field: "edit-name", text: t("ve.unchanged") });
    return faults;
  };

  /** @param {any} read @param {Record<string, string>} [before] what the inputs said at first: what was typed since stays */
  const fill = (read, before) => {
    const keep = (/** @type {string} */ field) => before && !same(field, before[field] ?? "");
    for (const [field, text] of Object.entries(textsOf(read))) if (!keep(field)) input(INPUTS[/** @type {Field} */ (field)]).value = text;
    venue = read;
    say("edit-detail", [venue.name, venue.unit.name, shown(venue.code)].join(" · "));
    $("edit-history").replaceChildren(...(venue.changes ?? []).map(changeRow));
    show("edit-changes", (venue.changes ?? []).length > 0);
  };
  const read = () => ask(`/venues/${venue.venue_id}`, { has: "venue_id" });

  const send = async () => {
    clearFaults(form);
    show("edit-behind", false);
    const body = { ...changes(), reason: typed("reason"), ...(venue.revision && { revision: venue.revision }) };
    await done(await ask(`/venues/${venue.venue_id}/update`, { body, has: "venue_id" }));
  };
  /** @param {unknown} error */
  const refused = async (error) => {
    if (!(error instanceof Refusal && error.code === "venue-changed"))
      return showFaults(form, faultsOf(error, INPUTS), { text: reason(error), small: smallPrint(error) });
    const before = textsOf(venue);
    fill(await read(), before);
    show("edit-behind");
    $("edit-behind").focus();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const faults = faultsIn();
    if (faults.length) return showFaults(form, faults);
    void busy(/** @type {HTMLButtonElement} */ ($("edit-go")), () => send().catch(refused)).catch((error) => showFaults(form, [], { text: reason(error) }));
  });
  // another kind brings its own stay, unless one is given
  $("edit-category").addEventListener("change", () => {
    const own = textsOf(venue);
    const untouched = ["", own["default_stay_minutes"]].includes(typed("default_stay_minutes"));
    if (untouched) input("edit-stay").value = select("edit-category").value === own["category"] ? own["default_stay_minutes"] ?? "" : "";
  });

  return {
    /** @param {string} id */
    open: async (id) => {
      venue = { venue_id: id };
      clearFaults(form);
      for (const box of ["edit-all", "edit-none", "edit-behind"]) show(box, false);
      input("edit-reason").value = "";
      try {
        fill(await read());
        show("edit-all");
        focusOn("edit-heading");
      } catch (error) {
        say("edit-none", reason(error));
        show("edit-none");
      }
    },
  };
}
