/** F0s of the unit, newest confirmation first: what the trace is doing, whom it found, how many are held. */

import { normalised, shown } from "../../parts/code.mjs";
import { $, h, say, show } from "../../parts/dom.mjs";
import { STATUS_ICON, statusName, statusStyle } from "../../parts/cases.mjs";
import { t } from "../../parts/i18n.mjs";
import { icon } from "../../parts/icon.mjs";
import { moment } from "../../parts/moment.mjs";
import { count } from "../../parts/num.mjs";
import { staffAsk } from "../../parts/session.mjs";

const ROWS = 20;

/** @param {number} number @param {string} label @param {string} [style] */
const figure = (number, label, style = "") =>
  h("td", { class: `n ${number ? style : "zero"}`, "data-label": label }, count(number));

/** @param {any} each */
const row = (each) =>
  h("tr", {},
    h("th", { scope: "row" }, h("a", { class: "code", href: `/tracer/case#${normalised(each.case_id)}` }, shown(each.case_id))),
    h("td", {}, h("span", { class: statusStyle(each.status) }, icon(STATUS_ICON[each.status] ?? "waiting"), ` ${statusName(each.status)}`)),
    h("td", { "data-label": t("cases.confirmed"), class: "num" }, moment(Date.parse(each.confirmed_at), Date.now())),
    figure(each.f1, "F1"),
    figure(each.f2, "F2"),
    figure(each.held_people ?? 0, t("cases.held"), "urgent"),
    h("td", { "data-label": t("cases.unit") }, each.unit?.name ?? "", each.handed_over && h("span", { class: "badge off block" }, t("cases.handed-over"))));

/** @param {(error: unknown) => void} fault */
export function wireList(fault) {
  /** @type {string | undefined} */
  let cursor;
  let shownRows = 0;
  /** @param {boolean} on */
  const load = async (on) => {
    const query = new URLSearchParams({ limit: String(ROWS), ...(on && cursor ? { cursor } : {}) });
    try {
      const found = await staffAsk(`/cases?${query}`, { has: "cases" });
      if (!on) {
        $("rows").replaceChildren();
        shownRows = 0;
      }
      shownRows += found.cases.length;
      cursor = found.next_cursor || undefined;
      $("rows").append(...found.cases.map(row));
      show("empty", shownRows === 0);
      show("more", Boolean(cursor));
      say("count", shownRows ? t(cursor ? "cases.count-more" : "cases.count", { count: shownRows }) : "");
    } finally {
      $("frame").removeAttribute("aria-busy");
      show("frame", shownRows > 0);
    }
  };
  $("more").addEventListener("click", () => void load(true).catch(fault));
  return () => void load(false).catch(fault);
}
