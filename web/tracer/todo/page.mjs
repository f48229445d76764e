/** The work queue of a unit: whom nobody could tell yet, then whom to call next, by when, and what came of it. */

import { wireContactFilters } from "../../parts/contact-filters.mjs";
import { wireContacts } from "../../parts/contact-rows.mjs";
import { $, say, show } from "../../parts/dom.mjs";
import { busy } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { workText } from "../../parts/list-filters.mjs";
import { reason } from "../../parts/problem.mjs";
import { startStaff } from "../../parts/staff.mjs";

/** @param {unknown} error */
function fault(error) {
  say("fault", error ? reason(error) : "");
  show("fault", Boolean(error));
}

await startStaff();

const load = async () => {
  fault(null);
  await contacts.load().catch(fault);
  say("contacts-empty", t(filters.any() ? "todo.empty-filter" : "todo.empty"));
};
const filters = wireContactFilters(() => void load());
const contacts = wireContacts({
  cases: true,
  fault,
  query: filters.query,
  counted: (counts) => {
    say("work", counts.to_call ? workText(counts) : "");
    $("work").classList.toggle("late-line", counts.overdue + counts.unreachable > 0);
    show("work-order", counts.more === true);
    filters.seen(contacts.rows.values());
  },
});

$("again").addEventListener("click", () => void busy(/** @type {HTMLButtonElement} */ ($("again")), load));
void load();
