/** The closed books of days: which are sealed, the last check, and a check of the days that are shown. */

import { $, focusOn, h, inTurn, say, show } from "../../parts/dom.mjs";
import { busy } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { day, dayShown, instantAt, moment } from "../../parts/moment.mjs";
import { count } from "../../parts/num.mjs";
import { inLanguage } from "../../parts/i18n.mjs";
import { staffAsk } from "../../parts/session.mjs";

const MOST_CALLS = 31; // a check stops before it reads too much: a day at least each time

/** The day after. @param {string} iso */
const after = (iso) => day(instantAt(iso), 1);

/** @param {{span: () => {from: string, to: string}, fault: (error: unknown) => void}} page */
export function wireSeals({ span, fault }) {
  const draw = async () => {
    const { days, last_check } = await staffAsk(`/access-seals?${new URLSearchParams(span())}`, { has: "days" });
    say("last-check", last_check
      ? t(last_check.findings ? "trail.last-bad" : "trail.last-good",
        { when: moment(Date.parse(last_check.at), Date.now()), from: dayShown(last_check.from), to: dayShown(last_check.to), count: last_check.findings ?? 0 })
      : t("trail.last-none"));
    const today = day(Date.now());
    $("day-rows").replaceChildren(...[...days].reverse().map((/** @type {any} */ each) => {
      const state = each.altered ? "trail.day-altered" : each.sealed ? "trail.day-sealed" : each.date === today ? "trail.day-open" : "trail.day-unsealed";
      return h("tr", {}, h("th", { scope: "row" }, dayShown(each.date)),
        h("td", {}, h("span", { class: each.altered ? "badge warn" : each.sealed ? "badge" : "badge off" }, t(state, { count: each.altered ?? 0 }))),
        h("td", { class: "n" }, each.sealed ? count(each.records ?? 0) : "–"));
    }));
    const sealed = days.filter((/** @type {any} */ each) => each.sealed).length;
    say("days-summary", t("trail.days", { sealed, days: days.length }));
    show("days-all");
  };
  const load = inTurn(() => draw().then(() => fault(null), (error) => {
    say("last-check", t("trail.no-seals"));
    show("days-all", false);
    fault(error);
  }));

  const verify = async () => {
    show("verdict", false);
    $("findings").replaceChildren();
    let { from, to } = span();
    const yesterday = day(Date.now(), -1);
    if (to > yesterday) to = yesterday;
    if (from > to) return told(false, t("trail.only-today"));
    const first = from;
    let records = 0;
    const findings = [];
    for (let calls = 0; calls < MOST_CALLS && from <= to; calls++) {
      const made = await staffAsk("/access-checks", { body: { from, to }, has: "to" });
      records += made.records;
      findings.push(...(made.findings ?? []));
      from = after(made.to);
    }
    const facts = { from: dayShown(first), to: dayShown(to), records: count(records), count: findings.length };
    told(findings.length > 0, t(findings.length ? "trail.broken" : "trail.whole", facts));
    $("findings").replaceChildren(...findings.map((each) => h("li", {}, h("b", {}, dayShown(each.date)), ` ${inLanguage(each.text)}`)));
    await load();
  };
  /** @param {boolean} bad @param {string} text */
  const told = (bad, text) => {
    say("verdict", text);
    $("verdict").classList.toggle("err", bad);
    show("verdict");
    focusOn("verdict");
  };
  $("verify").addEventListener("click", () => void busy(/** @type {HTMLButtonElement} */ ($("verify")), verify).catch(fault));
  return { load };
}
