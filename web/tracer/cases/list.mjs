/** F0s of the unit, newest confirmation first: what the trace is doing, whom it found, how many are held. */

import { normalised, shown } from "../../parts/code.mjs";
import { $, h, say, select, show } from "../../parts/dom.mjs";
import { STATUS_ICON, statusName, statusStyle } from "../../parts/cases.mjs";
import { t } from "../../parts/i18n.mjs";
import { icon } from "../../parts/icon.mjs";
import { when } from "../../parts/milestone-line.mjs";
import { day } from "../../parts/moment.mjs";
import { count } from "../../parts/num.mjs";
import { may } from "../../parts/roles.mjs";
import { staffAsk } from "../../parts/session.mjs";

const ROWS = 20;
const FILTERS = ["standing", "days"];

/** @param {number} number @param {string} label @param {string} [style] */
const figure = (number, label, style = "") =>
  h("td", { class: `n ${number ? style : "zero"}`, "data-label": label }, count(number));

/** Another unit's case: what it found there is that unit's; here counts who was handed over. @param {any} each */
const figures = (each) =>
  each.handed_over
    ? [h("td", { class: "n", colspan: "3", "data-label": t("cases.handed-over") }, each.handed_people ? t("cases.handed-people", { count: count(each.handed_people) }) : "–")]
    : [figure(each.f1, "F1"), figure(each.f2, "F2"), figure(each.held_people ?? 0, t("cases.held"), "urgent")];

/** @param {any} each */
const row = (each) => {
  const code = h("a", { class: "code", href: `/tracer/case#${normalised(each.case_id)}` }, shown(each.case_id));
  const who = [each.display_name, each.year_of_birth].filter(Boolean).join(" · ");
  return h("tr", {},
    h("th", { scope: "row" }, code, who && h("span", { class: "small" }, who)),
    h("td", {}, h("span", { class: statusStyle(each.status) }, icon(STATUS_ICON[each.status] ?? "waiting"), ` ${statusName(each.status)}`)),
    h("td", { "data-label": t("cases.confirmed"), class: "num" }, when(each.confirmed_at)),
    ...figures(each),
    h("td", { "data-label": t("cases.unit") }, each.unit?.name ?? "", each.handed_over && h("span", { class: "badge off block" }, t("cases.handed-over"))));
};

/** What the address asks for; nothing in it is about a person. */
const asked = () => {
  const given = new URLSearchParams(location.search);
  return Object.fromEntries(FILTERS.map((name) => [name, given.get(name) ?? ""]));
};

/** @param {(error: unknown) => void} fault */
export function wireList(fault) {
  /** @type {string | undefined} */
  let cursor;
  let shownRows = 0;
  const query = () => {
    const { standing, days } = asked();
    return { ...(standing && { standing }), ...(Number(days) && { from: day(Date.now(), 1 - Number(days)) }) };
  };
  const nothing = () => {
    const filtered = Object.values(asked()).some(Boolean);
    say("empty", filtered ? t("cases.empty-filter") : `${t("cases.empty")} ${t(may("confirmCase") ? "cases.empty-new" : "cases.empty-wait")}`);
    show("empty", shownRows === 0);
  };
  /** @param {boolean} on */
  const load = async (on) => {
    show("fault", false);
    show("loading", !on);
    try {
      const found = await staffAsk(`/cases?${new URLSearchParams({ limit: String(ROWS), ...query(), ...(on && cursor ? { cursor } : {}) })}`, { has: "cases" });
      if (!on) {
        $("rows").replaceChildren();
        shownRows = 0;
      }
      shownRows += found.cases.length;
      cursor = found.next_cursor || undefined;
      $("rows").append(...found.cases.map(row));
      if (found.counts) say("counts", t("cases.counts", { open: count(found.counts.open), held: count(found.counts.held) }));
      nothing();
      show("more", Boolean(cursor));
      say("count", shownRows ? t(cursor ? "cases.count-more" : "cases.count", { count: shownRows }) : "");
    } finally {
      show("loading", false);
      show("frame", shownRows > 0);
    }
  };
  for (const name of FILTERS) {
    select(name).value = asked()[name] ?? "";
    $(name).addEventListener("change", () => {
      const next = new URLSearchParams(FILTERS.map((each) => [each, select(each).value]).filter(([, value]) => value));
      history.replaceState(null, "", `${location.pathname}${next.size ? `?${next}` : ""}`);
      void load(false).catch(fault);
    });
  }
  $("more").addEventListener("click", () => void load(true).catch(fault));
  return () => void load(false).catch(fault);
}
