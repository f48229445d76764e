/** Check-in: the poster's QR opens this page; one tap writes the visit, the receipt follows the local write. */

import { readVenue } from "../../parts/code.mjs";
import { $, focusOn, inTurn, panel, say, show } from "../../parts/dom.mjs";
import { busy, clearFaults, showFaults } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { listen } from "../../parts/outbox.mjs";
import { startPage, syncLater } from "../../parts/page.mjs";
import { initials, maskedPhone } from "../../parts/person.mjs";
import * as presence from "../../parts/presence.mjs";
import { sentence } from "../../parts/problem.mjs";
import { registerFields } from "../../parts/register.mjs";
import { isOpen, latest } from "../../parts/visits.mjs";
import { receiptOf } from "./done.mjs";
import { showVenue, venueAt } from "./place.mjs";

/** @typedef {import("../../parts/visits.mjs").Visit} Visit */

/** @type {{code: string, sent: string} | null} */
let place = null;
/** @type {string | undefined} the visit whose receipt is shown */
let current;

const fields = registerFields();
const form = /** @type {HTMLFormElement} */ ($("form"));
const button = /** @type {HTMLButtonElement} */ ($("go"));

/** Decides the first screen without waiting for the store, so that nothing jumps. */
function first() {
  let known = false;
  try {
    known = localStorage.getItem("known") === "1";
  } catch {
    /* storage refused: the store will tell, a moment later */
  }
  show("known", known);
  show("unknown", !known);
  say("go", t(known ? "c.go" : "c.register-go"));
}

/** @param {string} why */
function refuse(why) {
  say("wrong-why", why);
  panel("wrong");
}

async function known() {
  const who = (await presence.identity()) ?? (await presence.registration())?.body;
  try {
    localStorage.setItem("known", who ? "1" : "0");
  } catch {
    /* the next opening decides late */
  }
  show("known", Boolean(who));
  show("unknown", !who);
  say("go", t(who ? "c.go" : "c.register-go"));
  if (who) say("known-person", `${initials(who.full_name)} · ${maskedPhone(who.phone)}`);
  return who;
}

const showDone = inTurn(async () => {
  const visit = (await presence.visits()).find((each) => each.id === current);
  if (visit) await receiptOf(visit);
});

/** @param {Visit} visit @param {boolean} again */
async function done(visit, again) {
  current = visit.id;
  show("done-note", again);
  if (again) say("done-note", t("c.again-soon"));
  await showDone();
  panel("done");
  scrollTo(0, 0);
  focusOn("done-heading");
}

async function tap() {
  if (!place) return;
  const { code } = place;
  if (!(await presence.identity()) && !(await presence.registration())) {
    const { person, faults } = fields.read(true);
    if (faults.length) return showFaults(form, faults);
    clearFaults(form);
    await presence.register(person, code);
  }
  const { visit, again } = await presence.checkIn(place);
  await done(visit, again);
  if (!again) void presence.send().then(syncLater);
  void known();
  void navigator.storage?.persist?.();
}

async function open() {
  const fragment = location.hash.slice(1);
  if (place && fragment === "main") return; // the skip link
  place = readVenue(fragment);
  if (!place) return fragment && fragment !== "main" ? panel("wrong") : panel("none");
  panel("arrive");
  showVenue(place.code);
  for (const id of ["before", "recover"]) /** @type {HTMLAnchorElement} */ ($(id)).hash = place.sent; // the way back here
  button.disabled = false;
  const here = place;
  await known();
  const open = latest(await presence.visits(), here.code, (visit) => isOpen(visit, Date.now()));
  if (open) await done(open, false);
  await venueAt(here, { venue: (found) => found.unit && fields.propose(found.unit), refuse: open ? () => undefined : refuse });
}

/** @param {string} id @param {(visit: string) => Promise<unknown>} work */
const onVisit = (id, work) =>
  $(id).addEventListener("click", () => busy(/** @type {HTMLButtonElement} */ ($(id)), async () => {
    if (current) await work(current);
    await showDone();
  }));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void busy(button, tap);
});
onVisit("leave", async (id) => {
  await presence.checkOut(id);
  focusOn("done-heading");
  void presence.send();
});
onVisit("retry", () => presence.send("all"));
onVisit("void", async (id) => {
  show("done-note", false);
  await presence.takeBack(id).catch((error) => {
    say("done-note", sentence(error.problem)); // without one there was no answer
    show("done-note");
  });
});
$("again").addEventListener("click", () => {
  current = undefined;
  panel("arrive");
  focusOn("venue-name");
});

first();
void startPage()
  .then(open)
  .then(presence.keepSending);
addEventListener("hashchange", open);
listen(showDone);
document.addEventListener("language", () => void known().then(showDone));
