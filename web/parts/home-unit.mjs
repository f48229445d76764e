/** Where somebody lives: the commune, chosen when it is asked for. */

import { $, focusOn, say, show } from "./dom.mjs";
import { t } from "./i18n.mjs";
import { readPerson } from "./register.mjs";
import { unitPicker } from "./unit-picker.mjs";

/** @typedef {import("./units.mjs").Unit} Unit */

/**
 * Wires the choice of a commune beside the registration fields, and reads all of them.
 * @returns {{choose: (unit: Unit) => void, read: () => {person: any, faults: {field: string, text: string}[]}}}
 */
export function registerFields() {
  /** @type {Unit | undefined} */
  let unit;
  /** @param {boolean} on */
  const open = (on) => {
    show("unit-picker", on);
    $("unit").setAttribute("aria-expanded", String(on));
  };
  /** @param {Unit} chosen */
  const choose = (chosen) => {
    unit = chosen;
    say("unit-chosen", chosen.name);
    open(false);
  };
  $("unit").addEventListener("click", async () => {
    const on = $("unit-picker").hidden === true;
    open(on);
    if (!on) return;
    await unitPicker("unit", __SCHEME__, (chosen) => {
      choose(chosen);
      focusOn("unit");
    });
    $("unit-province").focus();
  });
  return {
    choose,
    read: () => {
      const { person, faults } = readPerson();
      if (!unit) return { person, faults: [...faults, { field: "unit", text: t("fault.unit") }] };
      return { person: { ...person, unit: { scheme: unit.scheme, code: unit.code } }, faults };
    },
  };
}
