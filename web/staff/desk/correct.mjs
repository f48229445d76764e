/** Correcting a record: filled in as it stands, and only what was changed is sent. */

import { $, focusOn, input, say, show } from "../../parts/dom.mjs";
import { busy, clearFaults, showFaults, value } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { isPaper } from "../../parts/person.mjs";
import { nameFaults, phoneFaults, yearFaults } from "../../parts/person-faults.mjs";
import { faultsOf, reason, smallPrint } from "../../parts/problem.mjs";
import { staffAsk } from "../../parts/session.mjs";
import { unitPicker } from "../../parts/unit-picker.mjs";
import { askKnown, forgetKnown, isKnownOtherwise } from "./papers.mjs";

const INPUTS = {
  full_name: "fix-name", year_of_birth: "fix-year", unit: "unit", "unit.code": "unit", phone: "fix-phone",
  identity_number: "fix-identity", reason: "fix-reason",
};

/** @typedef {import("../../parts/records.mjs").PersonRecord} PersonRecord */

/**
 * @param {{scheme: string, told: ReturnType<typeof import("./told.mjs").wireTold>,
 *   corrected: (id: string, facts: Partial<PersonRecord>) => void, lookUp: (number: string) => void}} page
 */
export function wireCorrect({ scheme, told, corrected, lookUp }) {
  const dialog = /** @type {HTMLDialogElement} */ ($("fix"));
  const form = /** @type {HTMLFormElement} */ ($("fix-form"));
  /** @type {PersonRecord} */
  let person;
  /** @type {import("../../parts/units.mjs").Unit | undefined} */
  let moved;

  /** @param {boolean} open */
  const picker = (open) => {
    show("unit-picker", open);
    $("unit").setAttribute("aria-expanded", String(open));
  };
  $("unit").addEventListener("click", async () => {
    const open = $("unit-picker").hidden === true;
    picker(open);
    if (!open) return;
    await unitPicker("unit", scheme, (chosen) => {
      moved = chosen;
      say("unit-chosen", chosen.name);
      picker(false);
      focusOn("unit");
    });
    $("unit-province").focus();
  });

  const changes = () => {
    const name = value("fix-name").replace(/\s+/g, " ");
    return {
      ...(name !== person.display_name && { full_name: name }),
      ...(value("fix-year") !== String(person.year_of_birth) && { year_of_birth: Number(value("fix-year")) }),
      ...(moved && { unit: { scheme: moved.scheme, code: moved.code } }),
      ...(value("fix-phone") && { phone: value("fix-phone") }),
      ...(value("fix-identity") && { identity_number: value("fix-identity") }),
    };
  };
  const faultsIn = () => {
    const faults = [...nameFaults("fix-name"), ...yearFaults("fix-year"), ...phoneFaults("fix-phone", true)];
    if (value("fix-identity") && !isPaper(value("fix-identity"))) faults.push({ field: "fix-identity", text: t("fault.identity") });
    if (!value("fix-reason")) faults.push({ field: "fix-reason", text: t("ask.empty") });
    if (!faults.length && !Object.keys(changes()).length) faults.push({ field: "fix-name", text: t("fix.nothing") });
    return faults;
  };

  const send = async () => {
    clearFaults(form);
    forgetKnown(form);
    const now = await staffAsk(`/persons/${person.person_id}/correct`, { body: { ...changes(), reason: value("fix-reason") }, has: "person_id" });
    dialog.close();
    corrected(person.person_id, { display_name: now.full_name, year_of_birth: now.year_of_birth, unit: now.unit, phone_verified: now.phone_verified });
    told.said("good", t("fix.done"), t("fix.done-text", { name: now.full_name }));
    $("said").focus();
  };

  /** @param {unknown} error */
  const refused = (error) => {
    if (!isKnownOtherwise(error)) return showFaults(form, faultsOf(error, INPUTS), { text: reason(error), small: smallPrint(error) });
    askKnown(form, "fix-identity", error, (number) => {
      dialog.close();
      lookUp(number);
    });
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const faults = faultsIn();
    if (faults.length) return showFaults(form, faults);
    void busy(/** @type {HTMLButtonElement} */ ($("fix-go")), send).catch(refused);
  });
  $("fix-no").addEventListener("click", () => dialog.close());

  return (/** @type {PersonRecord} */ chosen) => {
    person = chosen;
    moved = undefined;
    clearFaults(form);
    forgetKnown(form);
    picker(false);
    input("fix-name").value = person.display_name;
    input("fix-year").value = String(person.year_of_birth);
    say("unit-chosen", person.unit.name);
    for (const id of ["fix-phone", "fix-identity", "fix-reason"]) input(id).value = "";
    say("fix-phone-now", t(person.phone_verified ? "desk.verified" : "desk.unverified"));
    dialog.showModal();
    $("fix-name").focus();
  };
}
