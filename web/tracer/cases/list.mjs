/** F0s of the unit, by day or by what is left to do; or those that a search found. */

import { $, say, show } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { wireFilters } from "../../parts/list-filters.mjs";
import { day } from "../../parts/moment.mjs";
import { count } from "../../parts/num.mjs";
import { may } from "../../parts/roles.mjs";
import { staff, staffAsk } from "../../parts/session.mjs";
import { wireFind } from "./find.mjs";
import { rowOf } from "./row.mjs";
import { offerUnits } from "./units-below.mjs";

const ROWS = 20;
const BOXES = { standing: "standing", days: "days", sort: "order", unit: "unit" };

/** @param {(error: unknown) => void} fault */
export async function wireList(fault) {
  /** @type {string | undefined} */
  let cursor;
  let shownRows = 0;
  let sought = "";

  await offerUnits();
  const filters = wireFilters(BOXES, () => void load(false).catch(fault));

  const query = () => {
    const { days, ...rest } = filters.chosen();
    return { ...rest, ...(days && { from: day(Date.now(), 1 - Number(days)) }) };
  };
  /** @param {boolean} on */
  const ask = (on) => {
    const { unit } = filters.chosen();
    if (sought) return staffAsk("/case-lookups", { body: { text: sought, ...(unit && { unit: { scheme: staff()?.unit.scheme, code: unit } }) }, has: "cases" });
    const asked = { limit: String(ROWS), left: "yes", ...query(), ...(on && cursor ? { cursor } : {}) };
    return staffAsk(`/cases?${new URLSearchParams(asked)}`, { has: "cases" });
  };

  /** @param {boolean} more */
  const total = (more) => {
    if (!shownRows) return "";
    if (sought) return t(more ? "cases.found-more" : "cases.found", { count: shownRows });
    return t(cursor ? "cases.count-more" : "cases.count", { count: shownRows });
  };
  /** @param {boolean} more */
  const nothing = (more) => {
    if (sought) return t(more ? "cases.found-none-more" : "cases.found-none");
    if (filters.any()) return t("cases.empty-filter");
    return `${t("cases.empty")} ${t(may("confirmCase") ? "cases.empty-new" : "cases.empty-wait")}`;
  };

  /** @param {boolean} on further rows, after those shown */
  const load = async (on) => {
    show("fault", false);
    show("loading", !on);
    try {
      const found = await ask(on);
      if (!on) {
        $("rows").replaceChildren();
        shownRows = 0;
      }
      shownRows += found.cases.length;
      cursor = found.next_cursor || undefined;
      $("rows").append(...found.cases.map(rowOf));
      if (found.counts) say("counts", t("cases.counts", { open: count(found.counts.open), held: count(found.counts.held) }));
      for (const field of document.querySelectorAll("[data-by-list]")) show(field, !sought);
      show("order-bound", !sought && filters.chosen().sort === "most" && found.order !== "most");
      say("empty", nothing(Boolean(found.more)));
      show("empty", shownRows === 0);
      show("more", Boolean(cursor));
      say("count", total(Boolean(found.more)));
    } finally {
      show("loading", false);
      show("frame", shownRows > 0);
    }
  };

  wireFind((text) => {
    sought = text;
    return load(false);
  });
  $("more").addEventListener("click", () => void load(true).catch(fault));
  await load(false).catch(fault);
}
