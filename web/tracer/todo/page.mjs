/** The work queue of a unit: whom to call next, by when, and what came of it. */

import { wireContacts } from "../../parts/contact-rows.mjs";
import { $, say, select, show } from "../../parts/dom.mjs";
import { busy } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { reason } from "../../parts/problem.mjs";
import { startStaff } from "../../parts/staff.mjs";

/** @param {unknown} error */
function fault(error) {
  say("fault", error ? reason(error) : "");
  show("fault", Boolean(error));
}

await startStaff();
const asked = new URLSearchParams(location.search);
select("state").value = asked.get("status") ?? "to_call";
select("grade").value = asked.get("grade") ?? "";

const contacts = wireContacts({
  cases: true,
  batch: 100, // the queue comes case by case; due first needs more than what is shown
  sorted: true,
  fault,
  query: () => new URLSearchParams({ status: select("state").value, ...(select("grade").value && { grade: select("grade").value }) }),
  drawn: () => {
    const late = [...contacts.rows.values()].filter((row) => row.overdue && row.status === "to_call").length;
    say("late", t("todo.late", { count: late }));
    show("late", late > 0);
  },
});

const load = () => {
  fault(null);
  return contacts.load().catch(fault);
};
for (const id of ["state", "grade"])
  $(id).addEventListener("change", () => {
    const next = new URLSearchParams({ ...(select("state").value !== "to_call" && { status: select("state").value }), ...(select("grade").value && { grade: select("grade").value }) });
    history.replaceState(null, "", `/tracer/todo${next.size ? `?${next}` : ""}`);
    void load();
  });
$("again").addEventListener("click", () => void busy(/** @type {HTMLButtonElement} */ ($("again")), load));
void load();
