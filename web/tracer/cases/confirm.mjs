/** Confirming an F0: who, when, what the interview said; a look at what follows; then the case. */

import { Refusal } from "../../parts/api.mjs";
import { isPerson, normalised, shown } from "../../parts/code.mjs";
import { caseForm, unnamed } from "../../parts/case-form.mjs";
import { keepDraft } from "../../parts/draft.mjs";
import { $, focusOn, h, input, panel, say, show } from "../../parts/dom.mjs";
import { busy, clearFaults, showFaults, value } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { stamp } from "../../parts/moment.mjs";
import { phoneFaults } from "../../parts/person-faults.mjs";
import { faultsOf, reason, smallPrint } from "../../parts/problem.mjs";
import { lastUser, staffAsk } from "../../parts/session.mjs";
import { learnVenues } from "../../parts/venue-names.mjs";
import { warnings } from "../../parts/warnings.mjs";
import { drawForeseen, drawReview } from "./review.mjs";

/** @typedef {{person_id: string} | {phone: string}} Named */

const byPhone = () => /** @type {HTMLInputElement} */ (document.querySelector("[name=by][value=phone]")).checked;
/** @param {string} id */
const button = (id) => /** @type {HTMLButtonElement} */ ($(id));

export function wireConfirm() {
  const form = /** @type {HTMLFormElement} */ ($("new-form"));
  const fields = caseForm();
  const odd = warnings();
  let over = false;
  /** The person chosen where several share a phone. @type {any} */
  let chosen;
  /** @type {{named: Named, facts: import("../../parts/case-form.mjs").CaseFacts}} */
  let ready;

  const forget = () => {
    chosen = undefined;
    show("several", false);
  };
  for (const radio of document.querySelectorAll("[name=by]"))
    radio.addEventListener("change", () => {
      show("by-phone", byPhone());
      show("by-person", !byPhone());
      forget();
    });
  input("phone").addEventListener("input", forget);

  const whoFaults = () => {
    if (byPhone()) return phoneFaults("phone");
    return isPerson(value("person_id")) ? [] : [{ field: "person_id", text: t("cases.bad-person") }];
  };

  /** @param {any} person */
  const personRow = (person) =>
    h("li", {}, h("button", { type: "button", class: "choice", onclick: () => {
      chosen = person;
      show("several", false);
      void busy(button("new-go"), review).catch(refused);
    } }, h("b", {}, person.display_name), h("br"), h("small", {}, [t("me.born", { year: person.year_of_birth }), person.unit?.name].filter(Boolean).join(" · "))));

  /** Who has this phone: one person, several to choose from (null), or left to the server when one may not look. @returns {Promise<{named: Named, label: string} | null>} */
  const find = async () => {
    if (!byPhone()) return { named: { person_id: normalised(value("person_id")) }, label: shown(value("person_id")) };
    const phone = value("phone");
    if (chosen) return { named: { person_id: chosen.person_id }, label: label(chosen) };
    const { persons } = await staffAsk("/person-lookups", { body: { phone }, has: "persons" }).catch((error) => {
      if (error instanceof Refusal && error.status === 403) return { persons: [{ display_name: phone }] };
      throw error;
    });
    if (persons.length === 1) return { named: { phone }, label: label(persons[0]) };
    if (!persons.length) showFaults(form, [{ field: "phone", text: t("cases.nobody") }]);
    else {
      $("persons").replaceChildren(...persons.map(personRow));
      show("several");
      /** @type {HTMLElement | null} */ ($("persons").querySelector("button"))?.focus();
    }
    return null;
  };

  const review = async () => {
    clearFaults(form);
    const found = await find();
    if (!found) return;
    const { facts } = fields.read();
    ready = { named: found.named, facts };
    const { milestones, ...dates } = facts;
    const [policy, foreseen] = await Promise.all([
      staffAsk(`/policy?at=${facts.confirmed_at.slice(0, 10)}`, { has: "rule_version" }).catch(() => undefined),
      // what is wrong with the facts is told now, at its field; silence leaves the look out, not the case
      staffAsk("/case-previews", { body: { ...found.named, ...dates, milestones: unnamed(milestones) }, has: "people" }).catch((error) => {
        if (error instanceof Refusal && !error.passing) throw error;
      }),
    ]);
    drawReview(facts, found.label, policy);
    drawForeseen(foreseen);
    show("review-fault", false);
    odd.compare(ready);
    if (!history.state?.review) history.pushState({ review: true }, "");
    draw();
  };
  /** The step that the history is at: going back leaves everything as it was typed. */
  const draw = () => {
    const looked = Boolean(ready && history.state?.review);
    const came = !$("review").hidden;
    panel(looked ? "review" : "new");
    if (looked) focusOn("review-heading");
    else if (came) $("new-go").focus();
  };

  /** @param {unknown} error */
  const refused = (error) => {
    panel("new");
    if (history.state?.review) history.back();
    const there = error instanceof Refusal && error.code === "case-exists" && error.facts.case_id;
    showFaults(form, faultsOf(error, (field) => ({ person: "phone", phone: byPhone() ? "phone" : "person_id" })[field] ?? fields.inputOf(field)),
      { text: reason(error), small: smallPrint(error), always: Boolean(there) });
    if (there) form.querySelector(".summary")?.append(h("a", { href: `/tracer/case#${normalised(there)}` }, t("cases.exists", { code: shown(there) })));
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const faults = [...whoFaults(), ...fields.read().faults];
    if (faults.length) return showFaults(form, faults);
    void busy(button("new-go"), review).catch(refused);
  });
  $("edit").addEventListener("click", () => history.back());
  addEventListener("popstate", () => {
    if (location.hash === "#main") return; // the skip link
    if (over) return location.replace("/tracer/cases");
    draw();
  });
  $("confirm").addEventListener("click", () => {
    if (!odd.checked(ready)) return;
    void busy(button("confirm"), async () => {
      const { milestones, ...dates } = ready.facts;
      const made = await staffAsk("/cases", { body: { ...ready.named, ...dates, ...(milestones.length && { milestones: unnamed(milestones) }), ...odd.confirmed() }, has: "case_id" });
      odd.forget();
      over = true;
      draft.drop();
      say("done-heading", t("cases.done", { code: shown(made.case_id) }));
      say("done-text", t(made.status === "running" ? "cases.done-running" : "cases.done-again"));
      /** @type {HTMLAnchorElement} */ ($("done-link")).href = `/tracer/case#${normalised(made.case_id)}`;
      panel("done");
      focusOn("done-heading");
    }).catch((error) => {
      if (odd.shows(error, ready)) return;
      // a refused field goes back to its form; silence leaves everything ready for another try
      if (error instanceof Refusal && !error.passing) return refused(error);
      say("review-fault", reason(error));
      show("review-fault");
    });
  });
  const draft = keepDraft(form, "confirm", {
    owner: lastUser(),
    read: () => fields.read().facts.milestones,
    fill: (milestones) => learnVenues(milestones.map((/** @type {any} */ each) => each.venue_id)).then(() => fields.fill({ milestones })),
  });
  fields.fill({ confirmed_at: stamp(Date.now()) });
  if (history.state?.review) history.replaceState(null, "");
  void draft.restore();
}

/** @param {any} person */
const label = (person) => [person.display_name, person.year_of_birth, person.unit?.name].filter(Boolean).join(" · ");
