/** The registration fields, filled once on a device. */

import { $, focusOn, say, show } from "./dom.mjs";
import { value } from "./form.mjs";
import { t } from "./i18n.mjs";
import { nameFaults, phoneFaults, yearFaults } from "./person-faults.mjs";
import { unitPicker } from "./unit-picker.mjs";

/** @typedef {import("./units.mjs").Unit} Unit */

/**
 * Wires the fields. `stand_in`: whether a unit may be left to the venue.
 * @returns {{choose: (unit: Unit) => void, propose: (unit: Unit) => void, read: (stand_in: boolean) => {person: any, faults: {field: string, text: string}[]}}}
 */
export function registerFields() {
  /** @type {Unit | undefined} */
  let unit;
  /** @param {Unit} chosen */
  const choose = (chosen) => {
    unit = chosen;
    say("unit-chosen", chosen.name);
    close(false);
  };
  /** @param {boolean} open */
  const close = (open) => {
    show("unit-picker", open);
    $("unit").setAttribute("aria-expanded", String(open));
  };
  $("unit").addEventListener("click", async () => {
    const open = $("unit-picker").hidden === true;
    close(open);
    if (!open) return;
    await unitPicker("unit", __SCHEME__, (chosen) => {
      choose(chosen);
      focusOn("unit");
    });
    $("unit-province").focus();
  });
  return {
    choose,
    propose: (proposed) => {
      if (!unit) choose(proposed);
    },
    read: (stand_in) => {
      const person = { full_name: value("full_name").replace(/\s+/g, " "), phone: value("phone"), year_of_birth: Number(value("year_of_birth")) };
      const faults = [...nameFaults("full_name"), ...phoneFaults("phone"), ...yearFaults("year_of_birth")];
      if (!unit && !stand_in) faults.push({ field: "unit", text: t("fault.unit") });
      return { person: { ...person, ...(unit && { unit: { scheme: unit.scheme, code: unit.code } }) }, faults };
    },
  };
}
