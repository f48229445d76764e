/** Check-in: the poster's QR opens this page; one tap writes the visit, the receipt follows the local write. */

import { readVenue } from "../../parts/code.mjs";
import { $, focusOn, inTurn, panel, say, show } from "../../parts/dom.mjs";
import { busy, clearFaults, showFaults } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { moment } from "../../parts/moment.mjs";
import { listen } from "../../parts/outbox.mjs";
import { startPage, syncLater } from "../../parts/page.mjs";
import { initials, maskedPhone } from "../../parts/person.mjs";
import * as presence from "../../parts/presence.mjs";
import { runClock } from "../../parts/receipt.mjs";
import { readPerson } from "../../parts/register.mjs";
import { store } from "../../parts/store.mjs";
import { isOpen, latest, mayLeave, startOf } from "../../parts/visits.mjs";
import { receiptOf } from "./done.mjs";
import { showVenue, venueAt } from "./place.mjs";

/** @typedef {import("../../parts/visits.mjs").Visit} Visit */

/** @type {{code: string, sent: string} | null} */
let place = null;
/** @type {string | undefined} the visit whose receipt is shown */
let current;

const form = /** @type {HTMLFormElement} */ ($("form"));
const button = /** @type {HTMLButtonElement} */ ($("go"));

/** @param {string} why */
function refuse(why) {
  say("wrong-why", why);
  panel("wrong");
}

/** The first screen was decided before the store was open, so that nothing jumps (early.js). */
async function known() {
  const who = (await presence.identity()) ?? (await presence.registration())?.body;
  try {
    localStorage.setItem("known", who ? "1" : "0");
  } catch {
    /* the next opening decides late */
  }
  document.documentElement.classList.toggle("known", Boolean(who));
  if (who) say("known-person", `${initials(who.full_name)} · ${maskedPhone(who.phone)}`);
  return who;
}

const showDone = inTurn(async () => {
  const visit = (await presence.visits()).find((each) => each.id === current);
  if (visit) await receiptOf(visit);
});

/** A visit here whose usual end is over, and nobody said when they left. @param {Visit | undefined} visit */
function showEarlier(visit) {
  show("earlier", Boolean(visit));
  if (!visit) return;
  say("earlier", t("c.earlier", { when: moment(startOf(visit), Date.now()) }));
  /** @type {HTMLAnchorElement} */ ($("earlier")).href = `/visits#visit-${visit.answer?.visit_id ?? visit.id}`;
}

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
    const { person, faults } = readPerson();
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
  if (!place) return fragment && fragment !== "main" ? panel("wrong") : location.replace("/scan");
  panel("arrive");
  showVenue(place.code);
  for (const id of ["before", "recover"]) /** @type {HTMLAnchorElement} */ ($(id)).hash = place.sent; // the way back here
  button.disabled = false;
  const here = place;
  await known();
  const kept = await (await store()).get("venues", here.code);
  /** @param {(visit: Visit, now: number, venue?: any) => boolean} test */
  const visit = async (test) => latest(await presence.visits(), here.code, (each) => test(each, Date.now(), kept));
  const open = await visit(isOpen);
  if (open) await done(open, false);
  else showEarlier(await visit(mayLeave));
  await venueAt(here, open ? () => undefined : refuse);
}

/** @param {string} id @param {(visit: string) => Promise<unknown>} work */
const onVisit = (id, work) =>
  $(id).addEventListener("click", () => busy(/** @type {HTMLButtonElement} */ ($(id)), async () => {
    if (current) await work(current);
    await showDone();
  }));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const slow = setTimeout(show, 1000, "writing"); // a store that hangs may take three seconds: no tap without words
  void busy(button, tap)
    .catch(() => showFaults(form, [], { text: t("c.failed") }))
    .then(() => {
      clearTimeout(slow);
      show("writing", false);
    });
});
onVisit("leave", async (id) => {
  await presence.checkOut(id);
  focusOn("done-heading");
  void presence.send();
});
onVisit("retry", () => presence.send("all"));
$("again").addEventListener("click", () => {
  current = undefined;
  panel("arrive");
  focusOn("venue-name");
});

/** @type {any} */ (document).started = true; // early.js
void startPage()
  .then(open)
  .then(presence.keepSending);
addEventListener("hashchange", open);
listen(showDone);
runClock(showDone);
