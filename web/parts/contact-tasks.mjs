/** Whose task several contacts are: picked in the list, given to oneself or to a colleague at once. */

import { normalised } from "./code.mjs";
import { $, h, input, say, show } from "./dom.mjs";
import { busy, value } from "./form.mjs";
import { t } from "./i18n.mjs";
import { staffAsk } from "./session.mjs";

/** @typedef {import("./contact-types.mjs").Contact} Contact */

const MOST = 50;

/**
 * @param {{rows: Map<string, Contact>, changed: (row: Contact) => void, fault: (error: unknown) => void}} list rows by `case/person`
 */
export function wireTasks({ rows, changed, fault }) {
  /** @type {Set<string>} names that the list has shown */
  const names = new Set();
  const picks = () => /** @type {HTMLInputElement[]} */ ([...$("contacts-rows").querySelectorAll("input[name=pick]:checked")]);
  const told = () => {
    const count = picks().length;
    show("tasks", count > 0);
    say("tasks-count", t("task.picked", { count }));
  };
  /** @param {object} to @param {string} button */
  const give = (to, button) =>
    void busy(/** @type {HTMLButtonElement} */ ($(button)), async () => {
      fault(null);
      const who = picks().slice(0, MOST).map((pick) => rows.get(pick.value)).filter((row) => row !== undefined)
        .map((row) => ({ case_id: normalised(row.case_id), person_id: row.person_id }));
      const done = await staffAsk("/contact-assignments", { body: { who, ...to }, has: "contacts" });
      for (const row of done.contacts) changed(row);
      const refused = (done.refused ?? []).length;
      say("contacts-told", t("task.done", { count: done.contacts.length }));
      say("tasks-refused", t("task.refused", { count: refused }));
      show("tasks-refused", refused > 0);
      told();
    }).catch(fault);

  $("contacts-rows").addEventListener("change", told);
  $("tasks-me").addEventListener("click", () => give({ to_me: true }, "tasks-me"));
  $("tasks-nobody").addEventListener("click", () => give({ to: "" }, "tasks-nobody"));
  $("tasks-form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (value("tasks-to")) give({ to: value("tasks-to") }, "tasks-give");
    else input("tasks-to").focus();
  });
  return {
    /** The list was drawn anew: names to choose from, and nobody is picked. */
    drawn: () => {
      for (const row of rows.values()) if (row.assigned_to) names.add(row.assigned_to);
      $("tasks-names").replaceChildren(...[...names].sort().map((name) => h("option", { value: name })));
      told();
    },
  };
}
