/** Registering somebody whom an interview names, in the row of the number: name, year of birth, commune. */

import { h, input, show } from "./dom.mjs";
import { busy, showFaults, value } from "./form.mjs";
import { t } from "./i18n.mjs";
import { isName, isPhone, isYear } from "./person.mjs";
import { faultsOf, reason, smallPrint } from "./problem.mjs";
import { config, staff, staffAsk } from "./session.mjs";
import { unitPicker } from "./unit-picker.mjs";
import { unitName } from "./units.mjs";

const COMMUNE = 5; // digits of its code

/** @param {string} id @param {string} phone @param {(person: any) => void} done with whom the answer names */
export function newcomer(id, phone, done) {
  /** @type {{scheme: string, code: string, name: string} | undefined} */
  let unit;
  // the same until it succeeded, so that a second press is not a second person
  const registration_id = crypto.randomUUID();
  /** @param {string} name @param {string} label @param {Record<string, string>} how */
  const field = (name, label, how) => h("div", { class: "field" }, h("label", { for: `${id}-${name}` }, label), h("input", { id: `${id}-${name}`, autocomplete: "off", ...how }));
  const chosen = h("p", { class: "small", role: "status" });
  const picker = h("div", { hidden: true },
    h("div", { class: "field" }, h("label", { for: `${id}-province` }, t("unit.province")), h("select", { id: `${id}-province` }, h("option", { value: "" }, t("unit.choose")))),
    field("search", t("unit.search"), { type: "text", maxlength: "60" }), h("ul", { class: "list", id: `${id}-found` }), h("p", { class: "small", id: `${id}-state`, role: "status" }));
  const other = h("button", { type: "button", class: "link", id: `${id}-unit` }, t("pr.other-unit"));
  const go = h("button", { type: "button", class: "button" }, t("pr.register"));
  const root = h("div", { class: "newcomer" }, field("name", t("register.name"), { type: "text", maxlength: "100" }),
    field("year", t("me.year"), { type: "text", inputmode: "numeric", maxlength: "4" }), h("div", {}, chosen, other, picker), h("div", { class: "actions" }, go));

  /** @param {{scheme: string, code: string, name: string}} next */
  const choose = (next) => {
    unit = next;
    chosen.textContent = t("pr.lives", { unit: next.name });
    show(picker, false);
  };
  const own = async () => {
    const mine = staff()?.unit;
    const scheme = mine?.scheme ?? (await config()).scheme;
    const code = mine?.code ?? "";
    if (code.length === COMMUNE) choose({ scheme, code, name: await unitName(scheme, code).catch(() => code) });
    other.onclick = () => {
      show(picker);
      void unitPicker(id, scheme, choose);
      input(`${id}-province`).focus();
    };
  };
  void own();

  const faults = () => [
    ...(isName(value(`${id}-name`)) ? [] : [{ field: `${id}-name`, text: t("fault.name") }]),
    ...(isYear(value(`${id}-year`), Date.now()) ? [] : [{ field: `${id}-year`, text: t("fault.year") }]),
    ...(unit ? [] : [{ field: `${id}-unit`, text: t("fault.unit") }]),
  ];
  const send = async () => {
    const full_name = value(`${id}-name`).replace(/\s+/g, " ");
    const year_of_birth = Number(value(`${id}-year`));
    const body = { full_name, year_of_birth, unit: { scheme: unit?.scheme, code: unit?.code }, registration_id, ...(isPhone(phone) && { phone }) };
    const made = await staffAsk("/persons", { body, has: "person_id" });
    done({ person_id: made.person_id, display_name: full_name, year_of_birth });
  };
  go.addEventListener("click", () => {
    const found = faults();
    if (found.length) return showFaults(root, found);
    void busy(go, send).catch((error) => {
      /** @type {Record<string, string>} */
      const places = { full_name: `${id}-name`, year_of_birth: `${id}-year`, unit: `${id}-unit`, "unit.code": `${id}-unit` };
      showFaults(root, faultsOf(error, (name) => places[name] ?? name), { text: reason(error), small: smallPrint(error) });
    });
  });
  return root;
}
