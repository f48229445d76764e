/** A citizen's own visits: waiting, sent, refused with the reason; leave, take back, delete, say that it was somebody else. */

import { $, focusOn, h, inTurn, say, show } from "../../parts/dom.mjs";
import { busy, note } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { day, dayShown, moment, stamp } from "../../parts/moment.mjs";
import { citizen, listen } from "../../parts/outbox.mjs";
import { startPage } from "../../parts/page.mjs";
import { initials } from "../../parts/person.mjs";
import * as presence from "../../parts/presence.mjs";
import { otherwise, watchSignedOut } from "../../parts/signed-out.mjs";
import { store } from "../../parts/store.mjs";
import { sure } from "../../parts/sure.mjs";
import { askWhen } from "./left-when.mjs";
import { keepPicture } from "./picture.mjs";
import { card, merged } from "./rows.mjs";

/** @typedef {import("./rows.mjs").Row} Row */

const MINUTE = 60_000;

/** @type {any[]} what the server listed last */
let told = [];

/** The server's word on a visit, in place of what it listed. @param {any} answer */
const heard = (answer) => {
  told = told.map((each) => (each.visit_id === answer.visit_id ? { ...each, ...answer, venue: answer.venue ?? each.venue } : each));
};

/** @param {unknown} error */
function fault(error) {
  note("visits-fault", error ? otherwise(error) : "");
}

const on = {
  /** @param {Row} row @param {number} [at] when they left, by the right clock */
  leave: async (row, at) => {
    if (row.visit) {
      await presence.checkOut(row.visit.id, at && at - (row.skew ?? 0));
      return presence.send();
    }
    const now = Date.now();
    heard(await citizen(`/visits/${row.id}/check-out`, { body: { at: stamp(at ?? now), client_now: stamp(now) }, has: "visit_id" }));
  },
  /** @param {Row} row */
  late: async (row) => {
    const at = await askWhen(row, Date.now() + (row.skew ?? 0));
    if (at) await on.leave(row, at);
  },
  /** @param {Row} row */
  takeBack: async (row) => {
    const answer = await sure({ title: t("visits.void-title", { place: row.name }), text: t("visits.void-text"), yes: t("visits.take-back"), danger: true });
    if (answer?.yes) await presence.takeBack(row.visit?.id ?? "");
  },
  /** @param {Row} row */
  forget: async (row) => (await store()).drop("outbox", row.visit?.id ?? ""),
  /** @param {Row} row */
  dispute: async (row) => {
    const answer = await sure({
      title: t("dispute.title", { place: row.name }),
      text: t("dispute.text", { when: moment(row.from, Date.now()) }),
      yes: t("dispute.yes"),
      more: t("dispute.more"),
    });
    if (answer?.yes) heard(await citizen(`/visits/${row.id}/dispute`, { body: { reason: answer.why }, has: "visit_id" }));
  },
};

/** @param {(row: Row) => Promise<unknown>} work */
const then = (work) => (/** @type {Row} */ row) => {
  fault(null);
  // the button is gone with the old list: reading goes on at the visit, or above all where that is gone too
  void work(row).catch(fault).then(draw).then(() => read(`visit-${row.id}`) || focusOn("heading"));
};

/** @param {string} id of a visit's heading @returns {boolean} whether it is there */
function read(id) {
  const found = document.getElementById(id);
  if (!found) return false;
  found.focus();
  found.scrollIntoView({ block: "center" });
  return true;
}

/** A receipt leads to its visit. */
const toAsked = () => void read(location.hash.slice(1));

/** @param {Row} row @param {HTMLButtonElement} button */
function picture(row, button) {
  fault(null);
  void busy(button, async () => {
    const who = (await presence.identity()) ?? (await presence.registration())?.body;
    await keepPicture(row, initials(who?.full_name ?? ""), Date.now() + (row.skew ?? 0));
  }).catch(() => note("visits-fault", t("picture.failed")));
}

const acts = { picture, leave: then(on.leave), late: then(on.late), takeBack: then(on.takeBack), forget: then(on.forget), dispute: then(on.dispute) };

/** @param {Row[]} rows */
function days(rows) {
  const parts = [];
  let heading = "";
  for (const row of rows) {
    const that = day(row.from);
    if (that !== heading) parts.push(h("h2", { class: "day" }, that === day(Date.now()) ? t("visits.today") : dayShown(that)));
    heading = that;
    parts.push(card(row, acts));
  }
  return parts;
}

const draw = inTurn(async () => {
  const kept = await store();
  const venues = new Map((await kept.all("venues")).map((venue) => [venue.code, venue]));
  const visits = await presence.visits();
  const rows = merged(visits, told, venues, Date.now());
  const reading = document.activeElement?.closest(".visit")?.querySelector("h3")?.id;
  $("list").replaceChildren(...days(rows));
  if (reading) document.getElementById(reading)?.focus({ preventScroll: true });
  $("list").removeAttribute("aria-busy");
  show("list", rows.length > 0);
  show("empty", rows.length === 0);
  show("print", rows.length > 0);
  const waiting = visits.filter((visit) => visit.state === "waiting").length;
  show("queue", waiting > 0);
  say("queue-count", t("visits.queue", { count: waiting }));
});

async function listed() {
  if (!(await presence.identity())) return;
  try {
    told = (await citizen("/visits", { has: "visits" })).visits;
    say("as-of", t("visits.as-of", { when: moment(Date.now(), Date.now()) }));
  } catch (error) {
    say("as-of", otherwise(error));
  }
}

$("send").addEventListener("click", () => busy(/** @type {HTMLButtonElement} */ ($("send")), () => presence.send("all")));
listen(draw);
$("print").addEventListener("click", () => print());
// what is open now may be over a minute later, and a page that slept shows yesterday; nobody's button is taken away
for (const back of ["visibilitychange", "pageshow"]) addEventListener(back, () => void draw());
setInterval(() => $("list").contains(document.activeElement) || draw(), MINUTE);
addEventListener("hashchange", toAsked);
void startPage().then(watchSignedOut).then(draw).then(toAsked).then(presence.keepSending).then(listed).then(draw);
