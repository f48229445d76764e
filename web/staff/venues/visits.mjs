/** How many came to venues: numbers that the server counts as far as its bound, and nobody's name. */

import { h } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { clock, dayAndMonth, instantAt } from "../../parts/moment.mjs";
import { count } from "../../parts/num.mjs";
import { staffAsk } from "../../parts/session.mjs";

const AT_ONCE = 20; // venues of one question

/** @typedef {{visits: number, more?: boolean}} Counted */

/** @param {Counted} counted */
export const counted = ({ visits, more }) => (more ? t("sv.at-least", { count: count(visits) }) : count(visits));

/** The cell of a venue in the list; it is filled once the list stands. */
export const todayCell = () => h("td", { class: "n", "data-label": t("sv.today") }, "…");

/** Asked for after the list was drawn: it waits for no count, and one that fails leaves a dash. @param {Map<string, HTMLElement>} cells by the venue's id */
export async function fillToday(cells) {
  const ids = [...cells.keys()];
  const parts = Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, part) => ids.slice(part * AT_ONCE, (part + 1) * AT_ONCE));
  await Promise.all(parts.map(async (venue_ids) => {
    /** @type {(Counted & {venue_id: string})[]} */
    const counts = await staffAsk("/visit-counts", { body: { venue_ids }, has: "counts" }).then((told) => told.counts, () => []);
    for (const id of venue_ids) {
      const found = counts.find((each) => each.venue_id === id);
      cells.get(id)?.replaceChildren(found ? counted(found) : "–");
    }
  }));
}

/** @param {string} iso @param {number} place days before today */
const named = (iso, place) => (place === 0 ? t("when.today") : place === 1 ? t("when.yesterday") : dayAndMonth(instantAt(iso), Date.now()));

/** Today and the days before as rows, each with a bar beside its number. @param {(Counted & {date: string})[]} days */
export function dayRows(days) {
  const most = Math.max(1, ...days.map((day) => day.visits));
  return days.map((day, place) => {
    const bar = h("span", { class: "share" });
    bar.style.inlineSize = `${Math.round((day.visits / most) * 100)}%`;
    return h("tr", {}, h("th", { scope: "row" }, named(day.date, place)), h("td", { class: "n" }, counted(day)), h("td", { class: "track", "aria-hidden": "true" }, bar));
  });
}

/** @param {string} counted_at */
export const countedAt = (counted_at) => t("one.counted", { time: clock(Date.parse(counted_at)) });
