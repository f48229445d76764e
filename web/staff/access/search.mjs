/** Searching the record: by the data of a person, by a member of staff, by a unit. Each search is on record itself. */

import { $, focusOn, h, input, say, show } from "../../parts/dom.mjs";
import { busy, clearFaults, showFaults, value } from "../../parts/form.mjs";
import { inLanguage, t } from "../../parts/i18n.mjs";
import { moment } from "../../parts/moment.mjs";
import { faultsOf, reason, smallPrint } from "../../parts/problem.mjs";
import { roleName } from "../../parts/roles.mjs";
import { staffAsk } from "../../parts/session.mjs";
import { unitPicker } from "../../parts/unit-picker.mjs";
import { unitName } from "../../parts/units.mjs";

/** @type {Record<string, string>} */
const LABELS = {
  phone: "trail.label-phone", personal_code: "trail.label-code", identity_number: "trail.label-paper", staff_id: "trail.label-staff", unit: "trail.label-phone",
};
const INPUTS = { "person.phone": "value", "person.personal_code": "value", "person.identity_number": "value", "person.person_id": "value", staff_id: "value", "unit.code": "unit", reason: "access-reason" };
const SHORT = 8; // of a staff member's id: enough to tell two apart on a page

/** @param {{span: () => {from: string, to: string}, unit: {scheme: string, code: string}}} page */
export function wireSearch({ span, unit }) {
  let chosen = { scheme: unit.scheme, code: unit.code };
  /** What was asked, for further pages. @type {any} */
  let asked;
  let cursor = "";
  /** People of this result, in the order they were met: nobody's name is read. @type {string[]} */
  let people = [];

  const form = /** @type {HTMLFormElement} */ ($("search"));
  const by = () => /** @type {HTMLInputElement} */ (form.querySelector("[name=by]:checked")).value;
  /** @param {boolean} open */
  const picker = (open) => {
    show("unit-picker", open);
    $("unit").setAttribute("aria-expanded", String(open));
  };
  unitName(unit.scheme, unit.code).then((name) => say("unit-chosen", name), () => say("unit-chosen", unit.code));
  $("unit").addEventListener("click", async () => {
    picker($("unit-picker").hidden === true);
    if ($("unit-picker").hidden) return;
    await unitPicker("unit", unit.scheme, (found) => {
      chosen = { scheme: found.scheme, code: found.code };
      say("unit-chosen", found.name);
      picker(false);
      focusOn("unit");
    });
  });
  const turn = () => {
    clearFaults(form);
    show("unit-field", by() === "unit");
    show("value-field", by() !== "unit");
    say("value-label", t(LABELS[by()] ?? ""));
    input("value").value = "";
  };
  for (const radio of form.querySelectorAll("[name=by]")) radio.addEventListener("change", turn);

  /** @param {any} entry */
  const row = (entry) => {
    const place = entry.person_id ? people.indexOf(entry.person_id) + 1 || people.push(entry.person_id) : 0;
    const roles = entry.role.split(",").map(roleName).join(", ");
    return h("tr", {},
      h("th", { scope: "row" }, moment(Date.parse(entry.at), Date.now())),
      h("td", { "data-label": t("trail.did") }, inLanguage(entry.text)),
      h("td", { "data-label": t("trail.who") }, [roles, entry.unit?.name].filter(Boolean).join(" · "),
        entry.staff_id && h("button", { type: "button", class: "link", onclick: () => again({ staff_id: entry.staff_id }) }, t("trail.same-staff", { id: entry.staff_id.slice(0, SHORT) }))),
      h("td", { "data-label": t("trail.whose") }, entry.person_id
        ? h("button", { type: "button", class: "link", onclick: () => again({ person: { person_id: entry.person_id } }) }, t("trail.person", { number: place }))
        : t("trail.nobody")),
      h("td", { "data-label": t("trail.why") }, entry.reason ?? ""));
  };

  const load = async () => {
    const found = await staffAsk("/access-lookups", { body: { ...asked, ...(cursor && { cursor }) }, has: "entries" });
    if (!cursor) {
      people = [];
      $("result-rows").replaceChildren();
      say("result-heading", found.person ? t("trail.of", { person: found.person }) : t(asked.unit ? "trail.of-unit" : "trail.of-staff", { name: asked.unit ? $("unit-chosen").textContent ?? "" : String(asked.staff_id).slice(0, SHORT) }));
    }
    $("result-rows").append(...found.entries.map(row));
    const first = !cursor;
    cursor = found.next_cursor ?? "";
    const shown = $("result-rows").childElementCount;
    show("result");
    show("result-frame", shown > 0);
    show("more", Boolean(cursor));
    say("result-count", shown ? t(cursor ? "trail.count-more" : "trail.count", { count: shown }) : t(cursor ? "trail.none-yet" : "trail.none"));
    if (first) focusOn("result-heading");
  };

  /** @param {unknown} error */
  const refused = (error) => showFaults(form, faultsOf(error, INPUTS), { text: reason(error), small: smallPrint(error) });
  /** @param {object} what */
  const search = (what) => {
    clearFaults(form);
    if (!value("access-reason")) return showFaults(form, [{ field: "access-reason", text: t("ask.empty") }]);
    asked = { ...span(), reason: value("access-reason"), ...what };
    cursor = "";
    void busy(/** @type {HTMLButtonElement} */ ($("go")), load).catch(refused);
  };
  /** From a row: the same days, for the same reason. @param {object} what */
  const again = (what) => search(what);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (by() === "unit") return search({ unit: chosen });
    if (!value("value")) return showFaults(form, [{ field: "value", text: t("trail.empty") }]);
    search(by() === "staff_id" ? { staff_id: value("value") } : { person: { [by()]: value("value") } });
  });
  $("more").addEventListener("click", () => void busy(/** @type {HTMLButtonElement} */ ($("more")), load).catch(refused));
}
