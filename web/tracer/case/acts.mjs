/** What may be done to a case: release what is held, amend, trace again, retract. Each makes a new run. */

import { askReason } from "../../parts/ask.mjs";
import { shown } from "../../parts/code.mjs";
import { caseForm, unnamed } from "../../parts/case-form.mjs";
import { keepDraft } from "../../parts/draft.mjs";
import { $, h, input, show } from "../../parts/dom.mjs";
import { busy, clearFaults, showFaults, value } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { count } from "../../parts/num.mjs";
import { faultsOf, reason, smallPrint } from "../../parts/problem.mjs";
import { lastUser, staffAsk } from "../../parts/session.mjs";
import { warnings } from "../../parts/warnings.mjs";
import { wireHeld } from "./held.mjs";

/**
 * @param {{id: () => string, file: () => any, trace: () => any, fault: (error: unknown) => void,
 *   done: (text: string) => Promise<void>, persons: () => Iterable<[string, string]>}} page
 */
export function wireActs({ id, file, trace, fault, done, persons }) {
  const form = /** @type {HTMLFormElement} */ ($("amend-form"));
  const fields = caseForm();
  const odd = warnings();
  const button = /** @param {string} name */ (name) => /** @type {HTMLButtonElement} */ ($(name));

  /** @param {boolean} open */
  const amending = (open) => {
    show(form, open);
    $("amend").setAttribute("aria-expanded", String(open));
  };

  const reset = () => {
    input("amend-reason").value = "";
    fields.fill(file());
    odd.forget();
  };
  const draft = keepDraft(form, () => `amend-${id()}`, {
    owner: lastUser(),
    read: () => fields.read().facts.milestones,
    fill: (milestones) => fields.fill({ ...file(), milestones }),
  });

  $("amend").addEventListener("click", () => {
    if (!form.hidden) return amending(false);
    clearFaults(form);
    $("known-persons").replaceChildren(...[...persons()].map(([person, name]) => h("option", { value: shown(person) }, name)));
    reset();
    amending(true);
    void draft.restore(reset);
    $("specimen_at").focus();
  });
  $("amend-no").addEventListener("click", () => {
    draft.drop();
    amending(false);
    $("amend").focus();
  });
  form.addEventListener("input", () => odd.compare(fields.read().facts));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { facts, faults } = fields.read();
    if (!value("amend-reason")) faults.push({ field: "amend-reason", text: t("ask.empty") });
    if (faults.length) return showFaults(form, faults);
    if (!odd.checked(facts)) return;
    void busy(button("amend-go"), async () => {
      clearFaults(form);
      await staffAsk(`/cases/${id()}/amend`, { body: { onset_at: null, isolated_at: null, ...facts, milestones: unnamed(facts.milestones), ...odd.confirmed(), reason: value("amend-reason") }, has: "case_id" });
      odd.forget();
      draft.drop();
      amending(false);
      await done(t("case.amended"));
    }).catch((error) => odd.shows(error, facts) ||
      showFaults(form, faultsOf(error, (field) => (field === "reason" ? "amend-reason" : fields.inputOf(field))), { text: reason(error), small: smallPrint(error) }));
  });

  $("retrace").addEventListener("click", () =>
    void busy(button("retrace"), async () => {
      fault(null);
      await staffAsk(`/cases/${id()}/retrace`, { body: {}, has: "case_id" });
      await done(t("case.retraced"));
    }).catch(fault));

  $("retract").addEventListener("click", async () => {
    const counts = trace().counts ?? {};
    const why = await askReason({
      title: t("case.retract-title", { code: shown(id()) }),
      text: t("case.retract-text", { people: count((counts.F1 ?? 0) + (counts.F2 ?? 0)) }),
      yes: t("case.retract-yes"),
      danger: true,
    });
    if (why === null) return;
    void busy(button("retract"), async () => {
      fault(null);
      await staffAsk(`/cases/${id()}/retract`, { body: { reason: why }, has: "case_id" });
      await done(t("case.retracted"));
    }).catch(fault);
  });

  const held = wireHeld({ id, trace, done });
  return {
    close: () => {
      amending(false);
      held.close();
    },
  };
}
