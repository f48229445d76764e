/** An owner registers a place and gets its poster. */

import { askAlike } from "../../parts/alike.mjs";
import { shown } from "../../parts/code.mjs";
import { $, focusOn, panel, say, show } from "../../parts/dom.mjs";
import { keepDraft } from "../../parts/draft.mjs";
import { busy, clearFaults, showFaults } from "../../parts/form.mjs";
import { citizen, citizenCall } from "../../parts/outbox.mjs";
import { startPage } from "../../parts/page.mjs";
import { isPhone } from "../../parts/person.mjs";
import { posterButtons } from "../../parts/posters.mjs";
import * as presence from "../../parts/presence.mjs";
import { faultsOf, reason, smallPrint } from "../../parts/problem.mjs";
import { watchSignedOut } from "../../parts/signed-out.mjs";
import { unitName } from "../../parts/units.mjs";
import { turn } from "../../parts/venue-acts.mjs";
import { VENUE_INPUTS, venueFields } from "../../parts/venue-form.mjs";

const form = /** @type {HTMLFormElement} */ ($("form"));
const button = /** @type {HTMLButtonElement} */ ($("go"));
const fields = venueFields(__SCHEME__);
const draft = keepDraft(form, "venue", { read: fields.chosen, fill: (unit) => unit && fields.choose(unit) });

/** @param {() => Promise<void>} work */
function run(work) {
  show("poster-fault", false);
  work().catch((error) => {
    say("poster-fault", reason(error));
    show("poster-fault");
  });
}

/** It is the place there was already: the new one goes, and with it its posters. @param {any} venue */
async function stop(venue) {
  const told = await turn(citizenCall, venue);
  if (!told) return;
  show("alike", false);
  $("posters").replaceChildren();
  tell(told);
  focusOn("told");
}

/** @param {string} text */
function tell(text) {
  say("told", text);
  show("told");
}

/** @param {any} venue */
function done(venue) {
  say("made-name", venue.name);
  say("made-detail", [venue.address, venue.unit?.name].filter(Boolean).join(", "));
  say("made-code", shown(venue.code));
  $("posters").replaceChildren(...posterButtons(citizenCall, venue, run, tell));
  show("told", false);
  askAlike(venue, { link: (other) => `/c#${other.code}`, same: () => run(() => stop(venue)) });
  panel("done");
  scrollTo(0, 0);
  focusOn("done-heading");
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const { venue, faults } = fields.read();
  if (faults.length) return showFaults(form, faults);
  void busy(button, async () => {
    clearFaults(form);
    const made = await citizen("/venues", { body: venue, has: "venue_id" });
    draft.drop();
    done(made);
  }).catch((error) => showFaults(form, faultsOf(error, VENUE_INPUTS), { text: reason(error), small: smallPrint(error) }));
});

$("more").addEventListener("click", () => {
  fields.clear();
  panel("fill");
  $("venue_name").focus();
});

async function start() {
  await presence.send();
  const who = await presence.identity();
  if (!who) return panel("stranger");
  if (isPhone(who.phone)) fields.phone(who.phone);
  await draft.restore();
  if (who.unit) fields.propose({ ...who.unit, name: who.unit.name ?? (await unitName(who.unit.scheme, who.unit.code).catch(() => who.unit.code)) });
}

void startPage().then(watchSignedOut).then(start);
