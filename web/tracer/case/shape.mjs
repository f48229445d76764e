/** What a held crowd looks like: hours, lengths, estimates, communes, each as words and a bar. Looking is on record. */

import { $, h, say, show } from "../../parts/dom.mjs";
import { busy } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { dayShown } from "../../parts/moment.mjs";
import { count } from "../../parts/num.mjs";
import { reason } from "../../parts/problem.mjs";
import { staffAsk } from "../../parts/session.mjs";

const LENGTHS = ["shape.under-30", "shape.30-60", "shape.60-120", "shape.over-120"];

/** A row of numbers with bars; the longest is the whole width. @param {string} title @param {[string, number][]} rows */
function bars(title, rows) {
  const most = Math.max(1, ...rows.map(([, number]) => number));
  return h("table", { class: "bars" }, h("caption", {}, title),
    h("tbody", {}, ...rows.map(([label, number]) =>
      h("tr", {}, h("th", { scope: "row" }, label), h("td", { class: "n" }, count(number)), h("td", { "aria-hidden": "true" }, h("meter", { min: "0", max: String(most), value: String(number), tabindex: "-1" }))))));
}

/** Hours in which anybody was there. @param {number[]} hours @returns {[string, number][]} */
const hoursOf = (hours) => hours.flatMap((number, hour) => (number ? [/** @type {[string, number]} */ ([t("shape.hour", { hour, next: hour + 1 }), number])] : []));

/** @param {any} group */
const drawn = (group) =>
  h("section", {}, h("h3", {}, `${group.venue_name || t("held.place")} · ${dayShown(group.day)}`),
    h("p", {}, t("shape.estimated", { people: count(group.people), assumed: count(group.assumed), share: Math.round((100 * group.assumed) / Math.max(1, group.people)) })),
    h("div", { class: "bars-row" },
      bars(t("shape.hours"), hoursOf(group.hours)),
      bars(t("shape.lengths"), LENGTHS.map((key, nth) => [t(key), group.lengths[nth] ?? 0])),
      bars(t("shape.communes"), group.communes.map((/** @type {any} */ each) => [each.unit.name || each.unit.code, each.people]))));

/** @param {() => string} id of the case @returns {{forget: () => void}} */
export function wireShape(id) {
  $("shape-go").addEventListener("click", () =>
    void busy(/** @type {HTMLButtonElement} */ ($("shape-go")), async () => {
      show("shape-fault", false);
      const found = await staffAsk(`/cases/${id()}/held-shapes`, { body: { reason: t("shape.reason") }, has: "groups" });
      $("shapes").replaceChildren(...(found.groups.length ? found.groups.map(drawn) : [h("p", {}, t("shape.none"))]), found.more ? h("p", { class: "small" }, t("shape.more")) : "");
      show("shapes");
      $("shapes").focus();
    }).catch((error) => {
      say("shape-fault", reason(error));
      show("shape-fault");
    }));
  return { forget: () => show("shapes", false) };
}
