/** Whose numbers are looked at: those of the own unit, or of one inside it, which then stands in the address. */

import { $, show } from "../../parts/dom.mjs";
import { unitPicker } from "../../parts/unit-picker.mjs";

const WHOLE_COMMUNE = 5; // digits of its code: whoever serves a commune has no other

/** @param {{own: {scheme: string, code: string}, changed: () => Promise<void>}} page */
export function wireWhose({ own, changed }) {
  const code = () => new URLSearchParams(location.search).get("unit") || own.code;

  /** @param {boolean} isOpen */
  const picker = (isOpen) => {
    show("unit-picker", isOpen);
    $("unit").setAttribute("aria-expanded", String(isOpen));
  };
  const tell = async () => {
    picker(false);
    show("own", code() !== own.code);
    await changed();
  };
  /** @param {string} chosen */
  const go = async (chosen) => {
    const next = new URLSearchParams(location.search);
    if (chosen === own.code) next.delete("unit");
    else next.set("unit", chosen);
    history.pushState(null, "", `${location.pathname}${next.size ? `?${next}` : ""}`);
    await tell();
    $("unit").focus();
  };

  $("unit").addEventListener("click", async () => {
    picker($("unit-picker").hidden === true);
    if ($("unit-picker").hidden) return;
    await unitPicker("unit", own.scheme, (unit) => void go(unit.code));
    $("unit-province").focus();
  });
  $("own").addEventListener("click", () => void go(own.code));
  addEventListener("popstate", () => void tell());
  show("unit", own.code.length < WHOLE_COMMUNE);
  return { unit: () => ({ scheme: own.scheme, code: code() }), start: tell };
}
