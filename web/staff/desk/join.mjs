/** Two rows are one human: which record speaks for both, and why. Strangers wait for a second person; the server decides. */

import { $, h, input, say } from "../../parts/dom.mjs";
import { busy, clearFaults, showFaults, value } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { faultsOf, reason, smallPrint } from "../../parts/problem.mjs";
import { recordLine, recordMarks, speaker } from "../../parts/records.mjs";
import { staffCall } from "../../parts/session.mjs";

/** @typedef {import("../../parts/records.mjs").PersonRecord} PersonRecord */

/** @param {{told: ReturnType<typeof import("./told.mjs").wireTold>, joined: (keep: string, join: string) => void}} page */
export function wireJoin({ told, joined }) {
  const dialog = /** @type {HTMLDialogElement} */ ($("join"));
  const form = /** @type {HTMLFormElement} */ ($("join-form"));
  /** @type {PersonRecord[]} */
  let both = [];

  /** @param {PersonRecord} person */
  const choice = (person) =>
    h("label", { class: "choice" },
      h("input", { type: "radio", name: "keep", value: person.person_id, checked: person === speaker(both) }),
      h("span", {}, h("b", {}, person.display_name), h("small", {}, recordLine(person)), h("span", { class: "marks" }, ...recordMarks({ ...person, alike: false }))));

  /** @param {number} status @param {string} name @param {any} merge */
  const tell = (status, name, merge) => {
    const list = h("a", { class: "button", href: "/staff/merges" }, t("join.to-list"));
    const text = (/** @type {string} */ key) => t(key, { name });
    if (merge.state === "waiting") told.said("wait", t("join.waiting"), text(status === 202 ? "join.waiting-text" : "join.waits-already"), list);
    else told.said("good", t("join.done"), text(status === 201 ? "join.done-text" : "join.done-already"), list);
  };

  const send = async () => {
    clearFaults(form);
    const keep = /** @type {HTMLInputElement} */ (form.querySelector("[name=keep]:checked")).value;
    const [speaks, other] = [both.find((each) => each.person_id === keep), both.find((each) => each.person_id !== keep)];
    const answer = await staffCall("/merges", { body: { keep, join: other?.person_id, reason: value("join-reason") }, has: "merge_id" });
    const merge = await answer.json();
    dialog.close();
    tell(answer.status, speaks?.display_name ?? "", merge);
    if (merge.state === "joined") joined(merge.keep.person_id, merge.join.person_id);
    $("said").focus();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!value("join-reason")) return showFaults(form, [{ field: "join-reason", text: t("ask.empty") }]);
    void busy(/** @type {HTMLButtonElement} */ ($("join-go")), send).catch((error) =>
      showFaults(form, faultsOf(error, { reason: "join-reason" }), { text: reason(error), small: smallPrint(error) }));
  });
  $("join-no").addEventListener("click", () => dialog.close());

  return (/** @type {PersonRecord[]} */ chosen) => {
    both = chosen;
    clearFaults(form);
    input("join-reason").value = "";
    say("join-second", t(both.every((each) => each.alike) ? "join.likely" : "join.strangers"));
    $("join-choices").replaceChildren(...both.map(choice));
    dialog.showModal();
    /** @type {HTMLElement | null} */ (form.querySelector("[name=keep]:checked"))?.focus();
  };
}
