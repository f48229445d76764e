/** One case as a row of the list: what its trace is doing, whom it found, who is still to be called. */

import { normalised, shown } from "../../parts/code.mjs";
import { h } from "../../parts/dom.mjs";
import { STATUS_ICON, statusName, statusStyle } from "../../parts/cases.mjs";
import { t } from "../../parts/i18n.mjs";
import { icon } from "../../parts/icon.mjs";
import { when } from "../../parts/milestone-line.mjs";
import { count } from "../../parts/num.mjs";
import { may } from "../../parts/roles.mjs";

/** @param {number} number @param {string} label @param {string} [style] */
const figure = (number, label, style = "") =>
  h("td", { class: `n ${number ? style : "zero"}`, "data-label": label }, count(number));

/** Another unit's case: what it found there is that unit's; here counts who was handed over. @param {any} each */
const figures = (each) =>
  each.handed_over
    ? [h("td", { class: "n", colspan: "3", "data-label": t("cases.handed-over") }, each.handed_people ? t("cases.handed-people", { count: count(each.handed_people) }) : "–")]
    : [figure(each.f1, "F1"), figure(each.f2, "F2"), figure(each.held_people ?? 0, t("cases.held"), "urgent")];

/** Who is still to be called, and how many of them are late; a way to these people for whoever calls. @param {any} each */
const left = (each) => {
  const { to_call = 0, overdue = 0, more = false } = each.left ?? {};
  const text = more ? t("cases.left-more", { count: count(to_call) }) : count(to_call);
  const link = to_call > 0 && may("listContacts");
  return h("td", { class: `n ${to_call ? "left" : "zero"}`, "data-label": t("cases.left") },
    link ? h("a", { href: `/tracer/case?status=to_call#${normalised(each.case_id)}`, "aria-label": t("cases.left-of", { count: text, code: shown(each.case_id) }) }, text) : text,
    overdue > 0 && h("span", { class: "late-part" }, t("work.overdue", { count: count(overdue) })));
};

/** @param {any} each */
export const rowOf = (each) => {
  const code = h("a", { class: "code", href: `/tracer/case#${normalised(each.case_id)}` }, shown(each.case_id));
  const who = [each.display_name, each.year_of_birth].filter(Boolean).join(" · ");
  return h("tr", {},
    h("th", { scope: "row" }, code, who && h("span", { class: "small" }, who)),
    h("td", {}, h("span", { class: statusStyle(each.status) }, icon(STATUS_ICON[each.status] ?? "waiting"), ` ${statusName(each.status)}`)),
    h("td", { "data-label": t("cases.confirmed"), class: "num" }, when(each.confirmed_at)),
    left(each),
    ...figures(each),
    h("td", { "data-label": t("cases.unit") }, each.unit?.name ?? "", each.handed_over && h("span", { class: "badge off block" }, t("cases.handed-over"))));
};
