/** The fields of a venue, for owners and staff. */

import { $, focusOn, input, say, select, show } from "./dom.mjs";
import { value } from "./form.mjs";
import { t } from "./i18n.mjs";
import { isContactPhone } from "./person.mjs";
import { unitPicker } from "./unit-picker.mjs";

/** @typedef {import("./units.mjs").Unit} Unit */

/** Server field names to inputs. */
export const VENUE_INPUTS = {
  name: "venue_name", category: "category", unit: "unit", "unit.code": "unit", "unit.scheme": "unit",
  address: "address", contact_phone: "contact_phone", capacity: "capacity",
};

/** @param {string} scheme */
export function venueFields(scheme) {
  /** @type {Unit | undefined} */
  let unit;
  /** @param {boolean} open */
  const picker = (open) => {
    show("unit-picker", open);
    $("unit").setAttribute("aria-expanded", String(open));
  };
  /** @param {Unit} chosen */
  const choose = (chosen) => {
    unit = chosen;
    say("unit-chosen", chosen.name);
    picker(false);
  };
  $("unit").addEventListener("click", async () => {
    const open = $("unit-picker").hidden === true;
    picker(open);
    if (!open) return;
    await unitPicker("unit", scheme, (chosen) => {
      choose(chosen);
      focusOn("unit");
    });
    $("unit-province").focus();
  });
  const faultsIn = () => {
    const faults = [];
    if (!value("venue_name")) faults.push({ field: "venue_name", text: t("fault.venue-name") });
    if (!select("category").value) faults.push({ field: "category", text: t("fault.category") });
    if (!unit) faults.push({ field: "unit", text: t("fault.unit") });
    if (!value("address")) faults.push({ field: "address", text: t("fault.address") });
    if (!isContactPhone(value("contact_phone"))) faults.push({ field: "contact_phone", text: t("fault.venue-phone") });
    if (value("capacity") && !/^[1-9]\d{0,5}$/.test(value("capacity"))) faults.push({ field: "capacity", text: t("fault.capacity") });
    return faults;
  };
  return {
    choose,
    chosen: () => unit,
    propose: (/** @type {Unit} */ proposed) => {
      if (!unit) choose(proposed);
    },
    phone: (/** @type {string} */ phone) => {
      if (!input("contact_phone").value) input("contact_phone").value = phone;
    },
    read: () => ({
      faults: faultsIn(),
      venue: {
        name: value("venue_name"),
        category: select("category").value,
        unit: unit && { scheme: unit.scheme, code: unit.code },
        address: value("address"),
        contact_phone: value("contact_phone"),
        ...(value("capacity") && { capacity: Number(value("capacity")) }),
      },
    }),
    clear: () => {
      for (const id of ["venue_name", "address", "capacity"]) input(id).value = "";
    },
  };
}
