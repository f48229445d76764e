/** The tracing policy in force on a day, as tables anybody can read. */

import { ask } from "../../parts/api.mjs";
import { categoryName } from "../../parts/categories.mjs";
import { $, h, say, show } from "../../parts/dom.mjs";
import { length } from "../../parts/due.mjs";
import { kindName } from "../../parts/evidence.mjs";
import { clearFaults, showFaults } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { day, dayShown } from "../../parts/moment.mjs";
import { count } from "../../parts/num.mjs";
import { startPage } from "../../parts/page.mjs";
import { reason } from "../../parts/problem.mjs";
import { whenField } from "../../parts/when-field.mjs";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** @param {string} id @param {[string, string | undefined][]} rows */
const fill = (id, rows) =>
  $(id).replaceChildren(...rows.filter(([, value]) => value !== undefined).map(([word, value]) => h("tr", {}, h("th", { scope: "row" }, word), h("td", {}, value ?? ""))));

/** @param {number | undefined} days */
const days = (days) => (days === undefined ? undefined : t("due.days", { days }));
/** @param {number | undefined} hours */
const within = (hours) => (hours === undefined ? undefined : t("policy.within", { length: length(hours * HOUR) }));

/** @param {any} policy */
function draw(policy) {
  say("since", t("policy.since", { since: dayShown(policy.since.slice(0, 10)), source: policy.source }));
  say("version", t("policy.version", { version: policy.version, rule: [policy.rule_version, policy.visit_policy_version].filter(Boolean).join(" · ") }));
  fill("who", [
    [t("policy.window"), t("policy.window-days", { days: policy.infectious_days_before_onset })],
    [t("policy.overlap"), t("policy.overlap-minutes", { minutes: policy.min_overlap_minutes })],
    [t("policy.sum"), t(policy.accumulate === "day" ? "policy.sum-day" : "policy.sum-single")],
    [t("policy.f2"), policy.f2_through.map(kindName).join(", ")],
  ]);
  fill("tell", [
    [t("policy.call-close"), within(policy.call_within_hours?.close)],
    [t("policy.call-other"), within(policy.call_within_hours?.other)],
    [t("policy.hold-group"), t("policy.people", { count: count(policy.hold_group_above) })],
    [t("policy.hold-run"), t("policy.people", { count: count(policy.hold_run_above) })],
    [t("policy.small"), t("policy.small-people", { count: policy.small_group })],
  ]);
  fill("keep", [
    [t("policy.keep-visits"), days(policy.retention?.visits_days ?? policy.retention_days)],
    [t("policy.keep-edges"), days(policy.retention?.edges_days)],
    [t("policy.keep-notices"), days(policy.retention?.notices_days)],
  ]);
  $("stays").replaceChildren(...Object.keys(policy.default_stay_minutes).map((kind) =>
    h("tr", {}, h("th", { scope: "row" }, categoryName(kind)),
      h("td", { class: "n" }, length(policy.default_stay_minutes[kind] * MINUTE)),
      h("td", { class: "n" }, length(policy.max_stay_minutes[kind] * MINUTE)))));
  show("all");
  say("state", "");
}

async function load() {
  const at = field.read().value || day(Date.now());
  await ask(`/policy?at=${at}`, { has: "rule_version" }).then(draw, (error) => {
    show("all", false);
    say("state", reason(error));
  });
}

const form = /** @type {HTMLFormElement} */ ($("form"));
const field = whenField("at");
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const { value, faults } = field.read();
  if (faults.length) return showFaults(form, faults);
  clearFaults(form);
  const next = new URLSearchParams(location.search);
  next.set("at", value);
  history.replaceState(null, "", `?${next}`);
  void load();
});
const asked = new URLSearchParams(location.search).get("at") ?? "";
field.set(/^\d{4}-\d\d-\d\d$/.test(asked) ? asked : day(Date.now()));
void startPage().then(load);
