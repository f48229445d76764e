/** What the trace of a case found and where it stands, drawn from getTrace and getCase. */

import { STATUS_ICON, statusName, statusStyle } from "../../parts/cases.mjs";
import { $, h, say, show } from "../../parts/dom.mjs";
import { length } from "../../parts/due.mjs";
import { kindName } from "../../parts/evidence.mjs";
import { t } from "../../parts/i18n.mjs";
import { icon } from "../../parts/icon.mjs";
import { when } from "../../parts/milestone-line.mjs";
import { dayShown, stamp } from "../../parts/moment.mjs";
import { count } from "../../parts/num.mjs";
import { learnVenues, venueName } from "../../parts/venue-names.mjs";

/** @param {any} trace */
export function drawStatus(trace) {
  if ($("status").getAttribute("data-status") === trace.status) return; // said once, however often it is asked
  $("status").setAttribute("data-status", trace.status);
  $("status").replaceChildren(
    h("span", { class: statusStyle(trace.status) }, icon(STATUS_ICON[trace.status] ?? "waiting"), ` ${statusName(trace.status)}`),
    trace.status === "running" ? h("span", { class: "small" }, ` ${t("case.running-why")}`) : "",
  );
}

/** @param {any} trace */
export function drawFound(trace) {
  const counts = trace.counts ?? {};
  say("n-f1", count(counts.F1 ?? 0));
  say("n-f2", count(counts.F2 ?? 0));
  const kinds = Object.entries(counts).filter(([kind, number]) => number && !/^F\d$/.test(kind));
  say("by-kind", kinds.map(([kind, number]) => `${count(Number(number))} ${kindName(kind)}`).join(" · "));
  const people = trace.held?.people ?? 0;
  const waits = trace.status === "held" && people > 0;
  say("found-held", waits ? t("case.told-and-held", { told: count((counts.F1 ?? 0) + (counts.F2 ?? 0)), held: count(people) }) : "");
  show("found-held", waits);
  const declined = (trace.declined ?? []).reduce((/** @type {number} */ sum, /** @type {any} */ each) => sum + each.people, 0);
  say("declined", declined ? t("case.declined", { people: count(declined), places: [...new Set(trace.declined.map((/** @type {any} */ each) => each.venue_name || venueName(each.venue_id)))].join(", ") }) : "");
  show("declined", declined > 0);
  const { from, to } = trace.window;
  const whole = () => t("case.window", { from: when(from), to: when(to) });
  say("window", Date.parse(from) < Date.parse(to) ? whole() : t(trace.status === "retracted" ? "case.window-retracted" : "case.window-empty"));
}

/** The rule that judged it, and the policy's own page. @param {any} trace @param {string} [confirmed_at] */
export function drawRule(trace, confirmed_at) {
  say("policy", trace.policy_version ? t("case.policy", { version: trace.policy_version }) : t("case.policy-none"));
  const link = /** @type {HTMLAnchorElement} */ ($("policy"));
  link.href = confirmed_at ? `/policy?at=${stamp(Date.parse(confirmed_at)).slice(0, 10)}` : "/policy";
  say("rule", trace.rule_version ? t("case.rule-version", { version: trace.rule_version }) : "");
}

/**
 * Each step with how long it took from the one before; those still to come say so.
 * @param {any} file
 */
export function drawClocks(file) {
  /** @type {[string, string | undefined][]} */
  const steps = [
    [t("clock.specimen"), file.specimen_at],
    [t("clock.confirmed"), file.confirmed_at],
    [t("clock.first-notice"), file.first_notice_at],
    [t("clock.last-notice"), file.last_notice_at],
    ...(file.isolated_at ? [/** @type {[string, string]} */ ([t("clock.isolated"), file.isolated_at])] : []),
  ];
  let before = NaN;
  $("clocks").replaceChildren(...steps.map(([word, iso], place) => {
    const at = iso ? Date.parse(iso) : NaN;
    const since = at - before;
    const isolation = place === 4;
    if (!isolation) before = at;
    return h("li", { class: iso ? "done" : "" }, h("span", {}, word),
      h("b", { class: "num" }, iso ? when(iso) : t("clock.not-yet")),
      !isolation && since > 0 && h("span", { class: "small num" }, t("clock.after", { length: length(since) })));
  }));
}

/** @param {any} held @param {boolean} own whether this person asked for the run and so may not release it */
export async function drawHeld(held, own) {
  show("held", Boolean(held));
  if (!held) return;
  say("held-until", held.until ? t("held.until", { since: when(held.since), until: when(held.until) }) : "");
  say("held-heading", t("held.heading", { people: count(held.people), groups: count(held.groups.length) }));
  await learnVenues(held.groups.map((/** @type {any} */ each) => (each.venue_name ? "" : each.venue_id)));
  $("held-rows").replaceChildren(...held.groups.map((/** @type {any} */ each) =>
    h("tr", {}, h("th", { scope: "row" }, each.venue_name || venueName(each.venue_id)),
      h("td", { "data-label": t("held.day"), class: "num" }, dayShown(each.day)),
      h("td", { class: "n", "data-label": t("held.people") }, count(each.people), each.released ? h("span", { class: "small block" }, t("held.released-part", { count: count(each.released) })) : ""),
      h("td", { class: "n", "data-label": t("held.assumed") }, count(each.assumed ?? 0)),
      h("td", { class: "n", "data-label": t("held.predating") }, count(each.predating ?? 0)))));
  show("held-own", own);
  for (const name of ["release", "some", "decline"]) {
    /** @type {HTMLButtonElement} */ ($(name)).disabled = own;
    if (own) $(name).setAttribute("aria-describedby", "held-own");
  }
}
