/** What a confirmation will lead to, before anybody is told. */

import { $, h, say, show } from "../../parts/dom.mjs";
import { windowStart } from "../../parts/case-form.mjs";
import { t } from "../../parts/i18n.mjs";
import { milestoneLine, when } from "../../parts/milestone-line.mjs";
import { clock, date } from "../../parts/moment.mjs";
import { count } from "../../parts/num.mjs";

/** @typedef {import("../../parts/case-form.mjs").CaseFacts} CaseFacts */

/** What a run would find now, as the server reckons it before anything is stored. @param {any} [found] undefined while it cannot be had */
export function drawForeseen(found) {
  const people = found && t(found.more ? "cases.more-than" : "cases.about", { count: count(found.people) });
  const none = found && !found.people && !found.more;
  say("foreseen", !found ? t("cases.foreseen-unknown") : none ? t("cases.foreseen-none") : t("cases.foreseen", { people, places: count(found.places) }));
  const held = found?.held_people ?? 0;
  say("foreseen-more", held ? t("cases.foreseen-held", { count: count(held) }) : "");
  show("foreseen-more", held > 0);
}

/**
 * @param {CaseFacts} facts @param {string} who
 * @param {any} [policy] undefined while it cannot be had
 */
export function drawReview(facts, who, policy) {
  /** @param {string} word @param {(Node | string)[]} value */
  const pair = (word, ...value) => [h("dt", {}, word), h("dd", {}, ...value)];
  const start = policy && windowStart(facts, policy.infectious_days_before_onset);
  $("review-facts").replaceChildren(
    ...pair("F0", h("b", {}, who)),
    ...pair(t("cf.specimen"), when(facts.specimen_at)),
    ...pair(t("cf.confirmed"), when(facts.confirmed_at)),
    ...(facts.onset_at ? pair(t("cf.onset-short"), when(facts.onset_at)) : []),
    ...(facts.isolated_at ? pair(t("cf.isolated-short"), when(facts.isolated_at)) : []),
    ...pair(t("cf.milestones-short"), facts.milestones.length ? h("ul", {}, ...facts.milestones.map((each) => h("li", {}, milestoneLine(each)))) : t("cases.none")),
  );
  const then = policy
    ? [
        t("cases.then-window", { from: `${clock(start)} ${date(start)}`, to: facts.isolated_at ? when(facts.isolated_at) : t("cases.now"), days: policy.infectious_days_before_onset }),
        t("cases.then-f1", { minutes: policy.min_overlap_minutes }),
        t("cases.then-tell"),
        t("cases.then-hold", { group: count(policy.hold_group_above), run: count(policy.hold_run_above) }),
        t("cases.then-policy", { version: policy.version }),
      ]
    : [t("cases.then-unknown"), t("cases.then-tell")];
  $("review-then").replaceChildren(...then.map((line) => h("li", {}, line)));
}
