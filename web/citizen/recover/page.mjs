/** Coming back to the own record on this device: after a lost phone, a cleared browser, a sign-out. */

import { ask } from "../../parts/api.mjs";
import { readVenue } from "../../parts/code.mjs";
import { comeBack, isSame, waiting, whose } from "../../parts/coming-back.mjs";
import { $, focusOn, panel, say } from "../../parts/dom.mjs";
import { note } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { startPage } from "../../parts/page.mjs";
import { initials, isPhone } from "../../parts/person.mjs";
import * as presence from "../../parts/presence.mjs";
import { fill, wireRecovery } from "../../parts/recovery.mjs";
import { offerJoining } from "../../parts/same-person.mjs";
import { sure } from "../../parts/sure.mjs";

/** @typedef {import("../../parts/recovery.mjs").Claim} Claim */

/** Where somebody stood who wanted to check in. */
const place = readVenue(location.hash.slice(1));

/** Whether what is on the device is the claimant's; asked when it looks like somebody else's and would be lost. @param {Claim} claim */
async function theirs(claim) {
  const before = await whose();
  if (!before || isSame(before, claim)) return true;
  const count = await waiting();
  if (!count) return false;
  const answer = await sure({
    title: t("recover.visits-title", { count }),
    text: t("recover.visits-text", { who: initials(before.full_name) }),
    yes: t("recover.visits-mine"),
    no: t("recover.visits-not"),
  });
  return answer && answer.yes;
}

/** @param {any} answer @param {Claim} claim */
async function done(answer, claim) {
  const own = await theirs(claim);
  if (own === null) return false;
  const before = await waiting();
  await comeBack(answer, claim, own);
  const who = await presence.identity();
  const left = await waiting();
  say("done-who", t("recover.done-who", { name: who.full_name, year: who.year_of_birth }));
  if (left) note("done-visits", t("visits.queue", { count: left }));
  else if (own && before) note("done-visits", t("recover.visits-sent", { count: before }));
  offerJoining(answer.person_id, answer.same_person ?? []);
  panel("done");
  focusOn("done-heading");
  return true;
}

/** What this device knows helps its person, and is said where it is somebody's. */
async function here() {
  const who = await whose();
  if (!who) return;
  const signedIn = who.device_token && !who.signed_out;
  if (signedIn) note("here", t("recover.here", { who: initials(who.full_name) }));
  else if (!$("who").hidden) fill({ ...who, phone: isPhone(who.phone) ? who.phone : "" });
  if (signedIn) await presence.send("all"); // as whoever it is now, while it is
}

if (place) {
  for (const id of ["on", "register"]) /** @type {HTMLAnchorElement} */ ($(id)).href = `/c#${place.sent}`;
  say("on", t("recover.to-check-in"));
}
wireRecovery("recover", (body, has) => ask("/recoveries", { body, has }), done);
void startPage().then(here);
