/** Venues that were picked in the list: their posters as one file, a hundred at a time. */

import { $, h, say, show } from "../../parts/dom.mjs";
import { busy } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { posters } from "../../parts/posters.mjs";
import { staffCall } from "../../parts/session.mjs";

const AT_ONCE = 100;

/** @param {(error: unknown) => void} fault */
export function wirePicked(fault) {
  const all = /** @type {HTMLInputElement} */ ($("pick-all"));
  const boxes = () => /** @type {HTMLInputElement[]} */ ([...$("rows").querySelectorAll("input.pick")]);
  const picked = () => boxes().filter((box) => box.checked).map((box) => box.value).slice(0, AT_ONCE);

  const tell = () => {
    const count = picked().length;
    all.checked = count > 0 && boxes().every((box) => box.checked);
    all.indeterminate = count > 0 && !all.checked;
    say("print-chosen", t("sv.print", { count }));
    show("print-chosen", count > 0);
  };
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    tell();
  });
  $("rows").addEventListener("change", tell);
  $("print-chosen").addEventListener("click", () => {
    fault(null);
    void busy(/** @type {HTMLButtonElement} */ ($("print-chosen")), () => posters(staffCall, picked(), "A4")).catch(fault);
  });
  return {
    /** @param {{venue_id: string, name: string}} venue */
    box: (venue) => h("input", { type: "checkbox", class: "pick", value: venue.venue_id, "aria-label": t("sv.pick", { name: venue.name }) }),
    tell,
  };
}
