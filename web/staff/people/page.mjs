/** Somebody without a phone is registered and given a card; no visit is recorded. */

import { $, focusOn, input, say, show } from "../../parts/dom.mjs";
import { keepDraft } from "../../parts/draft.mjs";
import { busy, clearFaults, showFaults, value } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { isPaper } from "../../parts/person.mjs";
import { nameFaults, phoneFaults, yearFaults } from "../../parts/person-faults.mjs";
import { drawCard } from "../../parts/personal-card.mjs";
import { faultsOf, reason, smallPrint } from "../../parts/problem.mjs";
import { config, lastUser, staffAsk } from "../../parts/session.mjs";
import { startStaff } from "../../parts/staff.mjs";
import { unitPicker } from "../../parts/unit-picker.mjs";
import { unitName } from "../../parts/units.mjs";

const COMMUNE = 5; // digits of its code
const INPUTS = {
  full_name: "full_name", year_of_birth: "year_of_birth", unit: "unit", "unit.code": "unit", phone: "new_phone", identity_number: "new_identity",
};

/** @type {{scheme: string, code: string} | undefined} */
let unit;
// the same until it succeeded, so that a second press is not a second person
let registration_id = crypto.randomUUID();

/** @param {{scheme: string, code: string}} chosen @param {string} name */
function choose(chosen, name) {
  unit = { scheme: chosen.scheme, code: chosen.code };
  say("unit-chosen", name);
}

/** @param {boolean} open */
function picker(open) {
  show("unit-picker", open);
  $("unit").setAttribute("aria-expanded", String(open));
}

function faultsIn() {
  const faults = [...nameFaults("full_name"), ...yearFaults("year_of_birth")];
  if (!unit) faults.push({ field: "unit", text: t("fault.unit") });
  faults.push(...phoneFaults("new_phone", true));
  if (value("new_identity") && !isPaper(value("new_identity"))) faults.push({ field: "new_identity", text: t("fault.identity") });
  return faults;
}

async function send() {
  const full_name = value("full_name").replace(/\s+/g, " ");
  const year = Number(value("year_of_birth"));
  const made = await staffAsk("/persons", {
    body: {
      full_name, year_of_birth: year, unit, registration_id,
      ...(value("new_phone") && { phone: value("new_phone") }), ...(value("new_identity") && { identity_number: value("new_identity") }),
    },
    has: "person_id",
  });
  draft.drop();
  drawCard(made.personal_code, full_name, year, unit);
  registration_id = crypto.randomUUID();
  for (const id of ["full_name", "year_of_birth", "new_phone", "new_identity"]) input(id).value = "";
  focusOn("paper-heading");
}

const who = await startStaff();
const scheme = who.unit.scheme ?? (await config()).scheme;
if (who.unit.code?.length === COMMUNE) unitName(scheme, who.unit.code).then((name) => unit ?? choose(who.unit, name), () => undefined);
$("unit").addEventListener("click", async () => {
  picker($("unit-picker").hidden === true);
  if ($("unit-picker").hidden) return;
  await unitPicker("unit", scheme, (chosen) => {
    choose(chosen, chosen.name);
    picker(false);
    focusOn("unit");
  });
  $("unit-province").focus();
});
$("print").addEventListener("click", () => print());
const form = /** @type {HTMLFormElement} */ ($("new"));
const draft = keepDraft(form, "people", {
  owner: lastUser(),
  read: () => unit && { ...unit, name: $("unit-chosen").textContent },
  fill: (chosen) => choose(chosen, chosen.name),
});
void draft.restore();
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const faults = faultsIn();
  if (faults.length) return showFaults(form, faults);
  clearFaults(form);
  void busy(/** @type {HTMLButtonElement} */ ($("go")), send).catch((error) =>
    showFaults(form, faultsOf(error, INPUTS), { text: reason(error), small: smallPrint(error) }));
});
