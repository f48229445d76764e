/** Venues of the staff's unit: list and search, one of them, register, change, import, posters, new codes, stopping. */

import { askAlike } from "../../parts/alike.mjs";
import { $, focusOn, panel, say, show } from "../../parts/dom.mjs";
import { keepDraft } from "../../parts/draft.mjs";
import { busy, clearFaults, showFaults } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { shown } from "../../parts/code.mjs";
import { faultsOf, reason, smallPrint } from "../../parts/problem.mjs";
import { config, lastUser, staffAsk, staffCall } from "../../parts/session.mjs";
import { announce, startStaff } from "../../parts/staff.mjs";
import { unitName } from "../../parts/units.mjs";
import { turn } from "../../parts/venue-acts.mjs";
import { wireVenueEdit } from "../../parts/venue-edit.mjs";
import { VENUE_INPUTS, venueFields } from "../../parts/venue-form.mjs";
import { wireImport } from "./import.mjs";
import { wireList } from "./list.mjs";
import { wireOne } from "./one.mjs";

const VIEWS = ["list", "one", "new", "edit", "import"];

/** @param {unknown} error */
export function fault(error) {
  const text = error ? reason(error) : "";
  say("fault", text);
  show("fault", Boolean(text));
}

/** @param {string} scheme @param {import("../../parts/session.mjs").Staff} who */
function wireNew(scheme, who) {
  const form = /** @type {HTMLFormElement} */ ($("new-form"));
  const fields = venueFields(scheme);
  const draft = keepDraft(form, "venue", { owner: lastUser(), read: fields.chosen, fill: (unit) => unit && fields.choose(unit) });
  void draft.restore();
  if (who.unit.code?.length === 5) void unitName(who.unit.scheme, who.unit.code).then((name) => fields.propose({ ...who.unit, name }), () => undefined);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { venue, faults } = fields.read();
    if (faults.length) return showFaults(form, faults);
    void busy(/** @type {HTMLButtonElement} */ ($("new-go")), async () => {
      clearFaults(form);
      const made = await staffAsk("/venues", { body: venue, has: "venue_id" });
      draft.drop();
      fields.clear();
      back(made, t("sv.registered", { name: made.name, code: shown(made.code) }));
    }).catch((error) => showFaults(form, faultsOf(error, VENUE_INPUTS), { text: reason(error), small: smallPrint(error) }));
  });
}

/** @param {any} venue */
async function stop(venue) {
  const told = await turn(staffCall, venue);
  if (!told) return;
  show("alike", false);
  announce(told);
  list.reload();
  focusOn("told");
}

/** To the list, with what was done and what looks alike. @param {any} venue @param {string} told */
function back(venue, told) {
  history.pushState(null, "", "/staff/venues");
  view();
  announce(told);
  askAlike(venue, { link: (other) => `/staff/venues?view=edit&venue=${other.venue_id}`, same: () => void stop(venue).catch(fault) });
  list.reload();
  focusOn("told");
}

function view() {
  const asked = new URLSearchParams(location.search).get("view") ?? "list";
  panel(VIEWS.includes(asked) ? asked : "list");
}

view();
const who = await startStaff();
const { scheme } = await config();
const list = wireList({ fault, announce, unit: who.unit });
wireNew(who.unit.scheme ?? scheme, who);
wireImport();
const edit = wireVenueEdit({ ask: staffAsk, done: (venue) => back(venue, t("ve.done", { name: venue.name })) });
const asked = new URLSearchParams(location.search).get("venue") ?? "";
if ($("list").hidden === false) list.reload();
else if ($("edit").hidden === false) await edit.open(asked);
else if ($("one").hidden === false) await wireOne({ fault, announce }).open(asked);
